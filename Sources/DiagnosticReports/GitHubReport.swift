internal import SourceDiagnostics

/// Workflow commands of GitHub Actions: one line a finding, shown beside the line of the change.
struct GitHubReport: DiagnosticReport {
  func add(_ file: FileReport) -> [UInt8] {
    guard !file.diagnostics.isEmpty else { return [] }
    let lines = LineTable(file.source.bytes)
    return file.diagnostics.reduce(into: []) { report, diagnostic in
      report += (Self.line(diagnostic, of: file, lines) + "\n").utf8
    }
  }

  func finish(problems: [String]) -> [UInt8] { [] }

  private static func line(
    _ diagnostic: Diagnostic,
    of file: FileReport,
    _ lines: LineTable
  ) -> String {
    let start = lines.position(of: diagnostic.span.start)
    let end = lines.position(of: diagnostic.span.end)
    var properties = [
      ("file", file.path), ("line", String(start.line)), ("endLine", String(end.line)),
    ]
    // Columns mean something to GitHub within one line only.
    if start.line == end.line {
      properties += [("col", String(start.column)), ("endColumn", String(end.column))]
    }
    properties.append(("title", "\(diagnostic.rule.code) \(diagnostic.rule.name)"))
    let list = properties.map { "\($0)=\(escaped($1, in: "%\r\n:,"))" }.joined(separator: ",")
    var message = DisplayText.escaped(diagnostic.message)
    if let help = diagnostic.help { message += "\n" + DisplayText.escaped(help) }
    return "::\(diagnostic.severity.rawValue) \(list)::\(escaped(message, in: "%\r\n"))"
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
