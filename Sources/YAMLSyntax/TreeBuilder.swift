public import SourceDiagnostics

/// Builds a document out of the parts of another one, for lowering: what is taken over keeps its
/// spans, and what is new gets the span of what it stands for.
public struct TreeBuilder {
  /// The tree so far: the nodes of the original, and behind them the new ones.
  public private(set) var tree: NodeTree

  public init(_ original: NodeTree) { tree = original }

  /// The tree with this root.
  package consuming func finish(root: NodeID) -> NodeTree {
    tree.root = root
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
      )
    )
  }

  /// A scalar as if it stood at `span`.
  public mutating func scalar(_ text: [UInt8], _ kind: ScalarKind, at span: SourceSpan) -> NodeID {
    let first = tree.text.count
    tree.text += text + [0]
    return append(
      Node(
        kind: .scalar,
        scalar: kind,
        style: kind == .string ? .doubleQuoted : .plain,
        start: UInt32(span.start),
        end: UInt32(span.end),
        first: UInt32(first),
        count: UInt32(text.count),
        hash: KeyHash.of(text)
      )
    )
  }

  /// A mapping as if it stood at `span`.
  public mutating func mapping(
    _ entries: [(key: NodeID, value: NodeID)],
    at span: SourceSpan
  ) -> NodeID {
    collection(.mapping, entries.flatMap { [$0.key, $0.value] }, at: span)
  }

  /// A sequence as if it stood at `span`.
  public mutating func sequence(_ items: [NodeID], at span: SourceSpan) -> NodeID {
    collection(.sequence, items, at: span)
  }

  /// A copy of a value from another tree, every part of it as if it stood at `span`.
  public mutating func copy(_ id: NodeID, of other: NodeTree, at span: SourceSpan) -> NodeID {
    let id = other.resolve(id)
    switch other[id].kind {
    case .mapping:
      let entries = other.entries(of: id).map { entry in
        (
          key: scalar(Array(other.bytes(entry.key)), .string, at: span),
          value: copy(entry.value, of: other, at: span)
        )
      }
      return mapping(entries, at: span)
    case .sequence:
      return sequence(other.items(of: id).map { copy($0, of: other, at: span) }, at: span)
    case .scalar, .alias: return scalar(Array(other.bytes(id)), other[id].scalar, at: span)
    }
  }

  private mutating func collection(
    _ kind: Node.Kind,
    _ children: [NodeID],
    at span: SourceSpan
  ) -> NodeID {
    for (child, next) in zip(children, children.dropFirst()) {
      tree.nodes[Int(child.index)].next = next
    }
    return append(
      Node(
        kind: kind,
        start: UInt32(span.start),
        end: UInt32(span.end),
        first: (children.first ?? .none).index,
        count: UInt32(children.count)
      )
    )
  }

  private mutating func append(_ node: Node) -> NodeID {
    let id = NodeID(index: UInt32(tree.nodes.count))
    tree.nodes.append(node)
    return id
  }
}
