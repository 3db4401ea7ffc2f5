internal import SourceDiagnostics

/// Workflow commands of GitHub Actions: one line a finding, shown beside the line of the change.
struct GitHubReport: DiagnosticReport {
  func add(_ file: FileReport) -> [UInt8] {
    guard file.hasFindings else { return [] }
    let places = ReportPlaces(file)
    var report = file.shown.reduce(into: [UInt8]()) { report, diagnostic in
      report += Self.bytes(Self.line(diagnostic, places))
    }
    if let hidden = file.hidden, hidden.count > 0 {
      let line = Self.line(
        hidden.severity,
        "findings not shown",
        at: hidden.first,
        message: hidden.text,
        places
      )
      report += Self.bytes(line)
    }
    return report
  }

  func finish(problems: [String]) -> [UInt8] { [] }

  /// A line without any other command in it.
  private static func bytes(_ line: String) -> [UInt8] {
    RunnerCommands.signsBrokenUp(Array(line.utf8)) + [UInt8(ascii: "\n")]
  }

  private static func line(
    _ diagnostic: Diagnostic,
    _ places: ReportPlaces
  ) -> String {
    var message = DisplayText.escaped(diagnostic.message)
    if let help = diagnostic.help { message += "\n" + DisplayText.escaped(help) }
    if let uses = diagnostic.uses { message += "\nin " + DisplayText.escaped(uses.title) }
    return line(
      diagnostic.severity,
      "\(diagnostic.rule.code) \(diagnostic.rule.name)",
      at: diagnostic.span,
      message: message,
      places
    )
  }

  private static func line(
    _ severity: Severity,
    _ title: String,
    at span: SourceSpan,
    message: String,
    _ places: ReportPlaces
  ) -> String {
    let start = places.start(of: span)
    let end = places.end(of: span)
    var properties = [
      ("file", places.path(of: span)), ("line", String(start.line)), ("endLine", String(end.line)),
    ]
    // Columns mean something to GitHub within one line only.
    if start.line == end.line {
      properties += [("col", String(start.column)), ("endColumn", String(end.column))]
    }
    properties.append(("title", title))
    let list = properties.map { "\($0)=\(escaped($1, in: "%\r\n:,"))" }.joined(separator: ",")
    return "::\(severity.rawValue) \(list)::\(escaped(message, in: "%\r\n"))"
  }

  /// Percent-escapes what would end the value, as GitHub's own toolkit does.
  private static func escaped(_ text: String, in special: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      if special.unicodeScalars.contains(scalar) {
        let code = String(scalar.value, radix: 16, uppercase: true)
        result += "%" + (code.count == 1 ? "0" : "") + code
      } else {
        result += DisplayText.escaped(String(scalar))
      }
    }
  }
}
