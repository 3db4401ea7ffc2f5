internal import RequestDifference

/// The lines of a hunk as they are shown, each with the pieces that it is made of.
struct HunkLines {
  struct Line {
    var pieces: [TextDifference.Piece]

    /// The one thing that the whole line is; `nil` where it is of several kinds.
    var whole: TextDifference.Operation? {
      let kinds = Set(pieces.filter { !$0.text.isEmpty }.map(\.operation))
      return kinds.count == 1 ? kinds.first : kinds.isEmpty ? pieces.first?.operation : nil
    }
  }

  private(set) var lines: [Line] = []

  init(_ hunk: TextDifference.Hunk) {
    var current: [TextDifference.Piece] = []
    for piece in hunk.pieces {
      guard piece.operation != .skipped else {
        current.append(piece)
        continue
      }
      let parts = piece.text.split(separator: "\n", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if !part.isEmpty || index < parts.count - 1 {
          current.append(.init(piece.operation, String(part)))
        }
        if index < parts.count - 1 {
          lines.append(Line(pieces: current))
          current = []
        }
      }
    }
    if !current.isEmpty { lines.append(Line(pieces: current)) }
  }
}
