package import YAMLSyntax

extension NodeTree {
  /// Whether two values are the same JSON; lists without regard to order where that is asked for.
  package func isEqual(
    _ id: NodeID,
    to other: NodeID,
    of tree: NodeTree,
    unordered: Bool
  ) -> Bool {
    let (left, right) = (resolve(id), tree.resolve(other))
    switch (self[left].kind, tree[right].kind) {
    case (.scalar, .scalar):
      if jsonKind(left).contains(.number), tree.jsonKind(right).contains(.number) {
        return NumberText.value(bytes(left)) == NumberText.value(tree.bytes(right))
      }
      return self[left].scalar == tree[right].scalar && bytes(left) == tree.bytes(right)
    case (.sequence, .sequence):
      var (mine, theirs) = (Array(items(of: left)), Array(tree.items(of: right)))
      guard mine.count == theirs.count else { return false }
      guard unordered else {
        return zip(mine, theirs).allSatisfy { isEqual($0, to: $1, of: tree, unordered: false) }
      }
      while let item = mine.popLast() {
        guard
          let index = theirs.firstIndex(where: {
            isEqual(item, to: $0, of: tree, unordered: true)
          })
        else { return false }
        theirs.remove(at: index)
      }
      return true
    case (.mapping, .mapping):
      let (mine, theirs) = (Array(entries(of: left)), Array(tree.entries(of: right)))
      return mine.count == theirs.count
        && mine.allSatisfy { entry in
          theirs.contains { other in
            bytes(entry.key) == tree.bytes(other.key)
              && isEqual(entry.value, to: other.value, of: tree, unordered: unordered)
          }
        }
    default: return false
    }
  }
}
