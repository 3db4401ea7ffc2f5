/// Applies edits to a file's bytes.
public struct TextEdits: Sendable {
  /// Runs of edits, each in file order and none overlapping another, of any run. Each run is at least
  /// twice as long as the next, so that adding costs little in whatever order the edits come.
  private var runs: [[FixIt.Edit]] = []

  public init() {}

  public var isEmpty: Bool { runs.isEmpty }

  /// In file order; none overlaps another.
  public var edits: [FixIt.Edit] {
    runs.count == 1 ? runs[0] : runs.reversed().reduce([]) { Self.merged($0, $1) }
  }

  /// Adds the edits of a fix, all or none.
  ///
  /// - Returns: `false` where one of them overlaps an edit that is there. Two insertions at one place
  ///   overlap, since their order would matter.
  public mutating func add(_ fix: FixIt) -> Bool {
    var added = fix.edits
    if added.count > 1 { added.sort { $0.span.start < $1.span.start } }
    guard let first = added.first else { return true }
    // Mostly a fix lies behind all that are there.
    if runs.count == 1, let last = runs[0].last, last.span.start < first.span.start,
      last.span.end <= first.span.start
    {
      runs[0] += added
      return true
    }
    for edit in added where runs.contains(where: { Self.overlaps(edit, $0) }) { return false }
    runs.append(added)
    while runs.count > 1, runs[runs.count - 2].count < 2 * runs[runs.count - 1].count {
      let last = runs.removeLast()
      runs[runs.count - 1] = Self.merged(runs[runs.count - 1], last)
    }
    return true
  }

  private static func overlaps(_ edit: FixIt.Edit, _ run: [FixIt.Edit]) -> Bool {
    let place = run.partitioningIndex { $0.span.start >= edit.span.start }
    if place > 0, overlap(run[place - 1].span, edit.span) { return true }
    return place < run.count && overlap(edit.span, run[place].span)
  }

  private static func overlap(_ first: SourceSpan, _ second: SourceSpan) -> Bool {
    first.end > second.start || first.start == second.start
  }

  private static func merged(_ left: [FixIt.Edit], _ right: [FixIt.Edit]) -> [FixIt.Edit] {
    var result: [FixIt.Edit] = []
    result.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if left[i].span.start < right[j].span.start {
        result.append(left[i])
        i += 1
      } else {
        result.append(right[j])
        j += 1
      }
    }
    return result + left[i...] + right[j...]
  }

  /// The file after the edits. Linear in its size.
  public func applied(to bytes: [UInt8]) -> [UInt8] { applied(to: bytes[...]) }

  /// A part of the file after the edits, which lie in it.
  package func applied(to bytes: ArraySlice<UInt8>) -> [UInt8] {
    let edits = edits
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.text.utf8.count })
    var offset = bytes.startIndex
    for edit in edits {
      let range = edit.span.range.clamped(to: offset..<bytes.endIndex)
      result += bytes[offset..<range.lowerBound]
      result += edit.text.utf8
      offset = range.upperBound
    }
    return result + bytes[offset...]
  }
}

/// Where the bytes of a file are after edits.
public struct OffsetMap: Sendable {
  private let edits: [FixIt.Edit]
  private let shifts: [Int]

  public init(_ edits: TextEdits) {
    self.edits = edits.edits
    shifts = self.edits.reduce(into: [0]) { result, edit in
      result.append((result.last ?? 0) + edit.text.utf8.count - edit.span.range.count)
    }
  }

  /// The place of a byte that no edit touches; what is inserted at a place comes before its byte.
  public subscript(offset: Int) -> Int {
    offset + shifts[edits.partitioningIndex { $0.span.end > offset }]
  }

  /// Whether an edit takes a byte away or replaces it.
  public func replacesByte(at offset: Int) -> Bool {
    let index = edits.partitioningIndex { $0.span.end > offset }
    return index < edits.count && edits[index].span.start <= offset
  }
}

extension RandomAccessCollection {
  /// The first index whose element satisfies `belongsToSecond`, where those that do come last.
  @inlinable
  package func partitioningIndex(where belongsToSecond: (Element) -> Bool) -> Index {
    var low = startIndex
    var count = count
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if belongsToSecond(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
