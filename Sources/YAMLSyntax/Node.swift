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
    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// A collection written with brackets.
    @inlinable public static var flow: Flags { Flags(rawValue: 1) }
    /// A mapping entry that a merge key brought in.
    @inlinable public static var merged: Flags { Flags(rawValue: 2) }
    /// A mapping that has a merge key.
    @inlinable public static var merges: Flags { Flags(rawValue: 4) }
    /// A key that must be skipped: it is repeated or not a string, and has been reported.
    @inlinable public static var ignored: Flags { Flags(rawValue: 8) }
    /// A mapping that is not one: text such as `{{name}}` without its quotes.
    @inlinable public static var broken: Flags { Flags(rawValue: 32) }
    /// A key that is what it says, though a directive has the same name; a text that is a file of its own.
    @inlinable public static var literal: Flags { Flags(rawValue: 128) }
    /// An explicit tag stands before it.
    @inlinable public static var tagged: Flags { Flags(rawValue: 64) }
    /// An explicit tag or an anchor stands before it.
    @inlinable public static var hasProperties: Flags { Flags(rawValue: 16) }
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

/// The hash by which mapping keys are looked up: of the length and of the first and the last
/// eight bytes, or four where it has fewer.
/// Equal names have equal hashes; whoever finds equal hashes compares the bytes as well, and names made
/// to collide cost no more than the comparison.
public enum KeyHash {
  public static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let count = bytes.count
    guard let start = unsafe UnsafeRawPointer(bytes.baseAddress) else { return 0 }
    var (first, last): (UInt64, UInt64) = (0, 0)
    if count >= 8 {
      // The tables of the build have these hashes in them, so they are the same on every machine.
      first = UInt64(littleEndian: unsafe start.loadUnaligned(as: UInt64.self))
      last = UInt64(
        littleEndian: unsafe start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self)
      )
    } else if count >= 4 {
      first = UInt64(UInt32(littleEndian: unsafe start.loadUnaligned(as: UInt32.self)))
      last = UInt64(
        UInt32(
          littleEndian: unsafe start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)
        )
      )
    } else {
      for index in 0..<count { first = first << 8 | UInt64(unsafe bytes[index]) }
    }
    // Multiplied by odd numbers without a pattern, the high half depends on every bit.
    let mixed = (first ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15 &+ last &* 0xC2B2_AE3D_27D4_EB4F
    return UInt32(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 32)
  }

  public static func of(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { unsafe of($0) }
  }

  public static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
    unsafe Array(bytes).withUnsafeBufferPointer { unsafe of($0) }
  }
}
