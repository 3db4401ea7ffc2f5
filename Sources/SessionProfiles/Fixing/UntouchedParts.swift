internal import SourceDiagnostics
internal import YAMLSyntax

/// Tells whether edits left everything as it was that they did not touch.
enum UntouchedParts {
  /// Compares the scalars and aliases that no edit takes away or replaces, by their place, text and
  /// kind. An edit inside one, such as of its indentation, may not show in its text. Linear in the
  /// size of the trees.
  ///
  /// A text that could not be read before has no parts to keep, but one that could be must still be.
  static func areSame(before: NodeTree?, after: NodeTree?, _ edits: TextEdits) -> Bool {
    guard let before else { return true }
    guard let after else { return false }
    let map = OffsetMap(edits)
    let kept = leaves(of: after)
    var next = 0
    for id in leaves(of: before) {
      let node = before[id]
      if map.replacesByte(at: Int(node.start)) { continue }
      let start = map[Int(node.start)]
      while next < kept.count, after[kept[next]].start < start { next += 1 }
      guard next < kept.count, Int(after[kept[next]].start) == start,
        isSame(id, of: before, kept[next], of: after, map)
      else { return false }
    }
    return true
  }

  /// Scalars and aliases in file order, those left out that stand for nothing: empty values share
  /// their place with what follows.
  private static func leaves(of tree: NodeTree) -> [NodeID] {
    tree.nodes.indices.lazy.map { NodeID(index: UInt32($0)) }.filter { id in
      let node = tree[id]
      return (node.kind == .scalar || node.kind == .alias) && node.start < node.end
        && !node.flags.contains(.merged)
    }
  }

  private static func isSame(
    _ id: NodeID,
    of before: NodeTree,
    _ other: NodeID,
    of after: NodeTree,
    _ map: OffsetMap
  ) -> Bool {
    let (old, new) = (before[id], after[other])
    guard old.kind == new.kind else { return false }
    if old.kind == .alias {
      return map[Int(before[old.target].start)] == Int(after[new.target].start)
    }
    return old.scalar == new.scalar && before.bytes(id) == after.bytes(other)
  }
}
