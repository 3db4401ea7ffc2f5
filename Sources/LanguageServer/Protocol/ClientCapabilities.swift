internal import CanonicalJSON
internal import SourceDiagnostics

/// What a client can do, as it has said in `initialize`.
struct ClientCapabilities {
  var encoding = PositionEncoding.utf16
  /// Whether it asks for diagnostics. Then none are sent to it: it would show both.
  var pullsDiagnostics = false
  var hasRelatedInformation = false
  var hasRelatedDocuments = false
  var hasMarkdown = false
  var hasHierarchicalSymbols = false
  var hasLiteralCodeActions = false
  var hasPreferredActions = false
  /// Whether edits name the version of the text that they change.
  var hasVersionedEdits = false
  var hasPreparedRenames = false

  init() {}

  init(_ parameters: JSONValue?) {
    let all = parameters?["capabilities"]
    let offered = (all?[["general", "positionEncodings"]]?.items ?? []).compactMap(\.text)
    // In the client's order.
    encoding = offered.lazy.compactMap(PositionEncoding.init(rawValue:)).first ?? .utf16
    let document = all?["textDocument"]
    pullsDiagnostics = document?["diagnostic"] != nil
    hasRelatedDocuments = document?[["diagnostic", "relatedDocumentSupport"]]?.isTrue ?? false
    hasRelatedInformation =
      document?[["publishDiagnostics", "relatedInformation"]]?.isTrue ?? false
    let formats = document?[["hover", "contentFormat"]]?.items ?? []
    hasMarkdown = formats.contains(.string("markdown"))
    hasHierarchicalSymbols =
      document?[["documentSymbol", "hierarchicalDocumentSymbolSupport"]]?.isTrue ?? false
    hasLiteralCodeActions = document?[["codeAction", "codeActionLiteralSupport"]] != nil
    hasVersionedEdits = all?[["workspace", "workspaceEdit", "documentChanges"]]?.isTrue ?? false
    hasPreparedRenames = document?[["rename", "prepareSupport"]]?.isTrue ?? false
    hasPreferredActions = document?[["codeAction", "isPreferredSupport"]]?.isTrue ?? false
  }
}
