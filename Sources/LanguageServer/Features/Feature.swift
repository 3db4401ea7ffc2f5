internal import CanonicalJSON

/// The requests about documents, by their methods.
enum Feature: String {
  case diagnostics = "textDocument/diagnostic"
  case completion = "textDocument/completion"
  case hover = "textDocument/hover"
  case codeActions = "textDocument/codeAction"
  case definition = "textDocument/definition"
  case references = "textDocument/references"
  case prepareRename = "textDocument/prepareRename"
  case rename = "textDocument/rename"
  case links = "textDocument/documentLink"
  case symbols = "textDocument/documentSymbol"
  case folding = "textDocument/foldingRange"
  case inlayHints = "textDocument/inlayHint"
  case codeLens = "textDocument/codeLens"

  /// What switches it off.
  var setting: Settings.Switch {
    switch self {
    case .diagnostics: .diagnostics
    case .completion: .completion
    case .hover: .hover
    case .codeActions: .codeActions
    case .definition: .definition
    case .references: .references
    case .prepareRename, .rename: .rename
    case .links: .links
    case .symbols: .symbols
    case .folding: .folding
    case .inlayHints: .inlayHints
    case .codeLens: .codeLens
    }
  }

  /// The answer where the document is not known, or nothing is to say.
  var nothing: JSONValue {
    switch self {
    case .diagnostics: .members(["kind": .string("full"), "items": .array([])])
    case .hover, .prepareRename, .rename: .null
    case .completion, .codeActions, .definition, .references, .links, .symbols, .folding,
      .inlayHints,
      .codeLens:
      .array([])
    }
  }
}

extension LanguageServer {
  func answer(to feature: Feature, _ parameters: JSONValue) throws(RequestFailure) -> JSONValue {
    guard settings[feature.setting], let uri = parameters[["textDocument", "uri"]]?.text,
      let document = documents[uri]
    else { return feature.nothing }
    let position = parameters["position"]
    switch feature {
    case .diagnostics: return pulledFindings(of: document)
    case .completion: return completions(in: document, at: position)
    case .hover: return hover(in: document, at: position)
    case .codeActions: return codeActions(in: document, parameters)
    case .definition: return definition(in: document, at: position)
    case .references: return references(in: document, parameters)
    case .prepareRename: return try prepareRename(in: document, at: position)
    case .rename: return try rename(in: document, parameters)
    case .links: return links(in: document)
    case .symbols: return symbols(of: document)
    case .folding: return foldingRanges(of: document)
    case .inlayHints: return inlayHints(in: document, parameters["range"])
    case .codeLens: return codeLenses(of: document)
    }
  }
}
