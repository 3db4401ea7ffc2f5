/// A place as people read it: line and column count from 1, the column in Unicode scalars; the
/// offset counts bytes from 0.
public struct SourcePosition: Hashable, Sendable {
  public var line: Int
  public var column: Int
  public var offset: Int
}

/// Finds lines and columns from byte offsets. Made only when something is reported.
///
/// A line ends at LF, CR LF, or a lone CR, as editors have it; no other character ends one. A byte
/// order mark at the start takes no column. Building is linear in the file; a look-up costs
/// O(log lines) and at most one block of bytes, however long the line is.
public struct LineTable: Sendable {
  private static let blockSize = 1024

  private let bytes: [UInt8]
  private let lineStarts: [Int]
  /// The number of scalars before each block of `blockSize` bytes; empty for pure ASCII.
  private let scalarsBeforeBlock: [Int]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var starts = [bytes.starts(with: mark) ? mark.count : 0]
    var blocks: [Int] = []
    var scalars = 0
    var isASCII = true
    var offset = 0
    while offset < bytes.count {
      if offset % Self.blockSize == 0 { blocks.append(scalars) }
      let byte = bytes[offset]
      if byte & 0xC0 != 0x80 { scalars += 1 }
      if byte >= 0x80 { isASCII = false }
      offset += 1
      let endsLine =
        byte == 0x0A || (byte == 0x0D && !(offset < bytes.count && bytes[offset] == 0x0A))
      if endsLine { starts.append(offset) }
    }
    lineStarts = starts
    scalarsBeforeBlock = isASCII ? [] : blocks
  }

  /// The place of a byte offset; one past the end is the place after the last character.
  public func position(of offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    let start = lineStarts[line]
    let column = offset > start ? scalars(before: offset) - scalars(before: start) : 0
    return SourcePosition(line: line + 1, column: column + 1, offset: offset)
  }

  /// The bytes of a line (counted from 1), without its line end.
  public func lineRange(_ line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  private func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func scalars(before offset: Int) -> Int {
    guard !scalarsBeforeBlock.isEmpty else { return offset }
    let block = min(offset / Self.blockSize, scalarsBeforeBlock.count - 1)
    var count = scalarsBeforeBlock[block]
    for index in (block * Self.blockSize)..<offset where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
