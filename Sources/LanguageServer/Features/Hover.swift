internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

extension LanguageServer {
  func hover(in document: Document, at position: JSONValue?) -> JSONValue {
    guard let (offset, compiler) = cursor(in: document, at: position),
      let place = compiler.field(in: document.source, at: offset)
    else { return .null }
    let page = place.page
    let name = client.hasMarkdown ? "**\(page.path)**" : page.path
    let title = "\(name) (\(page.dialect.title)): \(page.form)"
    let parts = [title] + [place.note].compactMap(\.self) + page.paragraphs
    return .members([
      "contents": .members([
        "kind": .string(client.hasMarkdown ? "markdown" : "plaintext"),
        "value": .shown(parts.joined(separator: "\n\n")),
      ]), "range": document.lines.json(place.span, in: client.encoding),
    ])
  }
}
