/// Takes the messages out of a stream of bytes: each has a header that says how long it is
/// (Language Server Protocol 3.17, "Base Protocol").
package struct FrameReader: Sendable {
  /// What was found next.
  package enum Frame: Equatable, Sendable {
    case message([UInt8])
    /// Bytes that are no message; they are passed over.
    case malformed
  }

  /// The longest message, in bytes; a longer one is passed over.
  package static let lengthMax = 128 << 20
  private static let headerMax = 4096

  private var buffer: [UInt8] = []
  private var start = 0
  /// How many bytes of a message that is too long are still to come.
  private var skipped = 0

  package init() {}

  package mutating func append(_ bytes: some Sequence<UInt8>) {
    if start > 0, start == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity < 1 << 20)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// `nil` where more bytes must come first.
  package mutating func next() -> Frame? {
    if skipped > 0 {
      let count = min(skipped, buffer.count - start)
      start += count
      skipped -= count
      if skipped > 0 { return nil }
    }
    guard let end = headerEnd() else {
      guard buffer.count - start > Self.headerMax else { return nil }
      start = buffer.count
      return .malformed
    }
    let length = Self.length(buffer[start..<end.lowerBound])
    guard let length else {
      start = end.upperBound
      return .malformed
    }
    guard length <= Self.lengthMax else {
      start = end.upperBound
      skipped = length
      return .malformed
    }
    guard buffer.count - end.upperBound >= length else { return nil }
    let message = Array(buffer[end.upperBound..<(end.upperBound + length)])
    start = end.upperBound + length
    if start > 1 << 20 {
      buffer.removeFirst(start)
      start = 0
    }
    return .message(message)
  }

  /// The blank line after the header.
  private func headerEnd() -> Range<Int>? {
    var index = start
    let last = min(buffer.count, start + Self.headerMax)
    while index + 3 < last {
      if buffer[index] == 0x0D, buffer[index + 1] == 0x0A, buffer[index + 2] == 0x0D,
        buffer[index + 3] == 0x0A
      {
        return index..<(index + 4)
      }
      index += 1
    }
    return nil
  }

  private static func length(_ header: ArraySlice<UInt8>) -> Int? {
    for line in header.split(separator: 0x0A) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      guard name == "content-length" else { continue }
      let digits = line[(colon + 1)...].filter { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }
      guard digits.count <= 12, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      return Int(String(decoding: digits, as: UTF8.self))
    }
    return nil
  }

  /// A message with its header.
  package static func frame(_ message: [UInt8]) -> [UInt8] {
    Array("Content-Length: \(message.count)\r\n\r\n".utf8) + message
  }
}
