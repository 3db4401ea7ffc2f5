/// Builds a document out of the parts of another one, for lowering: what is taken over keeps its
/// spans, and what is new gets the span of what it stands for, and remembers it.
public struct TreeBuilder {
  /// The tree so far: the nodes of the original, and behind them the new ones.
  public private(set) var tree: NodeTree
  /// What each new node stands for.
  private var origins: [NodeID] = []
  private let first: UInt32

  public init(_ original: NodeTree) {
    tree = original
    first = UInt32(original.nodes.count)
  }

  /// The tree with this root.
  package consuming func finish(root: NodeID) -> NodeTree {
    tree.root = root
    tree.made = MadeNodes(first: first, origins: origins)
    return tree
  }

  /// A node of the original, in another place.
  public mutating func reference(to id: NodeID) -> NodeID {
    let target = tree.resolve(id)
    let place = tree[id]
    return append(
      Node(
        kind: .alias,
        flags: .merged,
        start: place.start,
        end: place.end,
        first: target.index,
        count: 0
      ),
      target
    )
  }

  /// A scalar that stands for a node of the original.
  ///
  /// - Parameter isEmpty: whether it has only the place where that begins.
  public mutating func scalar(
    _ text: [UInt8],
    _ kind: ScalarKind,
    like origin: NodeID,
    isEmpty: Bool = false
  ) -> NodeID {
    let first = tree.text.count
    tree.text += text + [0]
    let place = tree[origin]
    return append(
      Node(
        kind: .scalar,
        scalar: kind,
        style: kind == .string ? .doubleQuoted : .plain,
        start: place.start,
        end: isEmpty ? place.start : place.end,
        first: UInt32(first),
        count: UInt32(text.count),
        hash: KeyHash.of(text)
      ),
      origin
    )
  }

  /// A mapping that stands for a node of the original.
  public mutating func mapping(
    _ entries: [(key: NodeID, value: NodeID)],
    like origin: NodeID
  ) -> NodeID {
    collection(.mapping, entries.flatMap { [$0.key, $0.value] }, like: origin)
  }

  /// A sequence that stands for a node of the original.
  public mutating func sequence(_ items: [NodeID], like origin: NodeID) -> NodeID {
    collection(.sequence, items, like: origin)
  }

  /// A copy of a value from another tree, every part of which stands for a node of the original.
  public mutating func copy(_ id: NodeID, of other: NodeTree, like origin: NodeID) -> NodeID {
    let id = other.resolve(id)
    switch other[id].kind {
    case .mapping:
      let entries = other.entries(of: id).map { entry in
        (
          key: scalar(Array(other.bytes(entry.key)), .string, like: origin),
          value: copy(entry.value, of: other, like: origin)
        )
      }
      return mapping(entries, like: origin)
    case .sequence:
      return sequence(other.items(of: id).map { copy($0, of: other, like: origin) }, like: origin)
    case .scalar, .alias: return scalar(Array(other.bytes(id)), other[id].scalar, like: origin)
    }
  }

  private mutating func collection(
    _ kind: Node.Kind,
    _ children: [NodeID],
    like origin: NodeID
  ) -> NodeID {
    for (child, next) in zip(children, children.dropFirst()) {
      tree.nodes[Int(child.index)].next = next
    }
    return append(
      Node(
        kind: kind,
        start: tree[origin].start,
        end: tree[origin].end,
        first: (children.first ?? .none).index,
        count: UInt32(children.count)
      ),
      origin
    )
  }

  private mutating func append(_ node: Node, _ origin: NodeID) -> NodeID {
    let id = NodeID(index: UInt32(tree.nodes.count))
    tree.nodes.append(node)
    origins.append(origin)
    return id
  }
}

/// The nodes that lowering made, with what each stands for.
public final class MadeNodes: Sendable {
  private let first: UInt32
  private let origins: [NodeID]

  init(first: UInt32, origins: [NodeID]) {
    self.first = first
    self.origins = origins
  }

  /// What a node stands for; a node that was not made, for itself.
  package func origin(of id: NodeID) -> NodeID {
    guard id.index >= first, Int(id.index - first) < origins.count else { return id }
    // What is made of made nodes leads on.
    return origin(of: origins[Int(id.index - first)])
  }
}
