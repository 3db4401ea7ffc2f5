/// Names a node of a `NodeTree`.
public struct NodeID: Hashable, Sendable, BitwiseCopyable {
  public var index: UInt32

  // Read in the innermost loops of other modules, which could not see through them otherwise.
  @inlinable
  public init(index: UInt32) { self.index = index }
  @inlinable
  public static var none: NodeID { NodeID(index: .max) }
  @inlinable
  public static func == (left: NodeID, right: NodeID) -> Bool { left.index == right.index }
}

/// What a scalar is by the YAML 1.2 core schema.
public enum ScalarKind: UInt8, Sendable, BitwiseCopyable {
  case string, null, bool, integer, float
  /// `.inf`, `-.inf` or `.nan`: a float that JSON cannot hold.
  case notFinite
}

public enum ScalarStyle: UInt8, Sendable, BitwiseCopyable {
  case plain, singleQuoted, doubleQuoted, literal, folded
}

/// One node: a fixed-size record, so that a tree is one array and composing allocates nothing per
/// node.
public struct Node: Sendable, BitwiseCopyable {
  public enum Kind: UInt8, Sendable, BitwiseCopyable { case scalar, sequence, mapping, alias }

  public struct Flags: OptionSet, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A collection written with brackets.
    public static let flow = Flags(rawValue: 1)
    /// A mapping entry that a merge key brought in.
    public static let merged = Flags(rawValue: 2)
    /// A mapping that has a merge key.
    public static let merges = Flags(rawValue: 4)
    /// A key that must be skipped: it is repeated or not a string, and has been reported.
    public static let ignored = Flags(rawValue: 8)
    /// A mapping that is not one: text such as `{{name}}` without its quotes.
    public static let broken = Flags(rawValue: 32)
    /// An explicit tag stands before it.
    public static let tagged = Flags(rawValue: 64)
    /// An explicit tag or an anchor stands before it.
    public static let hasProperties = Flags(rawValue: 16)
  }

  public var kind: Kind
  public var scalar = ScalarKind.string
  public var style = ScalarStyle.plain
  public var flags: Flags = []
  /// Byte offsets in the source, half open. An empty value has an empty span.
  public var start: UInt32
  public var end: UInt32
  /// A scalar's place in `NodeTree.text`; a collection's first child; an alias's target.
  public var first: UInt32
  /// A scalar's length in bytes; the number of a collection's children (a mapping's keys and values
  /// both count).
  public var count: UInt32
  /// The next child of the same collection.
  public var next = NodeID.none
  /// A hash of a scalar's text, set for mapping keys only.
  public var hash: UInt32 = 0

  @inlinable
  public var firstChild: NodeID { NodeID(index: first) }
  @inlinable
  public var target: NodeID { NodeID(index: first) }
  @inlinable
  public var textRange: Range<Int> { Int(first)..<Int(first) + Int(count) }
}

/// The hash by which mapping keys are looked up (FNV-1a, 32 bits). Equal names have equal hashes;
/// whoever finds equal hashes compares the bytes as well.
public enum KeyHash {
  @inlinable
  public static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var hash: UInt32 = 0x811C_9DC5
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return hash
  }

  /// The hash of a name in the source code.
  @inlinable
  public static func of(_ name: StaticString) -> UInt32 {
    name.withUTF8Buffer { unsafe of($0) }
  }
}
