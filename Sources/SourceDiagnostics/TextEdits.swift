/// Applies edits to a file's bytes.
public struct TextEdits: Sendable {
  /// In file order; none overlaps another.
  public private(set) var edits: [FixIt.Edit] = []

  public init() {}

  /// Adds the edits of a fix, all or none.
  ///
  /// - Returns: `false` where one of them overlaps an edit that is there. Two insertions at one place
  ///   overlap, since their order would matter.
  public mutating func add(_ fix: FixIt) -> Bool {
    let added = fix.edits.sorted { $0.span.start < $1.span.start }
    let places = added.map { edit in
      edits.partitioningIndex { $0.span.start >= edit.span.start }
    }
    for (edit, place) in zip(added, places) {
      if place > 0, Self.overlap(edits[place - 1].span, edit.span) { return false }
      if place < edits.count, Self.overlap(edit.span, edits[place].span) { return false }
    }
    for (edit, place) in zip(added, places).reversed() { edits.insert(edit, at: place) }
    return true
  }

  private static func overlap(_ first: SourceSpan, _ second: SourceSpan) -> Bool {
    first.end > second.start || first.start == second.start
  }

  /// The file after the edits. Linear in its size.
  public func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.text.utf8.count })
    var offset = 0
    for edit in edits {
      let range = edit.span.range.clamped(to: offset..<bytes.count)
      result += bytes[offset..<range.lowerBound]
      result += edit.text.utf8
      offset = range.upperBound
    }
    return result + bytes[offset...]
  }

  /// Whether an edit takes a byte away or replaces it.
  public func replacesByte(at offset: Int) -> Bool {
    let index = edits.partitioningIndex { $0.span.end > offset }
    return index < edits.count && edits[index].span.start <= offset
  }
}

/// Where the bytes of a file are after edits.
public struct OffsetMap: Sendable {
  private let ends: [Int]
  private let shifts: [Int]

  public init(_ edits: TextEdits) {
    ends = edits.edits.map(\.span.end)
    shifts = edits.edits.reduce(into: [0]) { result, edit in
      result.append((result.last ?? 0) + edit.text.utf8.count - edit.span.range.count)
    }
  }

  /// The place of a byte that no edit touches; what is inserted at a place comes before its byte.
  public subscript(offset: Int) -> Int {
    offset + shifts[ends.partitioningIndex { $0 > offset }]
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
