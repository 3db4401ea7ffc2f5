internal import CanonicalJSON
internal import SourceDiagnostics

/// Changes of one file.
struct FileEdits {
  var uri: String
  /// Of the text that is changed, where it is open: a client refuses to change another one.
  var version: Int?
  var edits: [JSONValue]
}

extension LanguageServer {
  func edit(_ span: SourceSpan, _ text: String, _ document: Document) -> JSONValue {
    .members([
      "range": document.lines.json(span, in: client.encoding), "newText": .string(text),
    ])
  }

  func workspaceEdit(_ edits: [JSONValue], _ document: Document) -> JSONValue {
    workspaceEdit([FileEdits(uri: document.uri, version: document.version, edits: edits)])
  }

  func workspaceEdit(_ files: [FileEdits]) -> JSONValue {
    guard client.hasVersionedEdits else {
      let changes = files.map { JSONMember(name: Array($0.uri.utf8), value: .array($0.edits)) }
      return .members(["changes": .object(changes)])
    }
    return .members([
      "documentChanges": .array(
        files.map { file in
          .members([
            "textDocument": .members([
              "uri": .string(file.uri), "version": file.version.map { .integer($0) } ?? .null,
            ]), "edits": .array(file.edits),
          ])
        }
      )
    ])
  }
}
