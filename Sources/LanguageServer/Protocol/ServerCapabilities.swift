internal import CanonicalJSON
internal import SourceDiagnostics

/// What the server can do, as it says in its answer to `initialize`.
enum ServerCapabilities {
  static func answer(to client: ClientCapabilities, version: String) -> JSONValue {
    let sync = JSONValue.members([
      // Changes come as ranges.
      "openClose": .bool(true), "change": .integer(2),
      "save": .members(["includeText": .bool(false)]),
    ])
    let completion = JSONValue.members([
      "triggerCharacters": .array([.string(":"), .string(" "), .string("\""), .string("$")])
    ])
    let actions = JSONValue.members([
      "codeActionKinds": .array([.string("quickfix"), .string("source.fixAll.sessionc")])
    ])
    let pull = JSONValue.members([
      "identifier": .string("sessionc"), "interFileDependencies": .bool(true),
      "workspaceDiagnostics": .bool(false),
    ])
    return .members([
      "serverInfo": .members(["name": .string("sessionc"), "version": .string(version)]),
      "capabilities": .members([
        "positionEncoding": .string(client.encoding.rawValue), "textDocumentSync": sync,
        "completionProvider": completion, "hoverProvider": .bool(true),
        "documentSymbolProvider": .bool(true), "foldingRangeProvider": .bool(true),
        "codeActionProvider": actions,
        "diagnosticProvider": client.pullsDiagnostics ? pull : nil,
      ]),
    ])
  }
}
