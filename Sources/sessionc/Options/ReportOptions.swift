import ArgumentParser
import CommandLineSupport
import SessionProfiles

/// Where the report goes, and in which forms.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The form of the report: \(ReportDestination.formats). With =FILE it goes there; may be given several times.",
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

  /// Where each report goes, told from the environment where no form is asked for.
  ///
  /// - Throws: `CommandFailure` for forms that are none, and for reports that would go to one place.
  func destinations() throws(CommandFailure) -> [ReportDestination] {
    try Self.destinations(format, output)
  }

  static func destinations(
    _ format: [String] = [],
    _ output: String? = nil
  ) throws(CommandFailure) -> [ReportDestination] {
    if output == "" { throw CommandFailure("--output: the file is missing") }
    let place = output.map(ReportPlace.init(file:)) ?? .standardOutput
    guard !format.isEmpty else {
      let text = ReportDestination(format: .text, place: place)
      guard let format = formatOfHost else { return [text] }
      return [
        ReportDestination(format: format, place: place),
        ReportDestination(
          format: .text,
          place: place == .standardOutput ? .standardError : .standardOutput
        ),
      ]
    }
    let result = try ReportDestination.parse(format, standard: place)
    if let output, output != "-", !result.contains(where: { $0.place == place }) {
      throw CommandFailure(
        "--output \(shown(output)) has nothing to hold: every --format names its own file"
      )
    }
    return result
  }

  private static var formatOfHost: ReportFormat? {
    if Terminal.environment("GITHUB_ACTIONS") == "true" { return .github }
    if Terminal.environment("GITLAB_CI") == "true" { return .gitlab }
    return nil
  }
}
