/// The word that a cursor stands in or behind, and what is around it on its line.
struct CursorWord {
  /// The line without its end, as a range of bytes.
  let line: Range<Int>
  /// The word with its quotes; empty between two blanks.
  let range: Range<Int>
  /// The quote in front of it.
  let quote: UInt8?

  init(_ bytes: [UInt8], at offset: Int) {
    let offset = min(max(offset, 0), bytes.count)
    func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
    var (first, end) = (offset, offset)
    while first > 0, !isBreak(bytes[first - 1]) { first -= 1 }
    while end < bytes.count, !isBreak(bytes[end]) { end += 1 }
    line = first..<end
    var start = offset
    while start > first, !Self.endsWord(bytes, at: start - 1, before: end) { start -= 1 }
    var last = offset
    while last < end, !Self.endsWord(bytes, at: last, before: end) { last += 1 }
    let open = start < offset ? bytes[start] : 0
    let isQuoted = open == UInt8(ascii: "\"") || open == UInt8(ascii: "'")
    quote = isQuoted ? open : nil
    range = start..<last
  }

  /// A blank, a bracket or a comma; a colon that ends a key.
  private static func endsWord(_ bytes: [UInt8], at index: Int, before end: Int) -> Bool {
    switch bytes[index] {
    case 0x20, 0x09, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"):
      return true
    case UInt8(ascii: ":"):
      let next = index + 1 < end ? bytes[index + 1] : 0x20
      return next == 0x20 || next == 0x09 || next == UInt8(ascii: "[") || next == UInt8(ascii: "{")
    default: return false
    }
  }
}
