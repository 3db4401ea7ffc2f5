/// How a tree grows while it is linked.
extension NodeTree {
  /// Adds the nodes of another file behind those that are there.
  ///
  /// - Parameter offset: how far its places move.
  package mutating func append(_ other: NodeTree, shiftedBy offset: Int) {
    let (firstNode, firstText) = (UInt32(nodes.count), UInt32(text.count))
    let shift = UInt32(offset)
    text += other.text
    if other.hasEscapes { hasEscapes = true }
    // Of a file that is most of the profile, without room for as much again.
    if other.nodes.count > nodes.count {
      nodes.reserveCapacity(nodes.count + other.nodes.count + 256)
    }
    for var node in other.nodes {
      node.start &+= shift
      node.end &+= shift
      if node.kind == .scalar {
        node.first &+= firstText
      } else if node.first != NodeID.none.index {
        node.first &+= firstNode
      }
      if node.next != .none { node.next.index &+= firstNode }
      nodes.append(node)
    }
  }

  /// Adds a scalar for the whole text of a file.
  package mutating func appendText(_ bytes: [UInt8], at range: Range<Int>) -> NodeID {
    let first = text.count
    text += bytes
    text.append(0)
    return append(
      Node(
        kind: .scalar,
        style: .literal,
        flags: .literal,
        start: UInt32(range.lowerBound),
        end: UInt32(range.upperBound),
        first: UInt32(first),
        count: UInt32(bytes.count)
      )
    )
  }

  package mutating func append(_ node: Node) -> NodeID {
    nodes.append(node)
    return NodeID(index: UInt32(nodes.count - 1))
  }

  /// Lets a node stand for another one, at the place that it has.
  package mutating func makeAlias(_ id: NodeID, of target: NodeID) {
    let old = nodes[Int(id.index)]
    var node = Node(
      kind: .alias,
      flags: .merged,
      start: old.start,
      end: old.end,
      first: target.index,
      count: 0
    )
    node.next = old.next
    nodes[Int(id.index)] = node
  }

  /// A value that is not known: no rule looks at it.
  package mutating func makeHole(_ id: NodeID) {
    var node = Node.hole(like: nodes[Int(id.index)])
    node.next = nodes[Int(id.index)].next
    nodes[Int(id.index)] = node
  }

  package mutating func setTarget(of alias: NodeID, to target: NodeID) {
    nodes[Int(alias.index)].first = target.index
  }

  /// Gives a scalar another text. It is no text of its author any more: whoever looks for what one has written
  /// passes it over, as he does with copies.
  package mutating func setText(of id: NodeID, to bytes: [UInt8], _ scalar: ScalarKind) {
    let first = text.count
    text += bytes
    text.append(0)
    nodes[Int(id.index)].first = UInt32(first)
    nodes[Int(id.index)].count = UInt32(bytes.count)
    nodes[Int(id.index)].scalar = scalar
    nodes[Int(id.index)].flags.insert(.merged)
  }

  /// Takes an entry out of a mapping.
  package mutating func removeEntry(_ key: NodeID, from mapping: NodeID) {
    let next = nodes[Int(nodes[Int(key.index)].next.index)].next
    nodes[Int(mapping.index)].count -= 2
    if nodes[Int(mapping.index)].firstChild == key {
      nodes[Int(mapping.index)].first = next.index
      return
    }
    var previous = nodes[Int(mapping.index)].firstChild
    while nodes[Int(previous.index)].next != key { previous = nodes[Int(previous.index)].next }
    nodes[Int(previous.index)].next = next
  }

  /// `$$word` is the key `$word`.
  package mutating func dropFirstCharacter(ofKey key: NodeID) {
    nodes[Int(key.index)].first += 1
    nodes[Int(key.index)].count -= 1
    nodes[Int(key.index)].hash = KeyHash.of(bytes(key))
    nodes[Int(key.index)].flags.insert(.literal)
  }

  /// A collection of these children, in place of one that an author wrote.
  package mutating func appendCollection(_ children: [NodeID], like origin: NodeID) -> NodeID {
    for (child, next) in zip(children, children.dropFirst()) { nodes[Int(child.index)].next = next }
    if let last = children.last { nodes[Int(last.index)].next = .none }
    var node = nodes[Int(origin.index)]
    node.first = (children.first ?? .none).index
    node.count = UInt32(children.count)
    node.next = .none
    return append(node)
  }

  /// A key of its own with the text and place of another.
  package mutating func appendKey(like key: NodeID) -> NodeID {
    var node = nodes[Int(key.index)]
    node.next = .none
    node.flags.insert(.merged)
    return append(node)
  }

  /// A value of its own that stands for another.
  package mutating func appendReference(to value: NodeID) -> NodeID {
    let node = nodes[Int(value.index)]
    return append(
      Node(
        kind: .alias,
        flags: .merged,
        start: node.start,
        end: node.end,
        first: resolve(value).index,
        count: 0
      )
    )
  }
}

extension Node {
  /// A scalar without quotes that stands in no file.
  package static func text(
    _ range: Range<Int>,
    at place: UInt32,
    hash: UInt32
  ) -> Node {
    Node(
      kind: .scalar,
      start: place,
      end: place,
      first: UInt32(range.lowerBound),
      count: UInt32(range.count),
      hash: hash
    )
  }

  /// A value that is not known, at the place of another.
  package static func hole(like node: Node) -> Node {
    Node(
      kind: .mapping,
      flags: .broken,
      start: node.start,
      end: node.end,
      first: NodeID.none.index,
      count: 0
    )
  }

  /// A mapping without entries.
  package static var emptyMapping: Node {
    Node(kind: .mapping, start: 0, end: 0, first: NodeID.none.index, count: 0)
  }
}
