/// What changes in some lines, word by word.
struct WordDifference {
  private let old: ArraySlice<UInt8>
  private let new: ArraySlice<UInt8>
  private let most: Int
  private(set) var removed = 0
  private(set) var added = 0
  private(set) var differences = 0

  /// What is the same on a long line is shown only so far from a change.
  private static let contextMax = 120

  init(_ old: ArraySlice<UInt8>, _ new: ArraySlice<UInt8>, most: Int) {
    (self.old, self.new, self.most) = (old, new, most)
  }

  /// The pieces; `nil` where there are too many differences.
  mutating func pieces() -> [TextDifference.Piece]? {
    let (a, b) = (Self.words(of: old), Self.words(of: new))
    var names: [ArraySlice<UInt8>: Int32] = [:]
    func symbols(_ words: [ArraySlice<UInt8>]) -> [Int32] {
      words.map { word in
        if let known = names[word] { return known }
        let name = Int32(names.count)
        names[word] = name
        return name
      }
    }
    let runs = SequenceDifference.common(symbols(a), symbols(b), differencesMax: most)
    guard var runs else { return nil }
    Self.endAtLines(&runs, a, b)
    var result: [(operation: TextDifference.Operation, words: ArraySlice<ArraySlice<UInt8>>)] = []
    var (i, j) = (0, 0)
    for run in runs + [.init(old: a.count, new: b.count, count: 0)] {
      differences += run.old - i + run.new - j
      if i < run.old { result.append((.removed, a[i..<run.old])) }
      if j < run.new { result.append((.added, b[j..<run.new])) }
      if run.count > 0 { result.append((.same, b[run.new..<run.new + run.count])) }
      (i, j) = (run.old + run.count, run.new + run.count)
    }
    return Self.shortened(count(Self.joined(result)))
  }

  /// What comes or goes by itself may as well begin a word later, where that is the word behind it too: it ends
  /// with its line if it can.
  private static func endAtLines(
    _ runs: inout [SequenceDifference.Run],
    _ a: [ArraySlice<UInt8>],
    _ b: [ArraySlice<UInt8>]
  ) {
    for index in runs.indices.dropFirst() {
      let (before, after) = (runs[index - 1], runs[index])
      let (i, j) = (before.old + before.count, before.new + before.count)
      guard (after.old == i) != (after.new == j) else { continue }
      let (words, start, end) = after.old == i ? (b, j, after.new) : (a, i, after.old)
      var (steps, best) = (0, 0)
      while steps < after.count, words[start + steps] == words[end + steps] {
        steps += 1
        if words[end + steps - 1].elementsEqual([0x0A]) { best = steps }
      }
      runs[index - 1].count += best
      runs[index] = .init(
        old: after.old + best,
        new: after.new + best,
        count: after.count - best
      )
    }
    runs.removeAll { $0.count == 0 }
  }

  private mutating func count(_ pieces: [TextDifference.Piece]) -> [TextDifference.Piece] {
    for piece in pieces {
      let words = Self.words(of: Array(piece.text.utf8)[...]).count { Self.isWord($0) }
      if piece.operation == .removed { removed += words }
      if piece.operation == .added { added += words }
    }
    return pieces
  }

  /// Pieces as a person reads them: changes between which there is nothing but blanks and marks are one.
  private static func joined(
    _ parts: [(operation: TextDifference.Operation, words: ArraySlice<ArraySlice<UInt8>>)]
  ) -> [TextDifference.Piece] {
    var pieces: [TextDifference.Piece] = []
    var (gone, come) = ("", "")
    func flush() {
      if !gone.isEmpty { pieces.append(.init(.removed, gone)) }
      if !come.isEmpty { pieces.append(.init(.added, come)) }
      (gone, come) = ("", "")
    }
    for (index, part) in parts.enumerated() {
      let text = part.words.reduce(into: "") { $0 += String(decoding: $1, as: UTF8.self) }
      switch part.operation {
      case .removed: gone += text
      case .added: come += text
      case .same, .skipped:
        let isBetween = !(gone.isEmpty && come.isEmpty) && index + 1 < parts.count
        let isNothing = !part.words.contains(where: isWord) && !text.utf8.contains(0x0A)
        if isBetween, isNothing, part.words.count <= 2 {
          gone += text
          come += text
        } else {
          flush()
          pieces.append(.init(.same, text))
        }
      }
    }
    flush()
    return pieces
  }

  private static func shortened(_ pieces: [TextDifference.Piece]) -> [TextDifference.Piece] {
    pieces.enumerated().flatMap { index, piece -> [TextDifference.Piece] in
      let text = piece.text.unicodeScalars
      guard piece.operation == .same, piece.text.utf8.count > 3 * contextMax else { return [piece] }
      let first = index == 0 ? "" : String(text.prefix(contextMax))
      let last = index == pieces.count - 1 ? "" : String(text.suffix(contextMax))
      return [.init(.same, first), .init(.skipped, ""), .init(.same, last)]
        .filter { $0.operation == .skipped || !$0.text.isEmpty }
    }
  }

  // MARK: Words

  /// Words, runs of blanks, line feeds and single marks.
  private static func words(of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    var index = text.startIndex
    while index < text.endIndex {
      let kind = Kind(text[index])
      var end = index + 1
      if kind != .mark, kind != .lineFeed {
        while end < text.endIndex, Kind(text[end]) == kind { end += 1 }
      }
      result.append(text[index..<end])
      index = end
    }
    return result
  }

  private enum Kind {
    case letter, blank, lineFeed, mark

    init(_ byte: UInt8) {
      switch byte {
      case 0x0A: self = .lineFeed
      case 0x20, 0x09, 0x0D: self = .blank
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: self = .letter
      default: self = .mark
      }
    }
  }

  private static func isWord(_ word: ArraySlice<UInt8>) -> Bool {
    word.first.map { Kind($0) == .letter } ?? false
  }
}
