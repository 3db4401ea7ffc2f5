import SourceDiagnostics

/// Findings lie inside their file, and begin and end where characters do.
enum Places {
  static func check(_ diagnostics: [Diagnostic], in source: SourceText) {
    let lines = LineTable(source.bytes)
    // In a text that is no UTF-8, the place of what is wrong need not be the beginning of a character.
    let isText = Self.isText(source.bytes)
    for diagnostic in diagnostics {
      let name = diagnostic.rule.code
      check(diagnostic.span, in: source.bytes, isText, name)
      for related in diagnostic.related { check(related.span, in: source.bytes, isText, name) }
      check(diagnostic.fix, in: source.bytes, isText, name)
      let (start, end) = (diagnostic.span.start, diagnostic.span.end)
      let (first, last) = (lines.position(of: start), lines.position(of: end))
      expect(first.offset == start && last.offset == end, "\(name): positions keep offsets")
      expect(
        (1, 1) <= (first.line, first.column)
          && (first.line, first.column) <= (last.line, last.column),
        "\(name): lines and columns count from 1 and grow"
      )
      expect(
        diagnostic.path.isEmpty || diagnostic.path.utf8.first == UInt8(ascii: "/"),
        "\(name): `\(diagnostic.path)` is a JSON Pointer"
      )
      expect(!diagnostic.message.isEmpty, "\(name): there is a message")
    }
    let starts = diagnostics.map(\.span.start)
    expect(starts == starts.sorted(), "findings come in the order of the file")
  }

  static func check(_ span: SourceSpan, in bytes: [UInt8], _ isText: Bool, _ name: String) {
    expect(
      0 <= span.start && span.start <= span.end && span.end <= bytes.count,
      "\(name): \(span.range) lies inside the file of \(bytes.count) bytes"
    )
    guard isText else { return }
    for offset in [span.start, span.end] where offset < bytes.count {
      expect(bytes[offset] & 0xC0 != 0x80, "\(name): \(offset) is where a character begins")
    }
  }

  private static func check(_ fix: FixIt?, in bytes: [UInt8], _ isText: Bool, _ name: String) {
    guard let fix else { return }
    expect(!fix.edits.isEmpty, "\(name): a fix has an edit")
    for edit in fix.edits { check(edit.span, in: bytes, isText, name) }
    for (edit, next) in zip(fix.edits, fix.edits.dropFirst()) {
      expect(edit.span.end <= next.span.start, "\(name): edits are in order and apart")
    }
  }

  static func isText(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }
}
