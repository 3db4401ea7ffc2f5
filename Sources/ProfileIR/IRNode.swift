public import YAMLSyntax

/// Names a node of a `BoundProfile`.
public struct IRID: Hashable, Sendable, BitwiseCopyable {
  public var index: UInt32
  @inlinable
  public init(index: UInt32) { self.index = index }
  @inlinable
  public static var none: IRID { IRID(index: .max) }
  @inlinable
  public static func == (left: IRID, right: IRID) -> Bool { left.index == right.index }
}

/// One value of the profile, bound to the schema field that it is.
public struct IRNode: Sendable, BitwiseCopyable {
  /// The value itself; where the profile has an alias, what that stands for.
  public var value: NodeID
  /// The value as written: the alias, where there is one.
  public var written: NodeID
  /// The key it stands under, or `.none` for list items and the root.
  public var key: NodeID
  /// The field; of a union, the branch that applies, or the union itself where none does.
  public var field: FieldID
  /// The union that `field` is a branch of, else `field` itself.
  public var union: FieldID
  public var parent: IRID
  public var next = IRID.none
  public var firstChild = IRID.none
  /// The place among the parent's children, from 0.
  public var position: UInt32
  /// Whether the members or items are nodes as well.
  public var isBound = false
}

/// Nodes that stand one after another.
public struct IRIDRange: RandomAccessCollection {
  public let indices: Range<UInt32>

  @inlinable
  init(indices: Range<UInt32>) { self.indices = indices }

  @inlinable public var startIndex: UInt32 { indices.lowerBound }
  @inlinable public var endIndex: UInt32 { indices.upperBound }
  @inlinable
  public subscript(index: UInt32) -> IRID { IRID(index: index) }
}

/// The children of a node, in the order of the file.
public struct ChildIDs: Sequence, IteratorProtocol {
  @usableFromInline let profile: BoundProfile
  @usableFromInline var position: IRID

  @inlinable
  init(profile: BoundProfile, position: IRID) {
    self.profile = profile
    self.position = position
  }

  @inlinable
  public mutating func next() -> IRID? {
    guard position != .none else { return nil }
    let id = position
    position = profile[id].next
    return id
  }
}
