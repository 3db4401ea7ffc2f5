internal import CanonicalJSON
public import SourceDiagnostics

/// Writes findings for machines: version 1 of the report that `schemas/report.schema.json` describes.
public struct JSONReport: Sendable {
  private var writer = CanonicalWriter()
  private var errors = 0
  private var warnings = 0
  private var fixable = 0

  /// Begins a report over `files` files.
  public init(files: Int) {
    writer.beginObject()
    writer.name("version")
    writer.integer(1)
    writer.name("files")
    writer.integer(files)
    writer.name("diagnostics")
    writer.beginArray()
  }

  /// Adds the findings of one file.
  public mutating func add(_ diagnostics: [Diagnostic], of source: SourceText) {
    guard !diagnostics.isEmpty else { return }
    let lines = LineTable(source.bytes)
    for diagnostic in diagnostics { add(diagnostic, file: source.name, lines) }
  }

  /// The whole report: JSON and a line feed.
  public mutating func finish() -> [UInt8] {
    writer.endArray()
    writer.name("summary")
    writer.beginObject()
    writer.name("errors")
    writer.integer(errors)
    writer.name("warnings")
    writer.integer(warnings)
    writer.name("fixable")
    writer.integer(fixable)
    writer.endObject()
    writer.endObject()
    return writer.output + [UInt8(ascii: "\n")]
  }

  private mutating func add(_ diagnostic: Diagnostic, file: String, _ lines: LineTable) {
    if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
    writer.beginObject()
    member("code", diagnostic.rule.code)
    member("name", diagnostic.rule.name)
    member("severity", diagnostic.severity.rawValue)
    member("message", diagnostic.message)
    if let help = diagnostic.help { member("help", help) }
    member("path", diagnostic.path)
    writer.name("range")
    range(diagnostic.span, file: file, lines)
    writer.name("related")
    writer.beginArray()
    for related in diagnostic.related {
      writer.beginObject()
      member("message", related.message)
      writer.name("range")
      range(related.span, file: file, lines)
      writer.endObject()
    }
    writer.endArray()
    if let fix = diagnostic.fix {
      fixable += 1
      add(fix, file: file, lines)
    }
    writer.endObject()
  }

  private mutating func add(_ fix: FixIt, file: String, _ lines: LineTable) {
    writer.name("fix")
    writer.beginObject()
    member("title", fix.title)
    writer.name("safe")
    writer.bool(fix.isSafe)
    writer.name("edits")
    writer.beginArray()
    for edit in fix.edits {
      writer.beginObject()
      writer.name("range")
      range(edit.span, file: file, lines)
      member("text", edit.text)
      writer.endObject()
    }
    writer.endArray()
    writer.endObject()
  }

  private mutating func range(_ span: SourceSpan, file: String, _ lines: LineTable) {
    writer.beginObject()
    member("file", file)
    writer.name("start")
    position(lines.position(of: span.start))
    writer.name("end")
    position(lines.position(of: span.end))
    writer.endObject()
  }

  private mutating func position(_ position: SourcePosition) {
    writer.beginObject()
    writer.name("line")
    writer.integer(position.line)
    writer.name("column")
    writer.integer(position.column)
    writer.name("offset")
    writer.integer(position.offset)
    writer.endObject()
  }

  private mutating func member(_ name: StaticString, _ value: String) {
    writer.name(name)
    writer.string(value)
  }
}
