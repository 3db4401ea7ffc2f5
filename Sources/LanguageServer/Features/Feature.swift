internal import CanonicalJSON

/// The requests about documents, by their methods.
enum Feature: String {
  case diagnostics = "textDocument/diagnostic"
  case completion = "textDocument/completion"
  case hover = "textDocument/hover"
  case codeActions = "textDocument/codeAction"
  case symbols = "textDocument/documentSymbol"
  case folding = "textDocument/foldingRange"

  /// The answer where the document is not known, or nothing is to say.
  var nothing: JSONValue {
    switch self {
    case .diagnostics: .members(["kind": .string("full"), "items": .array([])])
    case .hover: .null
    case .completion, .codeActions, .symbols, .folding: .array([])
    }
  }
}

extension LanguageServer {
  func answer(to feature: Feature, _ parameters: JSONValue) -> JSONValue {
    guard let uri = parameters[["textDocument", "uri"]]?.text, let document = documents[uri] else {
      return feature.nothing
    }
    switch feature {
    case .diagnostics: return pulledFindings(of: document)
    case .completion: return completions(in: document, at: parameters["position"])
    case .hover: return hover(in: document, at: parameters["position"])
    case .codeActions: return codeActions(in: document, parameters)
    case .symbols: return symbols(of: document)
    case .folding: return foldingRanges(of: document)
    }
  }
}
