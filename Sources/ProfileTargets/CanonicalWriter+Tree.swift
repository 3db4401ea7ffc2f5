package import CanonicalJSON
internal import ProfileIR
package import YAMLSyntax

extension CanonicalWriter {
  /// Writes a scalar as what it is by the YAML 1.2 core schema.
  package mutating func scalar(_ node: Node, of tree: NodeTree) {
    if node.scalar == .string {
      unsafe tree.text.withUnsafeBufferPointer { text in
        unsafe string(UnsafeBufferPointer(rebasing: text[node.textRange]))
      }
      return
    }
    let bytes = tree.bytes(of: node)
    switch node.scalar {
    case .string: break
    case .null, .notFinite: null()
    case .bool: bool(bytes.first == UInt8(ascii: "t") || bytes.first == UInt8(ascii: "T"))
    case .integer, .float:
      if CanonicalNumber.isCanonical(bytes) {
        json(bytes)
      } else {
        number(NumberText.value(bytes))
      }
    }
  }

  /// Writes a value as it stands in a tree.
  ///
  /// - Parameters:
  ///   - sorted: whether the keys of mappings are put in canonical order.
  ///   - isLeftOut: which keys of the value itself are not written.
  package mutating func value(
    _ id: NodeID,
    of tree: NodeTree,
    sorted: Bool = true,
    leavingOut isLeftOut: (ArraySlice<UInt8>) -> Bool = { _ in false }
  ) {
    let id = tree.resolve(id)
    switch tree[id].kind {
    case .mapping:
      var entries = tree.entries(of: id).filter { !isLeftOut(tree.bytes($0.key)) }
      if sorted {
        entries.sort { CanonicalString.precedes(tree.bytes($0.key), tree.bytes($1.key)) }
      }
      beginObject()
      for entry in entries {
        name(tree.bytes(entry.key))
        value(entry.value, of: tree, sorted: sorted)
      }
      endObject()
    case .sequence:
      beginArray()
      for item in tree.items(of: id) { value(item, of: tree, sorted: sorted) }
      endArray()
    case .scalar, .alias: scalar(tree[id], of: tree)
    }
  }
}
