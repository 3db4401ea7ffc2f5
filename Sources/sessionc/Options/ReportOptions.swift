import ArgumentParser
import SessionProfiles

/// Where the report goes, and in which forms.
struct ReportOptions: ParsableArguments {
  /// One `--format`.
  struct Request: ExpressibleByArgument {
    var format: ReportFormat
    /// Standard output, or what `--output` names, where there is none.
    var file: String?

    init(_ format: ReportFormat, file: String? = nil) {
      self.format = format
      self.file = file
    }

    init?(argument: String) {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let format = ReportFormat(rawValue: String(parts[0])) else { return nil }
      self.format = format
      file = parts.count > 1 ? String(parts[1]) : nil
      if file == "" { return nil }
    }

    static let allValueStrings = ReportFormat.allCases.map(\.rawValue)
  }

  @Option(
    help: ArgumentHelp(
      "The form of the report: \(Self.formats). With =FILE it goes there; may be given several times.",
      discussion: """
        Without it: text; under GitHub Actions github and under GitLab CI gitlab, with the text on \
        standard error.
        """,
      valueName: "form[=file]"
    )
  )
  var format: [Request] = []

  @Option(
    help: ArgumentHelp("Write the report to this file, whole or not at all.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  private static var formats: String {
    ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
  }

  func validate() throws {
    if format.count(where: { $0.file == nil }) > 1 {
      throw ValidationError(
        "only one form can go to \(output == nil ? "standard output" : "--output"): write the others as --format FORM=FILE"
      )
    }
    if output != nil, !format.isEmpty, format.allSatisfy({ $0.file != nil }) {
      throw ValidationError("--output has nothing to hold: every --format names its own file")
    }
    let files = format.compactMap(\.file) + (output.map { [$0] } ?? [])
    if Set(files).count < files.count {
      throw ValidationError("two reports cannot go to one file")
    }
  }

  /// Where each report goes, told from the environment where no form is asked for.
  var destinations: [(format: ReportFormat, place: ReportPlace)] {
    guard format.isEmpty else {
      return format.map { request in
        ((request.file ?? output).map { (request.format, .file($0)) })
          ?? (request.format, .standardOutput)
      }
    }
    let place = output.map { ReportPlace.file($0) } ?? .standardOutput
    guard let format = Self.formatOfHost else { return [(.text, place)] }
    return [(format, place), (.text, output == nil ? .standardError : .standardOutput)]
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
