import ArgumentParser
import SessionProfiles

/// Where the report goes, and in which forms.
struct ReportOptions: ParsableArguments {
  /// One `--format`.
  private struct Request {
    var format: ReportFormat
    /// Standard output, or what `--output` names, where there is none.
    var file: String?

    init(_ text: String) throws(CommandFailure) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let format = ReportFormat(rawValue: name) else {
        let names = ReportFormat.allCases.map(\.rawValue)
        let advice =
          Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`?" }
          ?? "there are \(ReportOptions.formats)"
        throw CommandFailure("--format: `\(shown(name))` is not a form of report; \(advice)")
      }
      self.format = format
      file = parts.count > 1 ? String(parts[1]) : nil
      if file == "" {
        throw CommandFailure("--format: the file is missing after `\(shown(name))=`")
      }
    }
  }

  @Option(
    help: ArgumentHelp(
      "The form of the report: \(Self.formats). With =FILE it goes there; may be given several times.",
      discussion: """
        Without it: text; under GitHub Actions github and under GitLab CI gitlab, with the text on \
        standard error.
        """,
      valueName: "form[=file]"
    ),
    completion: .list(ReportFormat.allCases.map(\.rawValue))
  )
  var format: [String] = []

  @Option(
    help: ArgumentHelp("Write the report to this file, whole or not at all.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  private static var formats: String {
    ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
  }

  /// Where each report goes, told from the environment where no form is asked for.
  ///
  /// - Throws: `CommandFailure` for forms that are none, and for reports that would go to one place.
  func destinations() throws(CommandFailure) -> [(format: ReportFormat, place: ReportPlace)] {
    if output == "" { throw CommandFailure("--output: the file is missing") }
    let place = Self.place(output)
    guard !format.isEmpty else {
      guard let format = Self.formatOfHost else { return [(.text, place)] }
      return [
        (format, place), (.text, place == .standardOutput ? .standardError : .standardOutput),
      ]
    }
    var result: [(format: ReportFormat, place: ReportPlace)] = []
    for text in format {
      let request = try Request(text)
      let place = request.file.map(Self.place) ?? place
      if let other = result.first(where: { $0.place == place }) {
        let forms = "\(other.format.rawValue) and \(request.format.rawValue)"
        throw CommandFailure(
          "the reports \(forms) would go to one place; write one as --format \(request.format.rawValue)=FILE"
        )
      }
      result.append((request.format, place))
    }
    if let output, output != "-", !result.contains(where: { $0.place == place }) {
      throw CommandFailure(
        "--output \(shown(output)) has nothing to hold: every --format names its own file"
      )
    }
    return result
  }

  /// `-` is standard output, as it is standard input where a profile is named.
  private static func place(_ file: String?) -> ReportPlace {
    file.map { $0 == "-" ? .standardOutput : .file($0) } ?? .standardOutput
  }

  private static var formatOfHost: ReportFormat? {
    if Terminal.environment("GITHUB_ACTIONS") == "true" { return .github }
    if Terminal.environment("GITLAB_CI") == "true" { return .gitlab }
    return nil
  }
}

enum ReportPlace: Equatable {
  case standardOutput, standardError
  case file(String)
}
