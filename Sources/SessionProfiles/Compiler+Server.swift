internal import ProfileIR
internal import ProfileRules
internal import ServerOverlays
internal import SourceDiagnostics
internal import YAMLSyntax

/// The server that a profile is for, and what that makes of it.
extension Compiler {
  /// The server that a profile names by `$server`, or that its project has decided.
  ///
  /// - Parameter unknown: gets the name, where there is no such server.
  func server(of tree: NodeTree, called name: String, unknown: inout NodeID) -> Server? {
    let standard = options.servers.server(ofProfile: name)
    guard let named = tree.value(of: "$server", in: tree.root), tree[named].kind == .scalar,
      tree[named].scalar == .string
    else { return standard }
    if let server = options.servers.server(named: tree.string(named)) { return server }
    unknown = named
    return standard
  }

  func finding(aboutServer named: NodeID, in tree: NodeTree) -> Diagnostic {
    let text = tree.string(named)
    return Diagnostic(
      NotInEnum.descriptor,
      "no server is called `\(Wording.shown(text))`",
      at: tree.span(named),
      path: "/$server",
      help: options.servers.advice(insteadOf: text)
    )
  }

  /// What a document is, in the dialect that the server has its fields in.
  func shape(of tree: NodeTree, at server: Server?) -> DocumentShape {
    let shape = DocumentShape(tree)
    guard let dialects = server?.dialects, !dialects.isEmpty, tree.root != .none else {
      return shape
    }
    let named = tree.value(of: "$dialect", in: tree.root).map { tree.string($0) }
    if named.flatMap(Dialect.init(rawValue:)) != nil { return shape }
    let session = tree.value(of: "session", in: tree.root) ?? tree.root
    return dialects.dialect(of: session, in: tree, shown: shape.dialect).map { shape.read(as: $0) }
      ?? shape
  }
}
