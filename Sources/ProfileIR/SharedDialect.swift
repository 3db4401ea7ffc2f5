package import YAMLSyntax

extension DocumentShape {
  /// The dialect that a part of a profile shows; `nil` where its fields fit both.
  ///
  /// - Parameter isAlone: whether the session is the root of its file.
  package static func dialect(
    shownBy session: NodeID,
    of tree: NodeTree,
    isAlone: Bool
  ) -> Dialect? {
    DialectSigns.shown(by: session, of: tree, isAlone: isAlone)
  }

  /// The first key of a session that shows a dialect.
  package static func firstKey(
    showing dialect: Dialect,
    in session: NodeID,
    of tree: NodeTree,
    isAlone: Bool
  ) -> NodeID? {
    DialectSigns.firstKey(showing: dialect, in: session, of: tree, isAlone: isAlone)
  }
}
