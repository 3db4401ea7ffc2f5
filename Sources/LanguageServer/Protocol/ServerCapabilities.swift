internal import CanonicalJSON
internal import SourceDiagnostics

/// What the server can do, as it says in its answer to `initialize`.
enum ServerCapabilities {
  static func answer(
    to client: ClientCapabilities,
    _ settings: Settings,
    version: String
  ) -> JSONValue {
    // Clients that keep what the server can do are not told of what is switched off.
    func provider(_ name: Settings.Switch, _ value: JSONValue = .bool(true)) -> JSONValue? {
      settings[name] ? value : nil
    }
    let sync = JSONValue.members([
      // Changes come as ranges.
      "openClose": .bool(true), "change": .integer(2),
      "save": .members(["includeText": .bool(false)]),
    ])
    let completion = JSONValue.members([
      "triggerCharacters": .array([":", " ", "\"", "$", "{", "/"].map { .string($0) })
    ])
    let actions = JSONValue.members([
      "codeActionKinds": .array(
        ["quickfix", "refactor.rewrite", "source.fixAll.sessionc"].map { .string($0) }
      )
    ])
    let pull = JSONValue.members([
      "identifier": .string("sessionc"), "interFileDependencies": .bool(true),
      "workspaceDiagnostics": .bool(true),
    ])
    let rename =
      client.hasPreparedRenames
      ? JSONValue.members(["prepareProvider": .bool(true)]) : .bool(true)
    let unresolved = JSONValue.members(["resolveProvider": .bool(false)])
    let folders = JSONValue.members(["supported": .bool(true), "changeNotifications": .bool(true)])
    return .members([
      "serverInfo": .members(["name": .string("sessionc"), "version": .string(version)]),
      "capabilities": .members([
        "positionEncoding": .string(client.encoding.rawValue), "textDocumentSync": sync,
        "completionProvider": provider(.completion, completion), "hoverProvider": provider(.hover),
        "documentSymbolProvider": provider(.symbols), "foldingRangeProvider": provider(.folding),
        "codeActionProvider": provider(.codeActions, actions),
        "definitionProvider": provider(.definition), "referencesProvider": provider(.references),
        "renameProvider": provider(.rename, rename),
        "documentLinkProvider": provider(.links, unresolved),
        "inlayHintProvider": provider(.inlayHints),
        "codeLensProvider": provider(.codeLens, unresolved),
        "executeCommandProvider": .members([
          "commands": .array([.string(LanguageServer.showRequest)])
        ]), "diagnosticProvider": client.pullsDiagnostics ? provider(.diagnostics, pull) : nil,
        "workspace": .members(["workspaceFolders": folders]),
      ]),
    ])
  }
}
