public import SourceDiagnostics

/// Where to cut so that one entry or item goes and everything beside it stays as it is.
extension NodeTree {
  /// The bytes to delete to take an entry out of a mapping, or an item out of a sequence.
  ///
  /// In block style that is the whole line, or lines, with a comment at their end; in flow style the
  /// entry with one comma.
  ///
  /// - Parameters:
  ///   - id: an entry's key, or an item.
  ///   - collection: what it stands in.
  /// - Returns: `nil` where the cut cannot be made without touching something else: the only entry,
  ///   one with an anchor in it, one that a merge brought in, or a comment in the way.
  public func removal(of id: NodeID, from collection: NodeID) -> SourceSpan? {
    let node = self[collection]
    // Looked through from the start for each cut, so only where that is short.
    guard node.count <= 2_000 else { return nil }
    let neighbors = parts(of: collection)
    guard neighbors.count > 1, !node.flags.contains(.merges),
      !neighbors.contains(where: isExplicit),
      let index = neighbors.firstIndex(where: { $0.first == id }),
      !self[id].flags.contains(.merged), !hasAnchor(in: neighbors[index].last)
    else { return nil }
    let range =
      node.flags.contains(.flow)
      ? flowCut(index, of: neighbors)
      : blockCut(index, of: neighbors, isItem: node.kind == .sequence)
    return range.map { SourceSpan(source: source, start: $0.lowerBound, end: $0.upperBound) }
  }

  /// The entries (first the key, last the value) or items of a collection, as written.
  private func parts(of collection: NodeID) -> [(first: NodeID, last: NodeID)] {
    var result: [(first: NodeID, last: NodeID)] = []
    var id = self[collection].firstChild
    while id != .none {
      let last = self[collection].kind == .mapping ? self[id].next : id
      if !self[id].flags.contains(.merged) { result.append((id, last)) }
      id = self[last].next
    }
    return result
  }

  /// Whether an entry's key is announced by `?`.
  private func isExplicit(_ part: (first: NodeID, last: NodeID)) -> Bool {
    part.first != part.last && isExplicitKey(part.first)
  }

  /// Whether a key is announced by `?`: then it is not where a line, or an entry, begins.
  public func isExplicitKey(_ key: NodeID) -> Bool {
    let before = sourceBytes[..<Int(self[key].start)]
    return before.last { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "?")
  }

  /// Whether a value, or anything inside it, has an anchor or a tag.
  private func hasAnchor(in id: NodeID) -> Bool {
    if self[id].flags.contains(.hasProperties) { return true }
    // What stands inside a collection directly follows it.
    let end = self[id].end
    return nodes[(Int(id.index) + 1)...].prefix { $0.start < end && !$0.flags.contains(.merged) }
      .contains { $0.flags.contains(.hasProperties) }
  }

  private func end(of part: (first: NodeID, last: NodeID)) -> Int {
    Int(max(self[part.first].end, self[part.last].end))
  }

  private func flowCut(_ index: Int, of parts: [(first: NodeID, last: NodeID)]) -> Range<Int>? {
    let start = Int(self[parts[index].first].start)
    if index + 1 < parts.count {
      let next = Int(self[parts[index + 1].first].start)
      return isGap(end(of: parts[index])..<next) ? start..<next : nil
    }
    let previous = end(of: parts[index - 1])
    return isGap(previous..<start) ? previous..<end(of: parts[index]) : nil
  }

  /// Whether there is nothing but blanks, a colon without a value, and a comma.
  private func isGap(_ range: Range<Int>) -> Bool {
    range.lowerBound <= range.upperBound
      && sourceBytes[range].allSatisfy { [0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x3A].contains($0) }
  }

  private func blockCut(
    _ index: Int,
    of parts: [(first: NodeID, last: NodeID)],
    isItem: Bool
  ) -> Range<Int>? {
    let start = Int(self[parts[index].first].start)
    let lineStart = self.lineStart(of: start)
    var before = sourceBytes[lineStart..<start]
    guard let lineEnd = self.lineEnd(after: end(of: parts[index])) else { return nil }
    if isItem {
      while before.last == 0x20 { before.removeLast() }
      guard before.popLast() == UInt8(ascii: "-") else { return nil }
    }
    if before.allSatisfy({ $0 == 0x20 }) { return lineStart..<lineEnd }
    // The first entry of a list item stands behind the item's dash: the next one moves up to it.
    guard !isItem, index == 0, before.allSatisfy({ $0 == 0x20 || $0 == UInt8(ascii: "-") }) else {
      return nil
    }
    let next = Int(self[parts[1].first].start)
    return next >= lineEnd && isGap(lineEnd..<next) ? start..<next : nil
  }

  public func lineStart(of offset: Int) -> Int {
    var start = offset
    while start > 0, sourceBytes[start - 1] != 0x0A, sourceBytes[start - 1] != 0x0D { start -= 1 }
    // A byte order mark is no part of the first line.
    return start == 0 ? min(contentStart, offset) : start
  }

  /// Where the text begins: behind a byte order mark.
  public var contentStart: Int {
    sourceBytes.starts(with: PreparedInput.byteOrderMark) ? PreparedInput.byteOrderMark.count : 0
  }

  /// Where the next line begins, if nothing but a comment follows on this one.
  public func lineEnd(after offset: Int) -> Int? {
    var index = offset
    var isComment = false
    while index < sourceBytes.count {
      switch sourceBytes[index] {
      case 0x0A: return index + 1
      case 0x0D:
        let isPair = index + 1 < sourceBytes.count && sourceBytes[index + 1] == 0x0A
        return index + (isPair ? 2 : 1)
      case UInt8(ascii: "#"): isComment = true
      case 0x20, 0x09, UInt8(ascii: ":"): break
      default: if !isComment { return nil }
      }
      index += 1
    }
    return index
  }
}
