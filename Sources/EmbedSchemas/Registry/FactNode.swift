import YAMLSyntax

/// A value of a fact file. Whether it has the right shape has been checked before.
struct FactNode {
  let tree: NodeTree
  let node: NodeID

  /// The root of a file.
  init?(_ tree: NodeTree?) {
    guard let tree, tree.root != .none else { return nil }
    self.init(tree, tree.root)
  }

  init(_ tree: NodeTree, _ node: NodeID) {
    self.tree = tree
    self.node = node
  }

  var text: String { tree.string(node) }
  /// The texts of a list, or the one text itself.
  var texts: [String] {
    tree[node].kind == .sequence ? tree.items(of: node).map { tree.string($0) } : [text]
  }

  func member(_ name: String) -> FactNode? {
    tree.entries(of: node).first { tree.string($0.key) == name }.map { FactNode(tree, $0.value) }
  }

  func text(_ name: String) -> String { optionalText(name) ?? "" }

  func optionalText(_ name: String) -> String? {
    member(name).flatMap { tree[$0.node].scalar == .null ? nil : $0.text }
  }

  func texts(_ name: String) -> [String] { member(name)?.texts ?? [] }

  func isTrue(_ name: String) -> Bool { optionalText(name) == "true" }

  func items(_ name: String) -> [FactNode] {
    guard let list = member(name) else { return [] }
    return tree.items(of: list.node).map { FactNode(tree, $0) }
  }

  func members(_ name: String) -> [String: FactNode] {
    guard let mapping = member(name) else { return [:] }
    return Dictionary(
      tree.entries(of: mapping.node).map { (tree.string($0.key), FactNode(tree, $0.value)) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}
