internal import CanonicalJSON
internal import SourceDiagnostics

/// Version 1 of the report that `schemas/report.schema.json` describes.
struct JSONReport: DiagnosticReport {
  private var diagnostics = CanonicalWriter()
  private var omitted: [(file: String, findings: HiddenFindings)] = []
  private var summary = Summary()

  init() { diagnostics.beginArray() }

  mutating func add(_ file: FileReport) -> [UInt8] {
    summary.add(
      file.diagnostics,
      silenced: file.silenced,
      more: file.more,
      isProfile: file.isProfile
    )
    guard file.hasFindings else { return [] }
    let places = ReportPlaces(file)
    for diagnostic in file.shown { add(diagnostic, places) }
    if let hidden = file.hidden, hidden.count > 0 { omitted.append((file.source.name, hidden)) }
    return []
  }

  mutating func finish(problems: [String]) -> [UInt8] {
    diagnostics.endArray()
    var writer = CanonicalWriter()
    writer.beginObject()
    writer.member("version", 1)
    writer.member("files", summary.files)
    writer.name("diagnostics")
    writer.json(diagnostics.output)
    if !omitted.isEmpty { writeOmitted(to: &writer) }
    writer.name("summary")
    writer.beginObject()
    writer.member("errors", summary.errors)
    writer.member("warnings", summary.warnings)
    writer.member("fixable", summary.fixable)
    writer.endObject()
    writer.endObject()
    return RunnerCommands.brokenUpInJSON(writer.finish())
  }

  private func writeOmitted(to writer: inout CanonicalWriter) {
    writer.name("omitted")
    writer.beginArray()
    for (file, findings) in omitted {
      writer.beginObject()
      writer.member("file", file)
      writer.member("errors", findings.errors)
      writer.member("warnings", findings.warnings)
      writer.member("fixable", findings.fixable)
      writer.endObject()
    }
    writer.endArray()
  }

  private mutating func add(_ diagnostic: Diagnostic, _ places: ReportPlaces) {
    diagnostics.beginObject()
    diagnostics.member("code", diagnostic.rule.code)
    diagnostics.member("name", diagnostic.rule.name)
    diagnostics.member("severity", diagnostic.severity.rawValue)
    diagnostics.member("message", diagnostic.message)
    if let help = diagnostic.help { diagnostics.member("help", help) }
    diagnostics.member("path", diagnostic.path)
    diagnostics.name("range")
    range(diagnostic.span, places)
    diagnostics.name("related")
    diagnostics.beginArray()
    for related in diagnostic.related {
      diagnostics.beginObject()
      diagnostics.member("message", related.message)
      diagnostics.name("range")
      range(related.span, places)
      diagnostics.endObject()
    }
    diagnostics.endArray()
    if let fix = diagnostic.fix { add(fix, places) }
    if let uses = diagnostic.uses { add(uses) }
    diagnostics.endObject()
  }

  private mutating func add(_ fix: FixIt, _ places: ReportPlaces) {
    diagnostics.name("fix")
    diagnostics.beginObject()
    diagnostics.member("title", fix.title)
    diagnostics.member("safe", fix.isSafe)
    diagnostics.name("edits")
    diagnostics.beginArray()
    for edit in fix.edits {
      diagnostics.beginObject()
      diagnostics.name("range")
      range(edit.span, places)
      diagnostics.member("text", edit.text)
      diagnostics.endObject()
    }
    diagnostics.endArray()
    diagnostics.endObject()
  }

  private mutating func add(_ uses: ProfileUses) {
    diagnostics.name("profiles")
    diagnostics.beginObject()
    diagnostics.member("count", uses.count)
    diagnostics.name("shown")
    diagnostics.beginArray()
    for use in uses.shown {
      diagnostics.beginObject()
      diagnostics.member("file", use.file)
      diagnostics.member("path", use.path)
      if let variant = use.variant { diagnostics.member("variant", variant) }
      diagnostics.endObject()
    }
    diagnostics.endArray()
    diagnostics.endObject()
  }

  private mutating func range(_ span: SourceSpan, _ places: ReportPlaces) {
    diagnostics.beginObject()
    diagnostics.member("file", places.name(of: span))
    diagnostics.member("start", places.start(of: span))
    diagnostics.member("end", places.end(of: span))
    diagnostics.endObject()
  }
}
