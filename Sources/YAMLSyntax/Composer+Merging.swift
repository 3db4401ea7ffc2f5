internal import SourceDiagnostics

/// What `<<` brings into a mapping.
extension Composer {
  /// Replaces the `<<` entry by the entries that it brings in. Own keys win over merged ones, and
  /// among several merged mappings the earlier wins (yaml.org/type/merge.html).
  mutating func merge(into mapping: NodeID) throws(Stop) {
    var names: Set<[UInt8]> = []
    var sources: [NodeID] = []
    var last = NodeID.none
    var key = nodes[Int(mapping.index)].firstChild
    nodes[Int(mapping.index)].count = 0
    while key != .none {
      let value = nodes[Int(key.index)].next
      let following = nodes[Int(value.index)].next
      nodes[Int(value.index)].next = .none
      let node = nodes[Int(key.index)]
      if isMergeKey(node) {
        if !node.flags.contains(.ignored) { sources += mergeSources(value) }
      } else {
        if node.kind == .scalar { names.insert(bytes(of: node)) }
        link(key, to: mapping, after: last)
        link(value, to: mapping, after: key)
        last = value
      }
      key = following
    }
    if last == .none { nodes[Int(mapping.index)].first = NodeID.none.index }
    for source in sources {
      var key = nodes[Int(source.index)].firstChild
      while key != .none {
        let node = nodes[Int(key.index)]
        let following = nextKey(key)
        if !node.flags.contains(.ignored), names.insert(bytes(of: node)).inserted {
          try linkMerged(key, node.next, to: mapping, after: &last)
        }
        key = following
      }
    }
  }

  /// Adds a child to a collection, after its last one.
  private mutating func link(_ id: NodeID, to collection: NodeID, after last: NodeID) {
    if last == .none {
      nodes[Int(collection.index)].first = id.index
    } else {
      nodes[Int(last.index)].next = id
    }
    nodes[Int(collection.index)].count += 1
  }

  private func resolve(_ id: NodeID) -> NodeID {
    let node = nodes[Int(id.index)]
    return node.kind == .alias ? node.target : id
  }

  private mutating func linkMerged(
    _ key: NodeID,
    _ value: NodeID,
    to mapping: NodeID,
    after last: inout NodeID
  ) throws(Stop) {
    nodeTotal += 2
    guard Int(nodes[Int(mapping.index)].count) / 2 < limits.keys else { throw tooManyKeys(key) }
    guard nodeTotal <= limits.nodes else {
      reportLimit(
        "the profile has more than \(limits.nodes) nodes after merging",
        at: nodes[Int(key.index)]
      )
      throw .reported
    }
    var copy = nodes[Int(key.index)]
    copy.next = .none
    copy.flags.insert(.merged)
    let target = resolve(value)
    let place = nodes[Int(value.index)]
    let alias = Node(
      kind: .alias,
      flags: .merged,
      start: place.start,
      end: place.end,
      first: target.index,
      count: 0
    )
    for node in [copy, alias] {
      let id = NodeID(index: UInt32(nodes.count))
      nodes.append(node)
      link(id, to: mapping, after: last)
      last = id
    }
  }

  /// The mappings that a merge value stands for.
  private mutating func mergeSources(_ value: NodeID) -> [NodeID] {
    let target = resolve(value)
    switch nodes[Int(target.index)].kind {
    case .mapping:
      return [target]
    case .sequence:
      var result: [NodeID] = []
      var item = nodes[Int(target.index)].firstChild
      while item != .none {
        let mapping = resolve(item)
        if nodes[Int(mapping.index)].kind == .mapping {
          result.append(mapping)
        } else {
          reportBadMerge(item)
        }
        item = nodes[Int(item.index)].next
      }
      return result
    case .scalar, .alias:
      reportBadMerge(value)
      return []
    }
  }

  private mutating func reportBadMerge(_ value: NodeID) {
    // An alias without an anchor is told already.
    if nodes[Int(value.index)].flags.contains(.broken) { return }
    if countsOnly(ReadingRules.syntax, at: nodes[Int(value.index)]) { return }
    bag.report(
      Diagnostic(
        ReadingRules.syntax,
        "`<<` merges a mapping or a list of mappings, and this is neither",
        at: span(of: nodes[Int(value.index)]),
        path: path(to: "<<"),
        help: "write `<<: *name` with the anchor of a mapping, or put `\"<<\"` in quotes"
      )
    )
  }
}
