package import YAMLSyntax

extension DocumentShape {
  /// Words that stand in sessions of other dialects than that of a session which shows none: what may be
  /// behind the part of a text that could be read.
  package static var telling: [String] { DialectSigns.telling }

  /// The dialect that a part of a profile shows; `nil` where its fields fit all.
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
  ///
  /// - Parameter names: keys that do not count.
  package static func firstKey(
    showing dialect: Dialect,
    in session: NodeID,
    of tree: NodeTree,
    isAlone: Bool,
    except names: [String] = []
  ) -> NodeID? {
    DialectSigns.firstKey(
      showing: dialect,
      in: session,
      of: tree,
      isAlone: isAlone,
      except: names
    )
  }
}
