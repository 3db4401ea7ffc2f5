/// What changes in a text: its lines first, then the words in them.
public struct TextDifference: Sendable, Equatable {
  public enum Operation: String, Sendable {
    case same, removed, added
    /// Text that both sides have, and that is left out here.
    case skipped
  }

  /// A piece of the text; the pieces of a hunk one behind another are its text.
  public struct Piece: Sendable, Equatable {
    public var operation: Operation
    public var text: String

    public init(_ operation: Operation, _ text: String) {
      (self.operation, self.text) = (operation, text)
    }
  }

  /// Lines that change, with one line around them.
  public struct Hunk: Sendable, Equatable {
    /// The line of the first change on both sides, from 1.
    public var oldLine: Int
    public var newLine: Int
    public var pieces: [Piece]
  }

  /// In the order of the text; none where the one takes the place of the other as a whole.
  public private(set) var hunks: [Hunk] = []
  /// How many characters (Unicode scalars) took the place of how many, where the texts are too long or too
  /// different to be compared.
  public private(set) var replaced: (old: Int, new: Int)?
  /// How many words go, and how many come.
  public private(set) var removedWords = 0
  public private(set) var addedWords = 0

  /// Beyond these nobody reads a comparison.
  static let wordsMax = 100_000
  static let differencesMax = 5_000
  static let linesMax = 1_000_000

  /// How many lines stand before the ones that are looked at.
  private var skippedLines = 0

  /// How many bytes at the beginning and at the end are lines that both texts have, but for the one next to what
  /// changes.
  private static func common(_ old: [UInt8], _ new: [UInt8]) -> (start: Int, end: Int) {
    func afterLine(_ index: Int) -> Int {
      old[..<index].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    }
    let most = min(old.count, new.count)
    var same = 0
    while same < most, old[same] == new[same] { same += 1 }
    let line = afterLine(same)
    let start = line == 0 ? 0 : afterLine(line - 1)
    var end = 0
    while end < most - same, old[old.count - 1 - end] == new[new.count - 1 - end] { end += 1 }
    // Behind the end of the line that follows what changes.
    var left = 2
    var index = old.count - end
    while index < old.count, left > 0 {
      if old[index] == 0x0A { left -= 1 }
      index += 1
    }
    return (start, old.count - index)
  }

  public static func == (left: TextDifference, right: TextDifference) -> Bool {
    left.hunks == right.hunks && left.replaced?.old == right.replaced?.old
      && left.replaced?.new == right.replaced?.new
  }

  public init(_ old: [UInt8], _ new: [UInt8]) {
    if !compare(old, new) {
      hunks = []
      replaced = (Self.scalars(of: old), Self.scalars(of: new))
    }
  }

  /// `false` where it takes too much.
  private mutating func compare(_ old: [UInt8], _ new: [UInt8]) -> Bool {
    let outside = Self.common(old, new)
    skippedLines = old[..<outside.start].count { $0 == 0x0A }
    let mine = old[outside.start..<old.count - outside.end]
    let theirs = new[outside.start..<new.count - outside.end]
    let mostLines = max(mine.count { $0 == 0x0A }, theirs.count { $0 == 0x0A })
    guard mostLines <= Self.linesMax else { return false }
    var (a, b) = (TextLines(Array(mine)), TextLines(Array(theirs)))
    let start = a.commonStart(with: b)
    let end = a.commonEnd(with: b, besides: start)
    let (middleA, middleB) = (start..<a.count - end, start..<b.count - end)
    guard a.hasFewWords(in: middleA), b.hasFewWords(in: middleB) else { return false }
    var names: [ArraySlice<UInt8>: Int32] = [:]
    func symbols(_ lines: TextLines, _ range: Range<Int>) -> [Int32] {
      range.map { index in
        let next = Int32(names.count)
        return { (name: inout Int32?) in
          let value = name ?? next
          name = value
          return value
        }(&names[lines[index]])
      }
    }
    guard
      let runs = SequenceDifference.common(
        symbols(a, middleA),
        symbols(b, middleB),
        differencesMax: Self.differencesMax
      )
    else { return false }
    var differencesLeft = Self.differencesMax
    var (i, j) = (start, start)
    let last = SequenceDifference.Run(old: middleA.count, new: middleB.count, count: 0)
    for run in runs + [last] {
      let (x, y) = (start + run.old, start + run.new)
      if i < x || j < y {
        var words = WordDifference(a.bytes(of: i..<x), b.bytes(of: j..<y), most: differencesLeft)
        guard let pieces = words.pieces() else { return false }
        differencesLeft -= words.differences
        (removedWords, addedWords) =
          (removedWords + words.removed, addedWords + words.added)
        add(pieces, from: (i, j), to: (x, y), &a, &b)
      }
      (i, j) = (x + run.count, y + run.count)
    }
    return true
  }

  /// Adds changed lines with a line around them; to the last hunk where they are near to it.
  private mutating func add(
    _ pieces: [Piece],
    from start: (old: Int, new: Int),
    to end: (old: Int, new: Int),
    _ a: inout TextLines,
    _ b: inout TextLines
  ) {
    var own = pieces
    if let first = lastEnd, start.new - first <= 2, !hunks.isEmpty {
      // The line behind the hunk before is there already.
      let between = min(first + 1, start.new)..<start.new
      if !between.isEmpty {
        hunks[hunks.count - 1].pieces.append(Piece(.same, b.text(of: between)))
      }
    } else {
      if start.new > 0 {
        own.insert(Piece(.same, b.text(of: start.new - 1..<start.new)), at: 0)
      }
      hunks.append(
        Hunk(
          oldLine: skippedLines + start.old + 1,
          newLine: skippedLines + start.new + 1,
          pieces: []
        )
      )
    }
    if end.new < b.count { own.append(Piece(.same, b.text(of: end.new..<end.new + 1))) }
    lastEnd = end.new
    hunks[hunks.count - 1].pieces += own
  }

  /// The line behind the last change.
  private var lastEnd: Int?

  private static func scalars(of text: [UInt8]) -> Int { text.count { $0 & 0xC0 != 0x80 } }
}

/// The lines of a text, each with its line feed.
struct TextLines {
  private let text: [UInt8]
  private var starts: [Int] = [0]

  init(_ text: [UInt8]) {
    self.text = text
    for (index, byte) in text.enumerated() where byte == 0x0A { starts.append(index + 1) }
    if starts.last == text.count, text.count > 0 { starts.removeLast() }
    starts.append(text.count)
    if text.isEmpty { starts = [0] }
  }

  var count: Int { starts.count - 1 }

  subscript(index: Int) -> ArraySlice<UInt8> { text[starts[index]..<starts[index + 1]] }

  func bytes(of lines: Range<Int>) -> ArraySlice<UInt8> {
    lines.isEmpty ? [] : text[starts[lines.lowerBound]..<starts[lines.upperBound]]
  }

  func text(of lines: Range<Int>) -> String { String(decoding: bytes(of: lines), as: UTF8.self) }

  func commonStart(with other: TextLines) -> Int {
    var count = 0
    while count < min(self.count, other.count), self[count] == other[count] { count += 1 }
    return count
  }

  func commonEnd(with other: TextLines, besides start: Int) -> Int {
    let most = min(count, other.count) - start
    var end = 0
    while end < most, self[count - 1 - end] == other[other.count - 1 - end] { end += 1 }
    return end
  }

  /// Whether the lines have no more words than are compared.
  func hasFewWords(in lines: Range<Int>) -> Bool {
    var words = 0
    var isInside = false
    for byte in bytes(of: lines) {
      let isSpace = byte == 0x20 || byte &- 0x09 < 5
      if !isSpace, !isInside { words += 1 }
      isInside = !isSpace
    }
    return words <= TextDifference.wordsMax
  }
}
