internal import SourceDiagnostics

/// What happens to the keys of a mapping: they must be strings, each once, and `<<` merges.
extension Composer {
  /// Whether a key is `<<`, written plain.
  private func isMergeKey(_ node: Node) -> Bool {
    node.kind == .scalar && node.style == .plain && node.count == 2
      && text[Int(node.first)] == UInt8(ascii: "<")
      && text[Int(node.first) + 1] == UInt8(ascii: "<")
  }

  /// Checks a key as it arrives, and gives it the hash that it is looked up by.
  mutating func prepareKey(_ id: NodeID) {
    let index = Int(id.index)
    let node = nodes[index]
    guard node.kind == .scalar else {
      nodes[index].flags.insert(.ignored)
      let start = Int(node.start)
      let isTemplate =
        node.flags.contains(.flow) && start > 0
        && input.original[start - 1] == UInt8(ascii: "{")
        && input.original[start] == UInt8(ascii: "{")
      if isTemplate { nodes[Int(top.id.index)].flags.insert(.broken) }
      bag.report(
        Diagnostic(
          ReadingRules.keyNotString,
          "a key must be text, not a list or a mapping",
          at: span(of: node),
          path: parentPath,
          help: isTemplate
            ? "`{{` begins a mapping; write the value itself, since nothing fills a placeholder in"
            : nil
        )
      )
      return
    }
    if node.start > 0, input.original[Int(node.start) - 1] == UInt8(ascii: "?") {
      reportQuestionMark(node)
    }
    let hash = unsafe withBytes(of: node) { unsafe KeyHash.of($0) }
    nodes[index].hash = hash
    let bit = 1 &<< UInt64(hash & 63)
    if top.keyBits & bit != 0 { top.mayRepeat = true }
    top.keyBits |= bit
    if node.scalar != .string {
      nodes[index].flags.insert(.ignored)
      reportNonStringKey(node)
    } else if isMergeKey(node) {
      nodes[Int(top.id.index)].flags.insert(.merges)
    }
  }

  private mutating func reportNonStringKey(_ node: Node) {
    let text = String(decoding: bytes(of: node), as: UTF8.self)
    let kind =
      switch node.scalar {
      case .null: "null"
      case .bool: "a boolean"
      default: "a number"
      }
    let span = span(of: node)
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
  ///
  /// - Parameter mayRepeat: whether two keys could be the same, by their hashes.
  mutating func finishMapping(_ mapping: NodeID, mayRepeat: Bool) throws(Stop) {
    let count = Int(nodes[Int(mapping.index)].count) / 2
    if count > limits.keys { throw tooManyKeys(in: mapping) }
    if mayRepeat { reportDuplicates(in: nodes[Int(mapping.index)]) }
    guard nodes[Int(mapping.index)].flags.contains(.merges) else { return }
    try merge(into: mapping)
  }

  private mutating func tooManyKeys(in mapping: NodeID) -> Stop {
    var key = nodes[Int(mapping.index)].firstChild
    for _ in 0..<limits.keys { key = nextKey(key) }
    return tooManyKeys(key)
  }

  /// - Parameter key: the first that is one too many.
  private mutating func tooManyKeys(_ key: NodeID) -> Stop {
    let node = nodes[Int(key.index)]
    bag.report(
      Diagnostic(
        ReadingRules.limitExceeded,
        "a mapping has more than \(limits.keys) keys",
        at: span(of: node),
        path: node.kind == .scalar ? path(to: string(key)) : parentPath
      )
    )
    return .reported
  }

  /// The key after this one in the same mapping.
  private func nextKey(_ key: NodeID) -> NodeID {
    nodes[Int(nodes[Int(key.index)].next.index)].next
  }

  private mutating func reportDuplicates(in mapping: Node) {
    let count = Int(mapping.count) / 2
    guard count > 1 else { return }
    if count <= 12 {
      var left = mapping.firstChild
      while left != .none {
        let hash = nodes[Int(left.index)].hash
        let next = nextKey(left)
        var right = next
        while right != .none {
          if hash == nodes[Int(right.index)].hash { reportIfSame(left, right) }
          right = nextKey(right)
        }
        left = next
      }
      return
    }
    // Sorted by bytes, not only by hash, so that names made to collide cost no more than others.
    var keys: [NodeID] = []
    keys.reserveCapacity(count)
    var key = mapping.firstChild
    while key != .none {
      keys.append(key)
      key = nextKey(key)
    }
    unsafe nodes.withBuffer { nodes in
      unsafe text.withBuffer { text in
        keys.sort { left, right in
          let (a, b) = unsafe (nodes[Int(left.index)], nodes[Int(right.index)])
          if a.hash != b.hash { return a.hash < b.hash }
          let (one, other) = unsafe (Self.key(a, text), Self.key(b, text))
          if unsafe one.elementsEqual(other) { return left.index < right.index }
          return unsafe one.lexicographicallyPrecedes(other)
        }
      }
    }
    var first = 0
    for index in keys.indices.dropFirst() {
      if sameText(nodes[Int(keys[first].index)], nodes[Int(keys[index].index)]) {
        reportIfSame(keys[first], keys[index])
      } else {
        first = index
      }
    }
  }

  private static func key(
    _ node: Node,
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    unsafe text[node.kind == .scalar ? node.textRange : 0..<0]
  }

  private func sameText(_ left: Node, _ right: Node) -> Bool {
    unsafe withBytes(of: left) { left in
      unsafe withBytes(of: right) { right in unsafe left.elementsEqual(right) }
    }
  }

  private mutating func reportIfSame(_ first: NodeID, _ second: NodeID) {
    let (a, b) = (nodes[Int(first.index)], nodes[Int(second.index)])
    guard a.kind == .scalar, b.kind == .scalar, sameText(a, b),
      !b.flags.contains(.ignored), a.scalar == .string
    else { return }
    nodes[Int(second.index)].flags.insert(.ignored)
    let name = string(second)
    bag.report(
      Diagnostic(
        ReadingRules.duplicateKey,
        "the key `\(name)` is given twice",
        at: span(of: b),
        path: path(to: name),
        label: "given again here",
        help: "keep one of the two; some readers take the first, some the last",
        related: [RelatedLocation("first given here", at: span(of: a))]
      )
    )
  }

  // MARK: Merging

  /// Replaces the `<<` entry by the entries that it brings in. Own keys win over merged ones, and
  /// among several merged mappings the earlier wins (yaml.org/type/merge.html).
  private mutating func merge(into mapping: NodeID) throws(Stop) {
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
