/// A place as people read it: line and column count from 1, the column in Unicode scalars; the
/// offset counts bytes from 0.
public struct SourcePosition: Hashable, Sendable {
  public var line: Int
  public var column: Int
  public var offset: Int

  public init(line: Int, column: Int, offset: Int) {
    (self.line, self.column, self.offset) = (line, column, offset)
  }
}

/// Finds lines and columns from byte offsets. Made only when something is reported.
///
/// A line ends at LF, CR LF, or a lone CR, as editors have it; no other character ends one. A byte
/// order mark at the start takes no column. Building is linear in the file; a look-up costs
/// O(log lines) and at most one block of bytes, however long the line is.
public struct LineTable: Sendable {
  private static let blockSize = 1024

  let bytes: [UInt8]
  /// Half the size of whole words: a file may be nothing but line ends.
  let lineStarts: [UInt32]
  /// The number of scalars before each block of `blockSize` bytes; empty for pure ASCII.
  private let scalarsBeforeBlock: [Int]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var starts: [UInt32] = [bytes.starts(with: mark) ? UInt32(mark.count) : 0]
    unsafe bytes.withUnsafeBufferPointer { bytes in
      var offset = 0
      while let found = unsafe Self.lineBreak(in: bytes, from: offset) {
        offset = found + 1
        let isPair =
          unsafe bytes[found] == 0x0D && offset < bytes.count && bytes[offset] == 0x0A
        if !isPair { starts.append(UInt32(truncatingIfNeeded: offset)) }
      }
    }
    lineStarts = starts
    scalarsBeforeBlock = bytes.reduce(0, |) < 0x80 ? [] : Self.scalarsBeforeBlocks(of: bytes)
  }

  /// The next LF or CR, looked for in eight bytes at a time: lines are many times longer.
  private static func lineBreak(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = unsafe UnsafeRawPointer(bytes.baseAddress) else { return nil }
    let ones: UInt64 = 0x0101_0101_0101_0101
    var index = start
    while index &+ 8 <= bytes.count {
      let word = UInt64(
        littleEndian: unsafe base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      )
      let (feed, carriage) = (word ^ (ones &* 0x0A), word ^ (ones &* 0x0D))
      // The highest bit of the first byte that is zero; those after it may be wrong.
      let found = ((feed &- ones) & ~feed | (carriage &- ones) & ~carriage) & (ones &* 0x80)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < bytes.count {
      let byte = unsafe bytes[index]
      if byte == 0x0A || byte == 0x0D { return index }
      index &+= 1
    }
    return nil
  }

  private static func scalarsBeforeBlocks(of bytes: [UInt8]) -> [Int] {
    var scalars = 0
    return stride(from: 0, to: bytes.count, by: blockSize).map { start in
      defer {
        for byte in bytes[start..<min(start + blockSize, bytes.count)] where byte & 0xC0 != 0x80 {
          scalars += 1
        }
      }
      return scalars
    }
  }

  /// The place of a byte offset; one past the end is the place after the last character.
  public func position(of offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    let start = Int(lineStarts[line])
    let column = offset > start ? scalars(before: offset) - scalars(before: start) : 0
    return SourcePosition(line: line + 1, column: column + 1, offset: offset)
  }

  /// The bytes of a line (counted from 1), without its line end.
  public func lineRange(_ line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let start = Int(lineStarts[line - 1])
    var end = line < lineStarts.count ? Int(lineStarts[line]) : bytes.count
    if end > start, bytes[end - 1] == 0x0A { end -= 1 }
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(lineStarts[middle]) <= offset { low = middle } else { high = middle }
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
