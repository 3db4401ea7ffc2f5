internal import SourceDiagnostics

/// What happens to the keys of a mapping: they must be strings, each once, and `<<` merges.
extension Composer {
  /// Whether a key is `<<`, written plain.
  func isMergeKey(_ node: Node) -> Bool {
    node.kind == .scalar && node.style == .plain && node.count == 2
      && text[Int(node.first)] == UInt8(ascii: "<")
      && text[Int(node.first) + 1] == UInt8(ascii: "<")
  }

  /// Checks a key as it arrives, and gives it the hash that it is looked up by.
  mutating func prepareKey(_ id: NodeID) {
    let index = Int(id.index)
    guard nodes[index].kind == .scalar else {
      reportCollectionKey(nodes[index])
      nodes[index].flags.insert(.ignored)
      return
    }
    let start = Int(nodes[index].start)
    if start > 0, input.original[start - 1] == UInt8(ascii: "?"),
      !nodes[index].flags.contains(.ignored)
    {
      reportQuestionMark(nodes[index])
    }
    let hash = unsafe withBytes(of: nodes[index]) { unsafe KeyHash.of($0) }
    nodes[index].hash = hash
    let bit = 1 &<< UInt64(hash & 63)
    if top.keyBits & bit != 0 { top.mayRepeat = true }
    top.keyBits |= bit
    if nodes[index].scalar != .string {
      nodes[index].flags.insert(.ignored)
      reportNonStringKey(nodes[index])
    } else if nodes[index].count == 2, isMergeKey(nodes[index]) {
      nodes[Int(top.id.index)].flags.insert(.merges)
    }
  }

  private mutating func reportCollectionKey(_ node: Node) {
    let start = Int(node.start)
    let isTemplate =
      node.flags.contains(.flow) && start > 0
      && input.original[start - 1] == UInt8(ascii: "{")
      && input.original[start] == UInt8(ascii: "{")
    if isTemplate { nodes[Int(top.id.index)].flags.insert(.broken) }
    if countsOnly(ReadingRules.keyNotString, at: node) { return }
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
  }

  private mutating func reportNonStringKey(_ node: Node) {
    let isSafe: Bool? = node.count > 0 ? true : nil
    if countsOnly(ReadingRules.keyNotString, hasSafeFix: isSafe, at: node) { return }
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
  mutating func tooManyKeys(_ key: NodeID) -> Stop {
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
  func nextKey(_ key: NodeID) -> NodeID {
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
    if countsOnly(ReadingRules.duplicateKey, at: b) { return }
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
}
