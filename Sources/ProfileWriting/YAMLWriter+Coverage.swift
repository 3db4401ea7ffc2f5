internal import YAMLSyntax

/// What has been written, so that whoever asks can tell what has not.
extension YAMLWriter {
  /// The nodes of a member, as far as they stand in one place.
  func nodes(of key: NodeID, _ value: NodeID) -> Range<UInt32> {
    let end = max(tree[key].end, tree[value].end)
    var last = max(key.index, value.index)
    let count = UInt32(tree.nodes.count)
    while last + 1 < count {
      let node = tree[NodeID(index: last + 1)]
      guard node.start < end, !node.flags.contains(.merged) else { break }
      last += 1
    }
    return key.index..<last + 1
  }

  /// Remembers that the texts of a member need not be written.
  mutating func excuse(_ key: NodeID, _ value: NodeID) {
    for index in nodes(of: key, value) { mark(NodeID(index: index)) }
  }

  /// Remembers that a text has been written.
  mutating func mark(_ id: NodeID) {
    let node = tree[id]
    if Int(node.start) < written.count, node.end > node.start { written[Int(node.start)] = true }
  }
}
