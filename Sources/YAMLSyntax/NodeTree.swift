public import SourceDiagnostics

/// The composed document: nodes in document order, with their spans and the text of their scalars.
///
/// Aliases are nodes of their own that point at their target; nothing is copied. Merge keys are
/// already applied: a mapping's children are its own entries and then those merged in.
public struct NodeTree: Sendable {
  public package(set) var nodes: [Node] = []
  /// The decoded text of all scalars, one after another, each with a NUL behind it; UTF-8.
  public package(set) var text: [UInt8] = []
  /// The document's root, or `.none` for an empty file.
  public package(set) var root = NodeID.none
  public let source: SourceID
  /// The file itself, for fixes that follow its layout; of several files, all of them, as
  /// `Composition` describes.
  public package(set) var sourceBytes: [UInt8]
  /// Where the document ends: a second one is not read.
  public internal(set) var readEnd: Int
  /// Whether a text in double quotes is shorter than it is written.
  package var hasEscapes: Bool
  /// Whether a text begins with `$`, as directives do.
  package let hasDollar: Bool
  /// Where the nodes come from; `nil` where they are all of one file. In one place: trees are handed on very
  /// often, and hardly any has these.
  private var origins: Origins?

  private final class Origins: Sendable {
    let composition: Composition?
    let made: MadeNodes?

    init(composition: Composition?, made: MadeNodes?) {
      self.composition = composition
      self.made = made
    }
  }

  /// Which files the tree was put together out of; `nil` for one by itself.
  public package(set) var composition: Composition? {
    get { origins?.composition }
    set { origins = Origins(composition: newValue, made: origins?.made) }
  }

  /// The nodes that lowering made; `nil` for a tree that is as its authors wrote it.
  public internal(set) var made: MadeNodes? {
    get { origins?.made }
    set { origins = Origins(composition: origins?.composition, made: newValue) }
  }

  public init(source: SourceID = SourceID(), sourceBytes: [UInt8] = []) {
    self.source = source
    self.sourceBytes = sourceBytes
    readEnd = sourceBytes.count
    hasEscapes = false
    hasDollar = false
  }

  /// A tree that has been composed.
  init(
    source: SourceID,
    sourceBytes: [UInt8],
    nodes: [Node],
    text: [UInt8],
    root: NodeID,
    readEnd: Int,
    hasEscapes: Bool,
    hasDollar: Bool
  ) {
    self.hasDollar = hasDollar
    self.source = source
    self.sourceBytes = sourceBytes
    self.nodes = nodes
    self.text = text
    self.root = root
    self.readEnd = readEnd
    self.hasEscapes = hasEscapes
  }

  /// Whether the file is JSON, by the look of it: fixes keep it so.
  public var isJSON: Bool {
    guard root != .none, self[root].kind == .mapping, self[root].flags.contains(.flow) else {
      return false
    }
    let key = self[root].firstChild
    return key != .none && self[key].style == .doubleQuoted
  }

  /// How the file ends its lines: as its first line does.
  public var newline: String {
    guard let feed = sourceBytes.firstIndex(of: 0x0A), feed > 0 else { return "\n" }
    return sourceBytes[feed - 1] == 0x0D ? "\r\n" : "\n"
  }

  @inlinable
  public subscript(id: NodeID) -> Node { nodes[Int(id.index)] }

  /// The node itself, or what an alias stands for.
  @inlinable
  public func resolve(_ id: NodeID) -> NodeID {
    let node = nodes[Int(id.index)]
    return node.kind == .alias ? node.target : id
  }

  public func span(_ id: NodeID) -> SourceSpan { span(of: self[id]) }

  public func span(of node: Node) -> SourceSpan {
    SourceSpan(source: source, start: Int(node.start), end: Int(node.end))
  }

  /// The text of a scalar; empty for other nodes.
  // Inlined, so that a text which is only looked at is not counted as held.
  @inlinable @inline(__always)
  public func bytes(_ id: NodeID) -> ArraySlice<UInt8> { bytes(of: self[id]) }

  @inlinable @inline(__always)
  public func bytes(of node: Node) -> ArraySlice<UInt8> {
    node.kind == .scalar ? text[node.textRange] : []
  }

  /// The text of a scalar as a `String`; for messages and rules, not for comparing keys.
  public func string(_ id: NodeID) -> String { String(decoding: bytes(id), as: UTF8.self) }

  /// Whether a scalar's text is `expected`.
  @inlinable
  public func text(of id: NodeID, is expected: StaticString) -> Bool {
    let node = self[id]
    guard node.kind == .scalar, Int(node.count) == expected.utf8CodeUnitCount else { return false }
    return unsafe text.withUnsafeBufferPointer { text in
      unsafe sameBytes(
        UnsafeBufferPointer(rebasing: text[node.textRange]),
        UnsafeBufferPointer(start: expected.utf8Start, count: expected.utf8CodeUnitCount)
      )
    }
  }

  /// The items of a sequence, aliases not resolved.
  @inlinable
  public func items(of id: NodeID) -> ChildSequence {
    ChildSequence(nodes: nodes, position: self[id].kind == .sequence ? self[id].firstChild : .none)
  }

  /// The entries of a mapping, without those that have been reported as repeated or not a string.
  @inlinable
  public func entries(of id: NodeID) -> EntrySequence {
    EntrySequence(nodes: nodes, position: self[id].kind == .mapping ? self[id].firstChild : .none)
  }

  /// The value of a key, with aliases resolved; linear in the number of entries.
  @inlinable
  public func value(of name: StaticString, in id: NodeID) -> NodeID? {
    guard self[id].kind == .mapping else { return nil }
    var key = self[id].firstChild
    while key != .none {
      let value = self[key].next
      if text(of: key, is: name), !self[key].flags.contains(.ignored) { return resolve(value) }
      key = self[value].next
    }
    return nil
  }
}

public struct ChildSequence: Sequence, IteratorProtocol {
  @usableFromInline let nodes: [Node]
  @usableFromInline var position: NodeID

  @inlinable
  init(nodes: [Node], position: NodeID) {
    self.nodes = nodes
    self.position = position
  }

  @inlinable
  public mutating func next() -> NodeID? {
    guard position != .none else { return nil }
    let id = position
    position = nodes[Int(id.index)].next
    return id
  }
}

public struct EntrySequence: Sequence, IteratorProtocol {
  @usableFromInline let nodes: [Node]
  @usableFromInline var position: NodeID

  @inlinable
  init(nodes: [Node], position: NodeID) {
    self.nodes = nodes
    self.position = position
  }

  @inlinable
  public mutating func next() -> (key: NodeID, value: NodeID)? {
    while position != .none {
      let key = position
      let node = nodes[Int(key.index)]
      position = node.next == .none ? .none : nodes[Int(node.next.index)].next
      if node.next != .none, !node.flags.contains(.ignored) { return (key, node.next) }
    }
    return nil
  }
}
