public import SourceDiagnostics

/// How to take away one level of nesting.
extension NodeTree {
  /// The edits that put the entries of a nested mapping in the place of the entry that holds it:
  /// `function: {name: x}` becomes `name: x`.
  ///
  /// In block style the lines below lose as many spaces as they are deeper; comments stay.
  ///
  /// - Parameters:
  ///   - key: the entry's key; its value is a mapping.
  ///   - isFlow: whether the mapping around the entry is in flow style.
  /// - Returns: `nil` where the nested mapping is empty, has an anchor or another style than what is
  ///   around it, or a comment stands in the way.
  public func lifting(_ key: NodeID, isFlow: Bool) -> [FixIt.Edit]? {
    let nested = self[key].next
    let node = self[nested]
    let first = node.firstChild
    guard node.kind == .mapping, first != .none, !isExplicitKey(key), !isExplicitKey(first),
      !node.flags.contains(.hasProperties),
      !node.flags.contains(.merges), node.flags.contains(.flow) == isFlow
    else { return nil }
    let (start, inner) = (Int(self[key].start), Int(self[first].start))
    let opening: Set<UInt8> = [0x20, 0x0A, 0x0D, UInt8(ascii: ":"), UInt8(ascii: "{")]
    guard sourceBytes[Int(self[key].end)..<inner].allSatisfy(opening.contains) else { return nil }
    let opener = edit(start..<inner)
    if isFlow {
      var last = first
      while self[last].next != .none { last = self[last].next }
      let end = Int(node.end)
      let closing: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "}")]
      let from = Int(self[last].end)
      guard from < end, sourceBytes[from..<end].allSatisfy(closing.contains) else { return nil }
      return [opener, edit(from..<end)]
    }
    let depth = inner - lineStart(of: inner) - (start - lineStart(of: start))
    guard depth >= 0 else { return nil }
    return [opener] + dedent(from: inner, to: Int(node.end), by: depth)
  }

  /// Takes up to `depth` spaces from the beginning of each line after the one that `start` is on.
  private func dedent(from start: Int, to end: Int, by depth: Int) -> [FixIt.Edit] {
    var edits: [FixIt.Edit] = []
    var index = start
    while let feed = sourceBytes[index..<end].firstIndex(of: 0x0A) {
      let line = feed + 1
      let spaces = sourceBytes[line..<end].prefix(depth).prefix { $0 == 0x20 }.count
      if spaces > 0 { edits.append(edit(line..<line + spaces)) }
      index = line
    }
    return edits
  }

  private func edit(_ range: Range<Int>) -> FixIt.Edit {
    FixIt.Edit(SourceSpan(source: source, start: range.lowerBound, end: range.upperBound), "")
  }
}
