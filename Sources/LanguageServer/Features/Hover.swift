internal import CanonicalJSON
internal import DiagnosticReports
internal import SessionProfiles
internal import SourceDiagnostics

extension LanguageServer {
  func hover(in document: Document, at position: JSONValue?) -> JSONValue {
    guard let (offset, compiler) = cursor(in: document, at: position) else { return .null }
    if let (rule, span) = ignoredRule(in: document, at: offset) {
      let page = RulePage(rule)
      let title = "\(rule.code) \(rule.name): \(rule.summary)"
      return hover([title, client.hasMarkdown ? page.markdown : page.text], span, document)
    }
    if let found = name(in: document, at: offset), !found.place.isDeclaration,
      found.name.kind == .variable || found.name.kind == .anchor
    {
      return hover(over: found.name, found.place, in: document)
    }
    guard let place = compiler.field(in: document.source, at: offset) else { return .null }
    let page = place.page
    let name = client.hasMarkdown ? "**\(page.path)**" : page.path
    let title = "\(name) (\(page.dialect.title)): \(page.form)"
    let parts = [title] + place.notes + page.paragraphs
    return hover(parts, place.span, document)
  }

  private func hover(_ parts: [String], _ span: SourceSpan, _ document: Document) -> JSONValue {
    .members([
      "contents": .members([
        "kind": .string(client.hasMarkdown ? "markdown" : "plaintext"),
        "value": .shown(parts.joined(separator: "\n\n")),
      ]), "range": document.lines.json(span, in: client.encoding),
    ])
  }

  /// The rule whose code or name stands at a place of a comment that ignores it.
  private func ignoredRule(
    in document: Document,
    at offset: Int
  ) -> (rule: RuleDescriptor, span: SourceSpan)? {
    let bytes = document.bytes
    func isWord(_ byte: UInt8) -> Bool {
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
    }
    var (start, end) = (min(offset, bytes.count), min(offset, bytes.count))
    while start > 0, isWord(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    guard end - start >= 3 else { return nil }
    let line = document.lines.lineRange(document.lines.position(of: start).line)
    guard line.lowerBound <= start, bytes[line.lowerBound..<start].contains(UInt8(ascii: "#"))
    else {
      return nil
    }
    let before = String(decoding: bytes[line.lowerBound..<start], as: UTF8.self)
    guard before.contains("sessionc: ignore["), !before.contains("]"),
      let rule = Rules.rule(String(decoding: bytes[start..<end], as: UTF8.self))
    else { return nil }
    return (rule, SourceSpan(start: start, end: end))
  }

  /// Where a variable or an anchor is declared, with the lines.
  private func hover(
    over name: SharedName,
    _ place: SharedName.Place,
    in document: Document
  ) -> JSONValue {
    let lines = occurrences(of: name, in: document).flatMap { file in
      file.name.declarations.map { declaration in
        let position = file.lines.position(of: declaration.span.start)
        let line = Secrets.blotted(file.source.bytes)[file.lines.lineRange(position.line)]
        let text = String(decoding: line.prefix(Self.lineMax), as: UTF8.self)
        let shown = text.drop { $0 == " " }
        let name = file.source.name.parts(between: "/").last ?? file.source.name
        return "\(name):\(position.line): \(client.hasMarkdown ? "`\(shown)`" : "\(shown)")"
      }
    }
    guard !lines.isEmpty else { return .null }
    let title = "\(name.kind == .variable ? "variable" : "anchor") `\(name.name)`"
    return hover([title] + lines.prefix(10), place.span, document)
  }

  private static let lineMax = 200
}
