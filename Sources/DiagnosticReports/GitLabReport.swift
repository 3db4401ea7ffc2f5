internal import CanonicalJSON
internal import SourceDiagnostics

/// A Code Quality report of GitLab: an array of findings, each with a fingerprint of its own by which
/// GitLab tells new ones from old.
struct GitLabReport: DiagnosticReport {
  private var writer = CanonicalWriter(pretty: true)
  private var fingerprints = Fingerprints()

  /// An entry of the report that stands for those it leaves out: no rule of a profile.
  private static let notShown = RuleDescriptor("", "findings-not-shown", "more findings than shown")

  init() { writer.beginArray() }

  mutating func add(_ file: FileReport) -> [UInt8] {
    guard file.hasFindings else { return [] }
    let lines = LineTable(file.source.bytes)
    for diagnostic in file.shown {
      let fingerprint = fingerprints.unique(diagnostic, of: file.source, path: file.path)
      add(diagnostic, path: file.path, fingerprint, lines)
    }
    if let hidden = file.hidden, hidden.count > 0 {
      var notice = Diagnostic(
        Self.notShown,
        hidden.text,
        severity: hidden.severity,
        at: hidden.first
      )
      // The same one, however many they are.
      notice.content = ""
      let fingerprint = fingerprints.unique(notice, of: file.source, path: file.path)
      add(notice, path: file.path, fingerprint, lines)
    }
    return []
  }

  mutating func finish(problems: [String]) -> [UInt8] {
    writer.endArray()
    return RunnerCommands.brokenUpInJSON(writer.finish())
  }

  private mutating func add(
    _ diagnostic: Diagnostic,
    path: String,
    _ fingerprint: String,
    _ lines: LineTable
  ) {
    writer.beginObject()
    writer.member("type", "issue")
    let code = diagnostic.rule.code
    writer.member("check_name", (code.isEmpty ? "" : "\(code) ") + diagnostic.rule.name)
    let help = diagnostic.help.map { " (\($0))" } ?? ""
    let uses = diagnostic.uses.map { " (in \($0.title))" } ?? ""
    writer.member("description", DisplayText.escaped("\(diagnostic.message)\(help)\(uses)"))
    writer.member("fingerprint", fingerprint)
    writer.member("severity", diagnostic.severity == .error ? "major" : "minor")
    writer.name("location")
    writer.beginObject()
    writer.member("path", path)
    writer.name("lines")
    writer.beginObject()
    writer.member("begin", lines.position(of: diagnostic.span.start).line)
    writer.member("end", lines.position(of: diagnostic.span.end).line)
    writer.endObject()
    writer.endObject()
    writer.endObject()
  }
}
