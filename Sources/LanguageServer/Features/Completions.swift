internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

extension LanguageServer {
  func completions(in document: Document, at position: JSONValue?) -> JSONValue {
    guard let (offset, compiler) = cursor(in: document, at: position) else { return .array([]) }
    let found = compiler.completions(in: document.source, at: offset) { folder in
      document.path.map { self.workspace.names(in: folder, from: $0) } ?? []
    }
    let items = found.enumerated().map { index, completion -> JSONValue in
      let quoted = completion.text.first == "\"" || completion.text.first == "'"
      return .members([
        "label": .shown(completion.name), "kind": .integer(Self.kind(completion.kind)),
        "detail": .shown(completion.isRequired ? "required; " + completion.form : completion.form),
        "documentation": completion.meaning.map { .shown($0) },
        "filterText": quoted ? .string(completion.text) : nil,
        // Clients sort by text.
        "sortText": .string(String(1_000 + index)),
        "textEdit": .members([
          "range": document.lines.json(completion.replaced, in: client.encoding),
          "newText": .string(completion.text),
        ]),
      ])
    }
    return .members(["isIncomplete": .bool(false), "items": .array(items)])
  }

  /// The protocol's `CompletionItemKind`.
  private static func kind(_ kind: Completion.Kind) -> Int {
    switch kind {
    case .field: 10
    case .value: 12
    case .file: 17
    case .folder: 19
    }
  }
}
