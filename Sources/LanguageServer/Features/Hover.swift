internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

extension LanguageServer {
  func hover(in document: Document, at position: JSONValue?) -> JSONValue {
    guard let (offset, compiler) = cursor(in: document, at: position) else { return .null }
    if let found = SharedNames(of: document.source).name(at: offset), !found.place.isDeclaration,
      found.name.kind == .variable || found.name.kind == .anchor
    {
      return hover(over: found.name, found.place, in: document)
    }
    guard let place = compiler.field(in: document.source, at: offset) else { return .null }
    let page = place.page
    let name = client.hasMarkdown ? "**\(page.path)**" : page.path
    let title = "\(name) (\(page.dialect.title)): \(page.form)"
    let parts = [title] + place.notes + page.paragraphs
    return .members([
      "contents": .members([
        "kind": .string(client.hasMarkdown ? "markdown" : "plaintext"),
        "value": .shown(parts.joined(separator: "\n\n")),
      ]), "range": document.lines.json(place.span, in: client.encoding),
    ])
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
    return .members([
      "contents": .members([
        "kind": .string(client.hasMarkdown ? "markdown" : "plaintext"),
        "value": .shown(([title] + lines.prefix(10)).joined(separator: "\n\n")),
      ]), "range": document.lines.json(place.span, in: client.encoding),
    ])
  }

  private static let lineMax = 200
}
