internal import SchemaTables
package import YAMLSyntax

/// The dialects that a server speaks otherwise than documented.
package struct ServerDialects: Sendable {
  private let schemas: [Schema]

  package init(_ schemas: [Schema]) { self.schemas = schemas }

  package var isEmpty: Bool { schemas.isEmpty }
  /// Which they are.
  package var all: [Dialect] { schemas.compactMap(\.dialect) }

  /// A dialect as the server has it.
  package func schema(of dialect: Dialect) -> Schema {
    schemas.first { $0.dialect == dialect } ?? Schema.of(dialect)
  }

  /// The dialect of a session whose fields show another one. A server's own fields may be those of another
  /// dialect, so the one counts that knows more of them; where both know as many, the server's.
  ///
  /// - Parameter shown: the dialect that the fields show as documented; `nil` where they fit all.
  package func dialect(of session: NodeID, in tree: NodeTree, shown: Dialect?) -> Dialect? {
    guard let shown, session != .none, tree[session].kind == .mapping,
      !schemas.contains(where: { $0.dialect == shown })
    else { return shown }
    // The first of those with the fewest, so the server's stand before the other.
    let candidates = schemas + [Schema.of(shown)]
    let unknown = candidates.map { Self.unknown(session, tree, $0) }
    return candidates.indices.min { unknown[$0] < unknown[$1] }.flatMap { candidates[$0].dialect }
  }

  /// How many fields of a session a dialect does not have.
  private static func unknown(_ session: NodeID, _ tree: NodeTree, _ schema: Schema) -> Int {
    let tables = schema.branches(of: schema.session, withItems: false).map { schema[$0].properties }
    return tree.entries(of: session).count { key, _ in
      !tree.isOwnKey(key) && !tables.contains { $0.field(of: tree[key], in: tree) != nil }
    }
  }
}
