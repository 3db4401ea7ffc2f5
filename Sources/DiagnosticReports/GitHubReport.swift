internal import SourceDiagnostics

/// Workflow commands of GitHub Actions: one line a finding, shown beside the line of the change.
struct GitHubReport: DiagnosticReport {
  func add(_ file: FileReport) -> [UInt8] {
    guard file.hasFindings else { return [] }
    let lines = LineTable(file.source.bytes)
    var report = file.shown.reduce(into: [UInt8]()) { report, diagnostic in
      report += Self.bytes(Self.line(diagnostic, of: file, lines))
    }
    if let hidden = file.hidden, hidden.count > 0 {
      let line = Self.line(
        hidden.severity,
        "findings not shown",
        at: hidden.first,
        message: hidden.text,
        of: file,
        lines
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
    of file: FileReport,
    _ lines: LineTable
  ) -> String {
    var message = DisplayText.escaped(diagnostic.message)
    if let help = diagnostic.help { message += "\n" + DisplayText.escaped(help) }
    return line(
      diagnostic.severity,
      "\(diagnostic.rule.code) \(diagnostic.rule.name)",
      at: diagnostic.span,
      message: message,
      of: file,
      lines
    )
  }

  private static func line(
    _ severity: Severity,
    _ title: String,
    at span: SourceSpan,
    message: String,
    of file: FileReport,
    _ lines: LineTable
  ) -> String {
    let start = lines.position(of: span.start)
    let end = lines.position(of: span.end)
    var properties = [
      ("file", file.path), ("line", String(start.line)), ("endLine", String(end.line)),
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
