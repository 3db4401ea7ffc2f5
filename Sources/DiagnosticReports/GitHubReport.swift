internal import SourceDiagnostics

/// Workflow commands of GitHub Actions: one line a finding, shown beside the line of the change.
struct GitHubReport: DiagnosticReport {
  func add(_ file: FileReport) -> [UInt8] {
    guard file.hasFindings else { return [] }
    let places = ReportPlaces(file)
    var report = file.shown.reduce(into: [UInt8]()) { report, diagnostic in
      report += Self.line(diagnostic, places)
    }
    if let hidden = file.hidden, hidden.count > 0 {
      report += Self.line(
        hidden.severity,
        "findings not shown",
        at: hidden.first,
        message: hidden.text,
        places
      )
    }
    return report
  }

  func finish(problems: [String]) -> [UInt8] { [] }

  private static func line(
    _ diagnostic: Diagnostic,
    _ places: ReportPlaces
  ) -> [UInt8] {
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
  ) -> [UInt8] {
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
    return WorkflowCommand.line(severity.rawValue, properties, message)
  }
}
