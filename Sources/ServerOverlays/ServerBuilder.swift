internal import ProfileIR
internal import ProfileSchemas
internal import SchemaLoading
internal import SchemaTables
package import SourceDiagnostics
internal import YAMLSyntax

/// Makes a server out of its overlays.
package struct ServerBuilder {
  /// What is wrong with an overlay.
  package struct Problem {
    /// In the overlay.
    package var span: SourceSpan
    package var message: String
    package var help: String?
  }

  private let name: String
  private var title: String?
  private var baseURL: String?
  private var authHeader: String?
  private var keyVariable: String?
  private let isShipped: Bool
  private var schemas: [Schema] = []
  private var overlays: [[UInt8]] = []

  /// As much as is read of an overlay.
  package static let bytesMax = 1 << 20

  package init(name: String, isShipped: Bool = false) {
    self.name = name
    self.isShipped = isShipped
  }

  package var server: Server {
    Server(
      name: name,
      title: title ?? name,
      baseURL: baseURL,
      authHeader: authHeader,
      keyVariable: keyVariable,
      isShipped: isShipped,
      schemas: schemas,
      overlays: overlays
    )
  }

  /// Adds an overlay.
  ///
  /// - Returns: what is wrong with it; then nothing was added.
  package mutating func add(_ bytes: [UInt8]) -> [Problem] {
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(bytes, into: &bag), bag.isEmpty, tree.root != .none else {
      let found = bag.sorted().map {
        Problem(span: $0.span, message: $0.message, help: $0.help)
      }
      let start = SourceSpan(start: 0, end: 0)
      return found.isEmpty ? [Problem(span: start, message: "the overlay is empty")] : found
    }
    do throws(Overlay.Problem) {
      try add(tree, bytes)
      return []
    } catch {
      return [Problem(span: tree.span(error.node), message: error.message, help: error.help)]
    }
  }

  private mutating func add(_ tree: NodeTree, _ bytes: [UInt8]) throws(Overlay.Problem) {
    let overlay = try Overlay(tree, shape: Self.tree("facts/overlay.schema.json"))
    let base = overlay.extends.text
    var shared: [Overlay] = []
    if Dialect(rawValue: base) == nil {
      // A server that ships, and what a team has found out beside it.
      shared = try Self.shipped(base)
      guard !shared.isEmpty else { throw Self.unknownBase(overlay) }
    }
    let dialectName = shared.first?.extends.text ?? base
    guard let dialect = Dialect(rawValue: dialectName),
      var overlaid = OverlaidSchemas(
        Self.trees,
        dialect: dialectName,
        vocabulary: Self.tree("facts/vocabulary.schema.json")
      )
    else { throw Self.unknownBase(overlay) }
    if schemas.contains(where: { $0.dialect == dialect }) {
      throw Overlay.Problem(
        node: overlay.extends.node,
        message: "two overlays of `\(name)` extend the dialect `\(dialectName)`",
        help: "write one file, or give them names of their own"
      )
    }
    for other in shared { try overlaid.apply(other) }
    try overlaid.apply(overlay)
    let table = try overlaid.load(overlay).table
    schemas.append(Schema(dialect, SchemaTable(keeping: table), isOfServer: true))
    overlays.append(bytes)
    title = title ?? overlay.title
    baseURL = baseURL ?? overlay.baseURL ?? shared.first?.baseURL
    authHeader = authHeader ?? overlay.authHeader ?? shared.first?.authHeader
    keyVariable = keyVariable ?? overlay.keyVariable
  }

  private static func unknownBase(_ overlay: Overlay) -> Overlay.Problem {
    let names = Dialect.allCases.map(\.rawValue) + Server.overlaidNames
    let nearest = Suggestion.nearest(to: overlay.extends.text, in: names)
    return Overlay.Problem(
      node: overlay.extends.node,
      message: "`\(overlay.extends.text)` is no dialect, and no server that ships",
      help: nearest.map { "did you mean `\($0)`?" } ?? "there are \(names.joined(separator: ", "))"
    )
  }

  private static func shipped(_ name: String) throws(Overlay.Problem) -> [Overlay] {
    guard ProfileSchemas.text(named: "servers/\(name).overlay.json") != nil else { return [] }
    return [
      try Overlay(tree("servers/\(name).overlay.json"), shape: tree("facts/overlay.schema.json"))
    ]
  }

  // MARK: Files

  /// A file of `schemas/`. The build has read each.
  private static func tree(_ name: String) -> NodeTree { SchemaFile.read(name).tree }

  /// The files that an overlay can change, and what they refer to.
  private static let trees: [String: NodeTree] = {
    let names = ProfileSchemas.names.filter { !$0.contains("/") }
    return Dictionary(uniqueKeysWithValues: names.map { ($0, tree($0)) })
  }()
}
