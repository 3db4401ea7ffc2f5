internal import SessionProfiles
internal import SourceDiagnostics

/// Text for people, as it may be printed: it shows no key, and speaks to no terminal and no runner of CI,
/// whatever came into it.
///
/// Everything that a command says goes through here on its way to standard output or error. Names
/// and values in it are escaped where they are put in (`shown`), so that nothing is to be done for most
/// texts; here is made sure of it.
package struct TextForPeople {
  package let bytes: [UInt8]

  /// - Parameter isColored: whether the text may have the colours of our own reports.
  package init(_ text: String, isColored: Bool = false) {
    self.init(Array(text.utf8), isColored: isColored)
  }

  package init(_ bytes: [UInt8], isColored: Bool = false) {
    var bytes = Secrets.redacted(bytes)
    if !bytes.isPrintableASCII {
      let text = String(decoding: bytes, as: UTF8.self)
      let shown = isColored ? Self.escapedBetweenColors(text) : DisplayText.escapedLines(text)
      bytes = Array(shown.utf8)
    }
    self.bytes = RunnerCommands.brokenUp(bytes)
  }

  private static let colors = Set(ColorScheme.ansi.sequences)

  private static func escapedBetweenColors(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let escape = rest.unicodeScalars.firstIndex(of: "\u{1B}") {
      result += DisplayText.escapedLines(String(rest[..<escape]))
      let color = colors.first { rest[escape...].utf8.starts(with: $0.utf8) }
      let end =
        color.map { rest.utf8.index(escape, offsetBy: $0.utf8.count) }
        ?? rest.unicodeScalars.index(after: escape)
      result += color ?? DisplayText.escapedLines(String(rest[escape..<end]))
      rest = rest[end...]
    }
    return result + DisplayText.escapedLines(String(rest))
  }
}

/// Whoever reads what a command prints, if it is a machine that takes some of it for commands.
package enum Runner {
  private static let variables = [
    "CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "TEAMCITY_VERSION", "BUILD_BUILDID",
  ]

  /// Whether the environment tells of CI, and a stream may be its log: files are not.
  package static func reads(_ descriptor: Int32) -> Bool {
    let isTold = variables.contains { !(Terminal.environment($0) ?? "").isEmpty }
    var status = stat()
    return isTold && !(unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG)
  }
}
