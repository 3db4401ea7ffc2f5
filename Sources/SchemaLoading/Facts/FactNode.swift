package import YAMLSyntax

/// A value of a fact file. Whether it has the right shape has been checked before.
package struct FactNode {
  package let tree: NodeTree
  package let node: NodeID

  /// The root of a file.
  package init?(_ tree: NodeTree?) {
    guard let tree, tree.root != .none else { return nil }
    self.init(tree, tree.root)
  }

  package init(_ tree: NodeTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  package var text: String { tree.string(node) }
  /// The texts of a list, or the one text itself.
  package var texts: [String] {
    tree[node].kind == .sequence ? tree.items(of: node).map { tree.string($0) } : [text]
  }

  /// The members of a mapping, in the order of the file.
  package var entries: [(name: String, value: FactNode)] {
    guard tree[node].kind == .mapping else { return [] }
    return tree.entries(of: node).map { (tree.string($0.key), FactNode(tree, $0.value)) }
  }

  /// The items of a list.
  package var items: [FactNode] {
    guard tree[node].kind == .sequence else { return [] }
    return tree.items(of: node).map { FactNode(tree, $0) }
  }

  /// The type, as JSON Schema calls it.
  package var kind: String {
    switch tree[node].kind {
    case .mapping: return "object"
    case .sequence: return "array"
    case .scalar, .alias: break
    }
    switch tree[node].scalar {
    case .string: return "string"
    case .null: return "null"
    case .bool: return "boolean"
    case .integer: return "integer"
    case .float, .notFinite: return "number"
    }
  }

  package func member(_ name: String) -> FactNode? {
    tree.entries(of: node).first { tree.string($0.key) == name }.map { FactNode(tree, $0.value) }
  }

  /// The key of a member.
  func key(of name: String) -> NodeID? {
    tree.entries(of: node).first { tree.string($0.key) == name }?.key
  }

  package func text(_ name: String) -> String { optionalText(name) ?? "" }

  package func optionalText(_ name: String) -> String? {
    member(name).flatMap { tree[$0.node].scalar == .null ? nil : $0.text }
  }

  package func texts(_ name: String) -> [String] { member(name)?.texts ?? [] }

  package func isTrue(_ name: String) -> Bool { optionalText(name) == "true" }

  package func items(_ name: String) -> [FactNode] {
    member(name)?.items ?? []
  }

  package func members(_ name: String) -> [String: FactNode] {
    let entries = member(name)?.entries ?? []
    return Dictionary(entries.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
