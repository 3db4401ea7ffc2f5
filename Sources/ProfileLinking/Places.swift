internal import YAMLSyntax

/// Where each key of a mapping is among its entries. Few are compared one by one, many looked up.
struct Places {
  private var few: [(key: NodeID, place: Int)] = []
  private var many: [[UInt8]: Int]?
  private static let fewMax = 16

  init(_ keys: [NodeID], of tree: NodeTree) {
    guard keys.count > Self.fewMax else {
      few = keys.enumerated().map { ($1, $0) }
      return
    }
    var many: [[UInt8]: Int] = [:]
    for (place, key) in keys.enumerated() { many[Array(tree.bytes(key))] = place }
    self.many = many
  }

  func place(of key: NodeID, in tree: NodeTree) -> Int? {
    if let many { return many[Array(tree.bytes(key))] }
    return few.first { tree.bytes($0.key) == tree.bytes(key) }?.place
  }

  mutating func add(_ key: NodeID, at place: Int, of tree: NodeTree) {
    if many == nil, few.count >= Self.fewMax {
      var all: [[UInt8]: Int] = [:]
      for entry in few { all[Array(tree.bytes(entry.key))] = entry.place }
      many = all
    }
    if many != nil {
      many?[Array(tree.bytes(key))] = place
    } else {
      few.append((key, place))
    }
  }

  mutating func remove(_ key: NodeID, in tree: NodeTree) {
    many?[Array(tree.bytes(key))] = nil
    few.removeAll { tree.bytes($0.key) == tree.bytes(key) }
  }
}
