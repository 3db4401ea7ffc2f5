public import SourceDiagnostics

/// The comments, which libyaml drops: found in the file itself, around the scalars.
extension NodeTree {
  /// Each comment from its `#` to the end of its line, in file order.
  public var comments: CommentSequence { CommentSequence(self) }
}

/// Finds one comment after the other: a file may have millions, which nobody needs at once.
///
/// Outside scalars a `#` can only begin a comment: neither anchors, tags nor indicators hold one.
/// The line that opens a block text may end with one as well.
public struct CommentSequence: Sequence, IteratorProtocol {
  private let tree: NodeTree
  /// How far has been looked, and how far to look before the next scalar.
  private var offset = 0
  private var end = 0
  /// The next node to look at, and the end of the scalar that stands at `end`.
  private var node = 0
  private var scalarEnd = 0
  /// Whether the line is still to be looked at that opens a block text, or what is behind all scalars.
  private var hasHeader = false
  private var isBehindAll = false

  init(_ tree: NodeTree) { self.tree = tree }

  public mutating func next() -> SourceSpan? {
    while true {
      while offset < end {
        if tree.sourceBytes[offset] == UInt8(ascii: "#") {
          let lineEnd = tree.lineEnd(of: offset)
          defer { offset = lineEnd }
          return SourceSpan(source: tree.source, start: offset, end: lineEnd)
        }
        offset += 1
      }
      if hasHeader {
        hasHeader = false
        end = tree.lineEnd(of: offset)
        continue
      }
      offset = Swift.max(offset, scalarEnd)
      guard !isBehindAll else { return nil }
      findScalar()
    }
  }

  private mutating func findScalar() {
    while node < tree.nodes.count {
      let next = tree.nodes[node]
      node += 1
      guard next.kind == .scalar, !next.flags.contains(.merged), Int(next.start) >= offset else {
        continue
      }
      end = Int(next.start)
      scalarEnd = Int(next.end)
      // A text that is a file of its own has no line before it.
      hasHeader =
        (next.style == .literal || next.style == .folded) && !next.flags.contains(.literal)
      return
    }
    isBehindAll = true
    end = tree.composition == nil ? tree.readEnd : tree.sourceBytes.count
  }
}

extension NodeTree {
  fileprivate func lineEnd(of offset: Int) -> Int {
    sourceBytes[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? sourceBytes.count
  }
}
