internal import YAMLSyntax

/// Finds the value that each comment is about: the one before it on its line, else the one after it.
struct CommentPlacer {
  private enum Mark {
    /// A member or an item begins.
    case start(NodeID)
    /// A member's key ends; then comes its value.
    case key(NodeID, value: NodeID)
    /// A scalar or an alias ends.
    case value(NodeID)
    /// A bracket; the collection is the second.
    case open(NodeID, NodeID)
    case close(NodeID, NodeID)
  }

  private let tree: NodeTree
  private let comments: [SourceComment]
  private var marks: [(offset: Int, mark: Mark)] = []

  /// - Parameters:
  ///   - comments: in the order of the text, with places in the text that the tree is of.
  ///   - source: the file that they stand in.
  static func place(
    _ comments: [SourceComment],
    of tree: NodeTree,
    source: [UInt8]
  ) -> PlacedComments {
    var placed = PlacedComments(comments, source: source)
    guard !comments.isEmpty else { return placed }
    var placer = CommentPlacer(tree, comments)
    placer.markValue(tree.root, slot: tree.root)
    placer.place(into: &placed)
    return placed
  }

  private init(_ tree: NodeTree, _ comments: [SourceComment]) {
    self.tree = tree
    self.comments = comments
  }

  // MARK: Marks

  /// As deep as the composer allows.
  private mutating func markValue(_ id: NodeID, slot: NodeID) {
    let node = tree[id]
    let isFlow = node.flags.contains(.flow)
    switch node.kind {
    case .scalar, .alias:
      if node.end > node.start { marks.append((Int(node.end), .value(slot))) }
      return
    case .mapping, .sequence: if isFlow { marks.append((Int(node.start) + 1, .open(slot, id))) }
    }
    if node.kind == .mapping {
      for (key, value) in tree.entries(of: id) where !tree[key].flags.contains(.merged) {
        marks.append((Int(tree[key].start), .start(key)))
        marks.append((Int(tree[key].end), .key(key, value: value)))
        markValue(value, slot: key)
      }
    } else {
      for item in tree.items(of: id) {
        marks.append((Int(tree[item].start), .start(item)))
        markValue(item, slot: item)
      }
    }
    if isFlow { marks.append((Int(node.end), .close(slot, id))) }
  }

  // MARK: Places

  private func place(into placed: inout PlacedComments) {
    let bytes = tree.sourceBytes
    // The next start of a member or an item, for each mark.
    var nextStart = [Int](repeating: marks.count, count: marks.count + 1)
    for index in marks.indices.reversed() {
      if case .start = marks[index].mark {
        nextStart[index] = index
      } else {
        nextStart[index] = nextStart[index + 1]
      }
    }
    let headCount = headCount()
    var passed = 0
    var open: [NodeID] = []
    var (scanned, lineStart) = (0, 0)
    for index in comments.indices {
      let comment = comments[index]
      while passed < marks.count, marks[passed].offset <= comment.offset {
        switch marks[passed].mark {
        case .open(_, let id): open.append(id)
        case .close: _ = open.popLast()
        default: break
        }
        passed += 1
      }
      while scanned < min(comment.offset, bytes.count) {
        if bytes[scanned] == 0x0A || bytes[scanned] == 0x0D { lineStart = scanned + 1 }
        scanned += 1
      }
      if index < headCount {
        placed.addToHead(index)
        continue
      }
      let previous = passed > 0 ? marks[passed - 1] : nil
      if comment.isTrailing, let previous, previous.offset >= lineStart,
        follow(index, previous.mark, &placed)
      {
        continue
      }
      if case .key(let key, let value) = previous?.mark, !isBlock(value) {
        placed.add(index, .before, key.index)
        continue
      }
      let next = nextStart[passed]
      let end = open.last.map { Int(tree[$0].end) } ?? .max
      if next < marks.count, marks[next].offset < end, case .start(let id) = marks[next].mark {
        placed.add(index, .before, id.index)
      } else if let collection = open.last {
        placed.add(index, .foot, collection.index)
      } else {
        placed.addToTail(index)
      }
    }
  }

  private func isBlock(_ id: NodeID) -> Bool {
    (tree[id].kind == .mapping || tree[id].kind == .sequence) && !tree[id].flags.contains(.flow)
  }

  /// A comment behind something on its line.
  private func follow(_ comment: Int, _ mark: Mark, _ placed: inout PlacedComments) -> Bool {
    switch mark {
    case .value(let slot): placed.add(comment, .after, slot.index)
    case .close(_, tree.root): placed.addToTail(comment)
    case .close(let slot, _): placed.add(comment, .after, slot.index)
    case .open(_, tree.root): placed.addToHead(comment)
    case .open(let slot, _): placed.add(comment, .header, slot.index)
    case .key(let key, let value):
      let isScalar = tree[value].kind == .scalar || tree[value].kind == .alias
      placed.add(comment, isScalar ? .after : .header, key.index)
    // What opens block text ends with it.
    case .start(let slot): placed.add(comment, .after, slot.index)
    }
    return true
  }

  /// How many comments speak of the whole file: those before its opening bracket, and in a file without
  /// one, or right behind it, those that a blank line parts from the first member.
  private func headCount() -> Int {
    guard let first = marks.first else { return 0 }
    var count = 0
    var index = 0
    let start: Int
    if case .open = first.mark {
      while count < comments.count, comments[count].offset < first.offset { count += 1 }
      index = count
      start = marks.count > 1 ? marks[1].offset : first.offset
    } else {
      start = first.offset
    }
    while index < comments.count, comments[index].offset < start, !comments[index].isTrailing {
      let end = index + 1 < comments.count ? min(comments[index + 1].offset, start) : start
      let comment = comments[index]
      if hasBlankLine(from: comment.offset + comment.range.count, to: end) { count = index + 1 }
      index += 1
    }
    return count
  }

  /// Whether an empty line comes between a comment and what follows it.
  private func hasBlankLine(from start: Int, to end: Int) -> Bool {
    var feeds = 0
    for byte in tree.sourceBytes[min(start, end)..<min(end, tree.sourceBytes.count)].reversed() {
      if byte == 0x0A {
        feeds += 1
      } else if byte != 0x20, byte != 0x09, byte != 0x0D {
        break
      }
      if feeds > 1 { return true }
    }
    return false
  }
}
