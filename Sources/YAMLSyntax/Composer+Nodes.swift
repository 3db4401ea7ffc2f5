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
    let first = text.count
    unsafe parser.withScalar { unsafe text.append(contentsOf: $0) }
    if hasReplacements { try restoreText(from: first, style: style, span: start..<end) }
    let count = text.count - first
    if count > 1, text[first] == UInt8(ascii: "$") { hasDollar = true }
    // A NUL between two texts, so that looking for a word in all of them finds none across.
    text.append(0)
    var node = Node(
      kind: .scalar,
      style: style,
      start: UInt32(truncatingIfNeeded: start),
      end: UInt32(truncatingIfNeeded: end),
      first: UInt32(truncatingIfNeeded: first),
      count: UInt32(truncatingIfNeeded: count)
    )
    if style == .plain {
      node.scalar = unsafe withBytes(of: node) { unsafe ScalarResolver.kind(of: $0) }
    } else if style == .doubleQuoted, end - start > count + 2 {
      hasEscapes = true
    }
    if hasProperties {
      node.flags.insert(.hasProperties)
      if let tag = parser.tag(.scalar) {
        node.flags.insert(.tagged)
        apply(tag, to: &node)
      }
    }
    if style == .plain, count > 0, top.isMapping, !top.expectsValue, text[first] >= 0xC2 {
      try checkIndentation(of: node)
    }
    let id = try append(node)
    textTotal += count
    try checkText(at: node)
    if hasProperties, let anchor = parser.anchor(.scalar) {
      unsafe checkEnd(of: anchor, before: node, in: bytes)
      anchors[anchor] = Anchor(id: id, nodes: 1, text: count, height: 0)
      finishedNames.append(anchor)
    }
    attach(id)
  }

  mutating func open(
    _ parser: inout EventParser,
    _ kind: EventKind,
    in bytes: UnsafeBufferPointer<UInt8>
  ) throws(Stop) {
    let start = unsafe marks.offset(of: parser.startIndex, in: bytes)
    // Until it is closed, a collection is its first character.
    var end = start + 1
    while end < bytes.count, unsafe bytes[end] & 0xC0 == 0x80 { end += 1 }
    var node = Node(
      kind: kind == .mappingStart ? .mapping : .sequence,
      start: UInt32(start),
      end: UInt32(end),
      first: NodeID.none.index,
      count: 0
    )
    if parser.isFlow(kind) { node.flags.insert(.flow) }
    guard depth < limits.depth else {
      reportLimit("nesting is more than \(limits.depth) levels deep", at: node)
      throw .reported
    }
    var anchor = -1
    if parser.hasProperties(kind) {
      node.flags.insert(.hasProperties)
      if let name = parser.anchor(kind) {
        anchor = anchorNames.count
        anchorNames.append(name)
      }
      if let tag = parser.tag(kind) { apply(tag, to: &node) }
    }
    let nodesBefore = nodeTotal
    let id = try append(node)
    if anchor >= 0 { anchors[anchorNames[anchor]] = .some(nil) }
    attach(id)
    if depth > 0 { outer.append(top) }
    depth += 1
    top = Frame(
      id: id,
      isMapping: kind == .mappingStart,
      nodesBefore: nodesBefore,
      textBefore: textTotal,
      anchor: anchor
    )
  }

  mutating func close(
    _ parser: inout EventParser,
    in bytes: UnsafeBufferPointer<UInt8>
  ) throws(Stop) {
    guard depth > 0 else { return }
    let index = Int(top.id.index)
    nodes[index].first = top.firstChild.index
    nodes[index].count = top.count
    if nodes[index].flags.contains(.flow) {
      nodes[index].end = UInt32(unsafe marks.offset(of: parser.endIndex, in: bytes))
    } else if top.lastChild != .none {
      // libyaml ends a block collection at the next token; its last child is where it really ends.
      nodes[index].end = max(nodes[index].start, nodes[Int(top.lastChild.index)].end)
    }
    if top.isMapping { try finishMapping(top.id, mayRepeat: top.mayRepeat) }
    let frame = top
    depth -= 1
    let height = depth == 0 ? 1 : frame.height + 1
    if let next = outer.popLast() {
      top = next
      top.height = max(top.height, height)
    }
    if frame.anchor >= 0 {
      let name = anchorNames[frame.anchor]
      anchors[name] = Anchor(
        id: frame.id,
        nodes: nodeTotal - frame.nodesBefore,
        text: textTotal - frame.textBefore,
        height: height
      )
      finishedNames.append(name)
    }
  }

  mutating func alias(
    _ parser: inout EventParser,
    in bytes: UnsafeBufferPointer<UInt8>
  ) throws(Stop) {
    let start = unsafe marks.offset(of: parser.startIndex, in: bytes)
    let end = unsafe marks.offset(of: parser.endIndex, in: bytes)
    let name = parser.anchor(.alias) ?? ""
    let span = SourceSpan(source: source, start: start, end: end)
    guard let anchor = anchors[name] else {
      try unknownAlias(name, at: span)
      return
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
    guard depth + anchor.height <= limits.depth else {
      reportLimit("nesting is more than \(limits.depth) levels deep with this alias", at: node)
      throw .reported
    }
    nodeTotal += anchor.nodes - 1
    textTotal += anchor.text
    try checkText(at: node)
    if depth > 0 {
      top.height = max(top.height, anchor.height)
      if top.isMapping, !top.expectsValue {
        // As a key an alias must stand for text: the key is a copy of it at the alias's place.
        node = nodes[Int(anchor.id.index)]
        (node.start, node.end, node.next) = (UInt32(start), UInt32(end), .none)
      }
    }
    attach(try append(node))
  }

  @inline(__always)
  mutating func append(_ node: Node) throws(Stop) -> NodeID {
    nodeTotal += 1
    guard nodeTotal <= limits.nodes else {
      reportLimit("the profile has more than \(limits.nodes) nodes, aliases expanded", at: node)
      throw .reported
    }
    let id = NodeID(index: UInt32(truncatingIfNeeded: nodes.count))
    nodes.append(node)
    return id
  }

  @inline(__always)
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
  @inline(__always)
  mutating func attach(_ id: NodeID) {
    guard depth > 0 else {
      root = id
      return
    }
    if top.lastChild == .none {
      top.firstChild = id
    } else {
      nodes[Int(top.lastChild.index)].next = id
    }
    top.lastChild = id
    top.count += 1
    guard top.isMapping else { return }
    top.expectsValue.toggle()
    if top.expectsValue {
      top.key = id
      prepareKey(id)
    }
  }

  // MARK: Text

  /// The text of a scalar that has been appended.
  func withBytes<Result>(of node: Node, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    unsafe text.withBuffer { text in
      unsafe body(
        UnsafeBufferPointer(rebasing: text[node.kind == .scalar ? node.textRange : 0..<0])
      )
    }
  }

  func bytes(of node: Node) -> [UInt8] { unsafe withBytes(of: node) { unsafe Array($0) } }

  func string(_ id: NodeID) -> String {
    String(decoding: bytes(of: nodes[Int(id.index)]), as: UTF8.self)
  }

  func span(of node: Node) -> SourceSpan {
    SourceSpan(source: source, start: Int(node.start), end: Int(node.end))
  }

  mutating func restoreText(
    from first: Int,
    style: ScalarStyle,
    span: Range<Int>
  ) throws(Stop) {
    if style == .singleQuoted || style == .doubleQuoted {
      quotedBreaks += input.foreignBreaks(in: span)
    }
    let read = unsafe text.withBuffer { unsafe Array($0[first...]) }
    guard let restored = input.restored(read, style: style, span: span) else { return }
    text.truncate(to: first)
    unsafe restored.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
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
