package import SchemaTables
public import YAMLSyntax

extension NodeTree {
  /// What stands at the end of a path below a mapping, among nodes that are bound; `nil` for the empty path.
  func descendant(
    _ path: [TableText],
    of id: IRID,
    among nodes: borrowing Arena<IRNode>
  ) -> IRID? {
    var found = IRID?.none
    for step in path {
      guard let next = member(step, of: found ?? id, among: nodes) else { return nil }
      found = next
    }
    return found
  }

  private func member(
    _ name: TableText,
    of id: IRID,
    among nodes: borrowing Arena<IRNode>
  ) -> IRID? {
    member(of: id, among: nodes) { text(of: $0, is: name) }
  }

  /// The member of a mapping with this name, among nodes that are bound.
  @inlinable @inline(__always)
  func member(_ name: StaticString, of id: IRID, among nodes: borrowing Arena<IRNode>) -> IRID? {
    let length = UInt32(truncatingIfNeeded: name.utf8CodeUnitCount)
    // Most names differ in their length already, so hardly any bytes are compared.
    return member(of: id, among: nodes) { self[$0].count == length && text(of: $0, is: name) }
  }

  /// The member of a mapping whose key is one that is looked for, among nodes that are bound.
  @inlinable @inline(__always)
  func member(
    of id: IRID,
    among nodes: borrowing Arena<IRNode>,
    whereKey isWanted: (NodeID) -> Bool
  ) -> IRID? {
    guard id != .none else { return nil }
    var child = nodes[Int(id.index)].firstChild
    while child != .none {
      let node = nodes[Int(child.index)]
      if node.key != .none, isWanted(node.key) { return child }
      child = node.next
    }
    return nil
  }

  /// Whether a scalar's text is one of the schema's.
  @inlinable
  func text(of id: NodeID, is expected: TableText) -> Bool {
    let node = self[id]
    return Int(node.count) == expected.count && node.kind == .scalar
      && expected.matches(text[node.textRange])
  }
}
