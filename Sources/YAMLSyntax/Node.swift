/// Names a node of a `NodeTree`.
package struct NodeID: Hashable, Sendable {
  package var index: UInt32
  package init(index: UInt32) { self.index = index }
  package static let none = NodeID(index: .max)
}

/// What a scalar is by the YAML 1.2 core schema.
package enum ScalarKind: UInt8, Sendable {
  case string, null, bool, integer, float
  /// `.inf`, `-.inf` or `.nan`: a float that JSON cannot hold.
  case notFinite
}

package enum ScalarStyle: UInt8, Sendable {
  case plain, singleQuoted, doubleQuoted, literal, folded
}

/// One node: a fixed-size record, so that a tree is one array and composing allocates nothing per
/// node.
package struct Node: Sendable {
  package enum Kind: UInt8, Sendable { case scalar, sequence, mapping, alias }

  package struct Flags: OptionSet, Sendable {
    package var rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A collection written with brackets.
    package static let flow = Flags(rawValue: 1)
    /// A mapping entry that a merge key brought in.
    package static let merged = Flags(rawValue: 2)
    /// A mapping that has a merge key.
    package static let merges = Flags(rawValue: 4)
    /// A key that must be skipped: it is repeated or not a string, and has been reported.
    package static let ignored = Flags(rawValue: 8)
    /// A mapping that is not one: text such as `{{name}}` without its quotes.
    package static let broken = Flags(rawValue: 32)
    /// An explicit tag stands before it.
    package static let tagged = Flags(rawValue: 64)
    /// An explicit tag or an anchor stands before it.
    package static let hasProperties = Flags(rawValue: 16)
  }

  package var kind: Kind
  package var scalar = ScalarKind.string
  package var style = ScalarStyle.plain
  package var flags: Flags = []
  /// Byte offsets in the source, half open. An empty value has an empty span.
  package var start: UInt32
  package var end: UInt32
  /// A scalar's place in `NodeTree.text`; a collection's first child; an alias's target.
  package var first: UInt32
  /// A scalar's length in bytes; the number of a collection's children (a mapping's keys and values
  /// both count).
  package var count: UInt32
  /// The next child of the same collection.
  package var next = NodeID.none
  /// A hash of a scalar's text, set for mapping keys only.
  package var hash: UInt32 = 0

  package var firstChild: NodeID { NodeID(index: first) }
  package var target: NodeID { NodeID(index: first) }
  package var textRange: Range<Int> { Int(first)..<Int(first) + Int(count) }
}

/// The hash by which mapping keys are looked up (FNV-1a, 32 bits). Equal names have equal hashes;
/// whoever finds equal hashes compares the bytes as well.
package enum KeyHash {
  @inlinable
  package static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash
  }

  /// The hash of a name in the source code.
  package static func of(_ name: StaticString) -> UInt32 {
    name.withUTF8Buffer { unsafe of($0) }
  }
}
