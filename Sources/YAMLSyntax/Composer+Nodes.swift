internal import SourceDiagnostics

/// What happens at each event: a node is made, counted, named by its anchor, and put in its place.
extension Composer {
  mutating func scalar(
    _ parser: inout EventParser,
    in bytes: UnsafeBufferPointer<UInt8>
  ) throws(Stop) {
    var start = unsafe marks.offset(of: parser.startIndex, in: bytes)
    var end = unsafe marks.offset(of: parser.endIndex, in: bytes)
    let style = parser.scalarStyle
    let hasProperties = parser.hasProperties(.scalar)
    if hasProperties { start = unsafe Self.skipProperties(from: start, to: end, in: bytes) }
    if style == .literal || style == .folded {
      while end > start, unsafe bytes[end - 1] <= 0x20 { end -= 1 }
    }
    let first = tree.text.count
    unsafe parser.withScalar { unsafe tree.text.append(contentsOf: $0) }
    if input.hasReplacements { try restoreText(from: first, style: style, span: start..<end) }
    let count = tree.text.count - first
    // A NUL between two texts, so that looking for a word in all of them finds none across.
    tree.text.append(0)
    var node = Node(
      kind: .scalar,
      style: style,
      start: UInt32(start),
      end: UInt32(end),
      first: UInt32(first),
      count: UInt32(count)
    )
    let text = tree.text[first..<first + count]
    if style == .plain { node.scalar = ScalarResolver.kind(of: text) }
    if hasProperties {
      node.flags.insert(.hasProperties)
      if let tag = parser.tag(.scalar) {
        node.flags.insert(.tagged)
        apply(tag, to: &node, text: text)
      }
    }
    let id = try append(node)
    textTotal += count
    try checkText(at: node)
    if hasProperties, let anchor = parser.anchor(.scalar) {
      anchors[anchor] = Anchor(id: id, nodes: 1, text: count, height: 0)
    }
    try attach(id)
  }

  mutating func open(
    _ parser: inout EventParser,
    _ kind: EventKind,
    in bytes: UnsafeBufferPointer<UInt8>
  ) throws(Stop) {
    let start = unsafe marks.offset(of: parser.startIndex, in: bytes)
    var node = Node(
      kind: kind == .mappingStart ? .mapping : .sequence,
      start: UInt32(start),
      end: UInt32(start) + 1,
      first: NodeID.none.index,
      count: 0
    )
    if parser.isFlow(kind) { node.flags.insert(.flow) }
    guard frames.count < limits.depth else {
      reportLimit("nesting is more than \(limits.depth) levels deep", at: node)
      throw .reported
    }
    var anchor: String?
    if parser.hasProperties(kind) {
      node.flags.insert(.hasProperties)
      anchor = parser.anchor(kind)
      if let tag = parser.tag(kind) { apply(tag, to: &node, text: []) }
    }
    let nodesBefore = nodeTotal
    let id = try append(node)
    if let anchor { anchors[anchor] = .some(nil) }
    try attach(id)
    frames.append(
      Frame(
        id: id,
        isMapping: kind == .mappingStart,
        nodesBefore: nodesBefore,
        textBefore: textTotal,
        anchor: anchor
      )
    )
  }

  mutating func close(
    _ parser: inout EventParser,
    in bytes: UnsafeBufferPointer<UInt8>
  ) throws(Stop) {
    guard let frame = frames.last else { return }
    let index = Int(frame.id.index)
    if tree.nodes[index].flags.contains(.flow) {
      let end = unsafe marks.offset(of: parser.endIndex, in: bytes)
      tree.nodes[index].end = UInt32(end)
    } else if frame.lastChild != .none {
      // libyaml ends a block collection at the next token; its last child is where it really ends.
      tree.nodes[index].end = max(
        tree.nodes[index].start,
        tree.nodes[Int(frame.lastChild.index)].end
      )
    }
    if frame.isMapping { try finishMapping(frame) }
    frames.removeLast()
    let height = (frames.isEmpty ? 0 : frame.height) + 1
    if !frames.isEmpty {
      frames[frames.count - 1].height = max(frames[frames.count - 1].height, height)
    }
    if let anchor = frame.anchor {
      anchors[anchor] = Anchor(
        id: frame.id,
        nodes: nodeTotal - frame.nodesBefore,
        text: textTotal - frame.textBefore,
        height: height
      )
    }
  }

  mutating func alias(
    _ parser: inout EventParser,
    in bytes: UnsafeBufferPointer<UInt8>
  ) throws(Stop) {
    let start = unsafe marks.offset(of: parser.startIndex, in: bytes)
    let end = unsafe marks.offset(of: parser.endIndex, in: bytes)
    let name = parser.anchor(.alias) ?? ""
    let span = SourceSpan(source: tree.source, start: start, end: end)
    guard let anchor = anchors[name] else {
      reportUnknownAlias(name, at: span)
      throw .reported
    }
    guard let anchor else {
      bag.report(
        Diagnostic(
          ReadingRules.syntax,
          "the alias `*\(name)` stands inside what it refers to",
          at: span,
          path: path,
          help: "a value cannot contain itself; write it out, or name another anchor"
        )
      )
      throw .reported
    }
    var node = Node(
      kind: .alias,
      start: UInt32(start),
      end: UInt32(end),
      first: anchor.id.index,
      count: 0
    )
    guard frames.count + anchor.height <= limits.depth else {
      reportLimit("nesting is more than \(limits.depth) levels deep with this alias", at: node)
      throw .reported
    }
    nodeTotal += anchor.nodes - 1
    textTotal += anchor.text
    try checkText(at: node)
    if !frames.isEmpty {
      frames[frames.count - 1].height = max(frames[frames.count - 1].height, anchor.height)
      if frames[frames.count - 1].isMapping, !frames[frames.count - 1].expectsValue {
        // As a key an alias must stand for text: the key is a copy of it at the alias's place.
        node = tree[anchor.id]
        (node.start, node.end, node.next) = (UInt32(start), UInt32(end), .none)
      }
    }
    try attach(try append(node))
  }

  mutating func append(_ node: Node) throws(Stop) -> NodeID {
    nodeTotal += 1
    guard nodeTotal <= limits.nodes else {
      reportLimit("the profile has more than \(limits.nodes) nodes, aliases expanded", at: node)
      throw .reported
    }
    let id = NodeID(index: UInt32(tree.nodes.count))
    tree.nodes.append(node)
    return id
  }

  mutating func checkText(at node: Node) throws(Stop) {
    guard textTotal <= limits.textBytes else {
      reportLimit(
        "the profile has more than \(limits.textBytes) bytes of text, aliases expanded",
        at: node
      )
      throw .reported
    }
  }

  /// Makes `id` the next child of the open collection, or the root.
  mutating func attach(_ id: NodeID) throws(Stop) {
    let top = frames.count - 1
    guard top >= 0 else {
      tree.root = id
      return
    }
    link(id, to: frames[top].id, after: frames[top].lastChild)
    frames[top].lastChild = id
    guard frames[top].isMapping else { return }
    frames[top].expectsValue.toggle()
    if frames[top].expectsValue {
      frames[top].key = id
      prepareKey(id, of: frames[top].id)
    }
  }

  /// Adds a child to a collection, after its last one.
  mutating func link(_ id: NodeID, to collection: NodeID, after last: NodeID) {
    if last == .none {
      tree.nodes[Int(collection.index)].first = id.index
    } else {
      tree.nodes[Int(last.index)].next = id
    }
    tree.nodes[Int(collection.index)].count += 1
  }

  // MARK: Text

  mutating func restoreText(
    from first: Int,
    style: ScalarStyle,
    span: Range<Int>
  ) throws(Stop) {
    if style == .singleQuoted || style == .doubleQuoted {
      var from = span.lowerBound
      while let place = input.foreignBreak(in: from..<max(from, span.upperBound)) {
        quotedBreaks.insert(place)
        from = place + 1
      }
    }
    guard let text = input.restored(Array(tree.text[first...]), style: style, span: span) else {
      return
    }
    tree.text.replaceSubrange(first..., with: text)
  }

  /// Skips the tag and anchor before a scalar, so that its span is the value alone.
  static func skipProperties(
    from start: Int,
    to end: Int,
    in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var index = start
    while index < end {
      switch unsafe bytes[index] {
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        while index < end, unsafe bytes[index] > 0x20 { index += 1 }
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case UInt8(ascii: "#"):
        while index < end, unsafe bytes[index] != 0x0A { index += 1 }
      default: return index
      }
    }
    return end
  }
}
