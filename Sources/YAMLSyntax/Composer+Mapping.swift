internal import SourceDiagnostics

/// What happens to the keys of a mapping: they must be strings, each once, and `<<` merges.
extension Composer {
  private static let mergeKey = Array("<<".utf8)

  /// Checks a key as it arrives, and gives it the hash that it is looked up by.
  mutating func prepareKey(_ id: NodeID, of mapping: NodeID) {
    let index = Int(id.index)
    let node = tree.nodes[index]
    guard node.kind == .scalar else {
      tree.nodes[index].flags.insert(.ignored)
      let start = Int(node.start)
      let isTemplate =
        node.flags.contains(.flow) && start > 0
        && input.original[start - 1] == UInt8(ascii: "{")
        && input.original[start] == UInt8(ascii: "{")
      if isTemplate { tree.nodes[Int(mapping.index)].flags.insert(.broken) }
      bag.report(
        Diagnostic(
          ReadingRules.keyNotString,
          "a key must be text, not a list or a mapping",
          at: tree.span(of: node),
          path: parentPath,
          help: isTemplate
            ? "`{{` begins a mapping; write the value itself, since nothing fills a placeholder in"
            : nil
        )
      )
      return
    }
    tree.nodes[index].hash = KeyHash.of(tree.text[node.textRange])
    if node.scalar != .string {
      tree.nodes[index].flags.insert(.ignored)
      reportNonStringKey(node)
    } else if node.style == .plain, node.count == 2, tree.text[node.textRange] == Self.mergeKey[...]
    {
      tree.nodes[Int(mapping.index)].flags.insert(.merges)
    }
  }

  private mutating func reportNonStringKey(_ node: Node) {
    let text = String(decoding: tree.bytes(of: node), as: UTF8.self)
    let kind =
      switch node.scalar {
      case .null: "null"
      case .bool: "a boolean"
      default: "a number"
      }
    let span = tree.span(of: node)
    let quoted = "\"\(text)\""
    bag.report(
      Diagnostic(
        ReadingRules.keyNotString,
        text.isEmpty ? "a key is missing before the `:`" : "the key `\(text)` is \(kind), not text",
        at: span,
        path: path,
        help: text.isEmpty ? nil : "put it in quotes: `\(quoted)`",
        fix: text.isEmpty ? nil : .replace(span, with: quoted)
      )
    )
  }

  /// Called when a mapping is complete: finds repeated keys, then merges.
  mutating func finishMapping(_ frame: Frame) throws(Stop) {
    reportDuplicates(in: frame.id)
    guard tree[frame.id].flags.contains(.merges) else { return }
    try merge(into: frame)
  }

  private mutating func reportDuplicates(in mapping: NodeID) {
    let count = Int(tree[mapping].count) / 2
    guard count > 1 else { return }
    if count <= 12 {
      var left = tree[mapping].firstChild
      while left != .none {
        var right = tree[tree[left].next].next
        while right != .none {
          if tree[left].hash == tree[right].hash { reportIfSame(left, right) }
          right = tree[tree[right].next].next
        }
        left = tree[tree[left].next].next
      }
      return
    }
    // Sorted by bytes, not only by hash, so that names made to collide cost no more than others.
    var keys: [NodeID] = []
    keys.reserveCapacity(count)
    var key = tree[mapping].firstChild
    while key != .none {
      keys.append(key)
      key = tree[tree[key].next].next
    }
    keys.sort { left, right in
      let (a, b) = (tree[left], tree[right])
      if a.hash != b.hash { return a.hash < b.hash }
      if tree.sameText(a, b) { return left.index < right.index }
      return tree.bytes(of: a).lexicographicallyPrecedes(tree.bytes(of: b))
    }
    var first = 0
    for index in keys.indices.dropFirst() {
      if tree.sameText(tree[keys[first]], tree[keys[index]]) {
        reportIfSame(keys[first], keys[index])
      } else {
        first = index
      }
    }
  }

  private mutating func reportIfSame(_ first: NodeID, _ second: NodeID) {
    let (a, b) = (tree[first], tree[second])
    guard a.kind == .scalar, b.kind == .scalar, tree.sameText(a, b),
      !b.flags.contains(.ignored), a.scalar == .string
    else { return }
    tree.nodes[Int(second.index)].flags.insert(.ignored)
    let name = tree.string(second)
    bag.report(
      Diagnostic(
        ReadingRules.duplicateKey,
        "the key `\(name)` is given twice",
        at: tree.span(of: b),
        path: path(to: name),
        label: "given again here",
        help: "keep one of the two; some readers take the first, some the last",
        related: [RelatedLocation("first given here", at: tree.span(of: a))]
      )
    )
  }

  // MARK: Merging

  /// Replaces the `<<` entry by the entries that it brings in. Own keys win over merged ones, and
  /// among several merged mappings the earlier wins (yaml.org/type/merge.html).
  private mutating func merge(into frame: Frame) throws(Stop) {
    var names: Set<ArraySlice<UInt8>> = []
    var sources: [NodeID] = []
    var last = NodeID.none
    var key = tree[frame.id].firstChild
    tree.nodes[Int(frame.id.index)].count = 0
    while key != .none {
      let value = tree[key].next
      let following = tree[value].next
      tree.nodes[Int(value.index)].next = .none
      let node = tree[key]
      if node.style == .plain, tree.bytes(of: node) == Self.mergeKey[...] {
        if !node.flags.contains(.ignored) { sources += mergeSources(value) }
      } else {
        if node.kind == .scalar { names.insert(tree.bytes(of: node)) }
        link(key, to: frame.id, after: last)
        link(value, to: frame.id, after: key)
        last = value
      }
      key = following
    }
    if last == .none { tree.nodes[Int(frame.id.index)].first = NodeID.none.index }
    for source in sources {
      for entry in tree.entries(of: source) where names.insert(tree.bytes(entry.key)).inserted {
        try linkMerged(entry.key, entry.value, to: frame.id, after: &last)
      }
    }
  }

  private mutating func linkMerged(
    _ key: NodeID,
    _ value: NodeID,
    to mapping: NodeID,
    after last: inout NodeID
  ) throws(Stop) {
    nodeTotal += 2
    guard nodeTotal <= limits.nodes else {
      reportLimit("the profile has more than \(limits.nodes) nodes after merging", at: tree[key])
      throw .reported
    }
    var copy = tree[key]
    copy.next = .none
    copy.flags.insert(.merged)
    let target = tree.resolve(value)
    let place = tree[value]
    let alias = Node(
      kind: .alias,
      flags: .merged,
      start: place.start,
      end: place.end,
      first: target.index,
      count: 0
    )
    for node in [copy, alias] {
      let id = NodeID(index: UInt32(tree.nodes.count))
      tree.nodes.append(node)
      link(id, to: mapping, after: last)
      last = id
    }
  }

  /// The mappings that a merge value stands for.
  private mutating func mergeSources(_ value: NodeID) -> [NodeID] {
    let target = tree.resolve(value)
    switch tree[target].kind {
    case .mapping:
      return [target]
    case .sequence:
      var result: [NodeID] = []
      for item in tree.items(of: target) {
        let mapping = tree.resolve(item)
        if tree[mapping].kind == .mapping {
          result.append(mapping)
        } else {
          reportBadMerge(item)
        }
      }
      return result
    case .scalar, .alias:
      reportBadMerge(value)
      return []
    }
  }

  private mutating func reportBadMerge(_ value: NodeID) {
    bag.report(
      Diagnostic(
        ReadingRules.syntax,
        "`<<` merges a mapping or a list of mappings, and this is neither",
        at: tree.span(value),
        path: path(to: "<<"),
        help: "write `<<: *name` with the anchor of a mapping, or put `\"<<\"` in quotes"
      )
    )
  }
}
