public import SourceDiagnostics

/// The comments, which libyaml drops: found in the file itself, around the scalars.
extension NodeTree {
  /// Each comment from its `#` to the end of its line, in file order.
  ///
  /// Outside scalars a `#` can only begin a comment: neither anchors, tags nor indicators hold one.
  /// The line that opens a block text may end with one as well.
  public var comments: [SourceSpan] {
    var result: [SourceSpan] = []
    var offset = 0
    func search(to end: Int) {
      while offset < end {
        if sourceBytes[offset] == UInt8(ascii: "#") {
          let lineEnd = self.lineEnd(of: offset)
          result.append(SourceSpan(source: source, start: offset, end: lineEnd))
          offset = lineEnd
        } else {
          offset += 1
        }
      }
    }
    for node in nodes where node.kind == .scalar && !node.flags.contains(.merged) {
      guard Int(node.start) >= offset else { continue }
      search(to: Int(node.start))
      if node.style == .literal || node.style == .folded { search(to: lineEnd(of: offset)) }
      offset = max(offset, Int(node.end))
    }
    search(to: readEnd)
    return result
  }

  private func lineEnd(of offset: Int) -> Int {
    sourceBytes[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? sourceBytes.count
  }
}
