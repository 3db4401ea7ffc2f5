package import YAMLSyntax

extension NodeTree {
  /// Whether a key is the compiler's (`$…`) or the author's own (`x-…`), and so no field of a session.
  package func isOwnKey(_ key: NodeID) -> Bool { OwnKeys.contain(bytes(key)) }
}

/// The names that are no fields, in every dialect.
package enum OwnKeys {
  /// By bytes: a mark that combines with the `$` or the `-` makes no other name of it.
  package static func contain(_ name: ArraySlice<UInt8>) -> Bool {
    name.first == UInt8(ascii: "$") || name.starts(with: "x-".utf8)
  }
}
