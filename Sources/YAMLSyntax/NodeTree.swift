package import SourceDiagnostics

/// The composed document: nodes in document order, with their spans and the text of their scalars.
///
/// Aliases are nodes of their own that point at their target; nothing is copied. Merge keys are
/// already applied: a mapping's children are its own entries and then those merged in.
package struct NodeTree: Sendable {
  package internal(set) var nodes: [Node] = []
  /// The decoded text of all scalars, one after another, each with a NUL behind it; UTF-8.
  package internal(set) var text: [UInt8] = []
  /// The document's root, or `.none` for an empty file.
  package internal(set) var root = NodeID.none
  package let source: SourceID
  /// The file itself, for fixes that follow its layout.
  package let sourceBytes: [UInt8]
  /// Where the document ends: a second one is not read.
  package internal(set) var readEnd: Int

  package init(source: SourceID = SourceID(), sourceBytes: [UInt8] = []) {
    self.source = source
    self.sourceBytes = sourceBytes
    readEnd = sourceBytes.count
  }

  /// Whether the file is JSON, by the look of it: fixes keep it so.
  package var isJSON: Bool {
    guard root != .none, self[root].kind == .mapping, self[root].flags.contains(.flow) else {
      return false
    }
    let key = self[root].firstChild
    return key != .none && self[key].style == .doubleQuoted
  }

  /// How the file ends its lines: as its first line does.
  package var newline: String {
    guard let feed = sourceBytes.firstIndex(of: 0x0A), feed > 0 else { return "\n" }
    return sourceBytes[feed - 1] == 0x0D ? "\r\n" : "\n"
  }

  package subscript(id: NodeID) -> Node { nodes[Int(id.index)] }

  /// The node itself, or what an alias stands for.
  package func resolve(_ id: NodeID) -> NodeID {
    let node = nodes[Int(id.index)]
    return node.kind == .alias ? node.target : id
  }

  package func span(_ id: NodeID) -> SourceSpan { span(of: self[id]) }

  package func span(of node: Node) -> SourceSpan {
    SourceSpan(source: source, start: Int(node.start), end: Int(node.end))
  }

  /// The text of a scalar; empty for other nodes.
  package func bytes(_ id: NodeID) -> ArraySlice<UInt8> { bytes(of: self[id]) }

  package func bytes(of node: Node) -> ArraySlice<UInt8> {
    node.kind == .scalar ? text[node.textRange] : []
  }

  /// The text of a scalar as a `String`; for messages and rules, not for comparing keys.
  package func string(_ id: NodeID) -> String { String(decoding: bytes(id), as: UTF8.self) }

  /// Whether two scalars have the same bytes.
  package func sameText(_ left: Node, _ right: Node) -> Bool {
    left.count == right.count && text[left.textRange] == text[right.textRange]
  }

  /// Whether a scalar's text is `expected`.
  package func text(of id: NodeID, is expected: StaticString) -> Bool {
    let bytes = bytes(id)
    guard bytes.count == expected.utf8CodeUnitCount else { return false }
    return expected.withUTF8Buffer { unsafe bytes.elementsEqual($0) }
  }

  /// The items of a sequence, aliases not resolved.
  package func items(of id: NodeID) -> ChildSequence {
    ChildSequence(tree: self, position: self[id].kind == .sequence ? self[id].firstChild : .none)
  }

  /// The entries of a mapping, without those that have been reported as repeated or not a string.
  package func entries(of id: NodeID) -> EntrySequence {
    EntrySequence(tree: self, position: self[id].kind == .mapping ? self[id].firstChild : .none)
  }

  /// The value of a key, with aliases resolved; linear in the number of entries.
  package func value(of name: StaticString, in id: NodeID) -> NodeID? {
    for entry in entries(of: id) where text(of: entry.key, is: name) { return resolve(entry.value) }
    return nil
  }
}

package struct ChildSequence: Sequence, IteratorProtocol {
  let tree: NodeTree
  var position: NodeID

  package mutating func next() -> NodeID? {
    guard position != .none else { return nil }
    let id = position
    position = tree[id].next
    return id
  }
}

package struct EntrySequence: Sequence, IteratorProtocol {
  let tree: NodeTree
  var position: NodeID

  package mutating func next() -> (key: NodeID, value: NodeID)? {
    while position != .none {
      let key = position
      let value = tree[key].next
      position = value == .none ? .none : tree[value].next
      if value != .none, !tree[key].flags.contains(.ignored) { return (key, value) }
    }
    return nil
  }
}
