/// Writes strings and orders names as RFC 8785 asks, on UTF-8 bytes throughout: Swift's `String`
/// compares by canonical equivalence, which would merge and reorder names.
public enum CanonicalString {
  private static let hexDigits: StaticString = "0123456789abcdef"
  /// `\u001f`.
  private static let longestEscape = 6

  /// Appends a JSON string with the fewest escapes: `"`, `\`, and U+0000 to U+001F, the latter in
  /// their short form where there is one.
  ///
  /// - Parameter text: valid UTF-8.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout OutputBuffer) {
    guard var source = text.baseAddress else {
      output.append("\"\"")
      return
    }
    var rest = text.count
    var opening = 1
    repeat {
      let run = unsafe plainRun(source, rest)
      unsafe output.write(atMost: run + longestEscape + 2) { place in
        if opening > 0 { unsafe place.pointee = UInt8(ascii: "\"") }
        unsafe (place + opening).update(from: source, count: run)
        let written = opening + run
        guard run < rest else {
          unsafe place[written] = UInt8(ascii: "\"")
          return written + 1
        }
        return unsafe written + writeEscape(of: source[run], to: place + written)
      }
      if run == rest { return }
      opening = 0
      unsafe source += run + 1
      rest -= run + 1
    } while rest > 0
    output.append(UInt8(ascii: "\""))
  }

  /// How many bytes stand before the first that needs an escape, looked for in eight at a time.
  private static func plainRun(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var index = 0
    while index &+ 8 <= count {
      let bytes = unsafe UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self)
      let word = UInt64(littleEndian: bytes)
      // The highest bit of a byte that is below a space, a quotation mark or a backslash.
      let controls = (word &- eight(0x20)) & ~word
      let quotes = zeroBytes(word ^ eight(UInt8(ascii: "\"")))
      let slashes = zeroBytes(word ^ eight(UInt8(ascii: "\\")))
      let found = (controls | quotes | slashes) & eight(0x80)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < count, unsafe isPlain(text[index]) { index &+= 1 }
    return index
  }

  /// A byte eight times.
  private static func eight(_ byte: UInt8) -> UInt64 { 0x0101_0101_0101_0101 &* UInt64(byte) }

  /// The highest bit of the first byte that is zero; those of the bytes after it may be wrong.
  private static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- eight(1)) & ~word }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static func writeEscape(of byte: UInt8, to place: UnsafeMutablePointer<UInt8>) -> Int {
    unsafe place[0] = UInt8(ascii: "\\")
    let letter: Unicode.Scalar
    switch byte {
    case 0x08: letter = "b"
    case 0x09: letter = "t"
    case 0x0A: letter = "n"
    case 0x0C: letter = "f"
    case 0x0D: letter = "r"
    case 0..<0x20:
      unsafe place[1] = UInt8(ascii: "u")
      unsafe place[2] = UInt8(ascii: "0")
      unsafe place[3] = UInt8(ascii: "0")
      unsafe place[4] = hexDigits.utf8Start[Int(byte >> 4)]
      unsafe place[5] = hexDigits.utf8Start[Int(byte & 15)]
      return longestEscape
    default: letter = Unicode.Scalar(byte)
    }
    unsafe place[1] = UInt8(ascii: letter)
    return 2
  }

  /// Whether one name comes before another: by UTF-16 code units (RFC 8785 section 3.2.3).
  ///
  /// UTF-8 order differs from it in one way only: characters beyond U+FFFF (lead bytes F0 to F4)
  /// are surrogates in UTF-16 and so come before U+E000 to U+FFFF (lead bytes EE and EF).
  public static func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    unsafe left.withUnsafeBufferPointer { left in
      unsafe right.withUnsafeBufferPointer { right in unsafe precedes(left, right) }
    }
  }

  public static func precedes(
    _ left: UnsafeBufferPointer<UInt8>,
    _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    for index in 0..<min(left.count, right.count) {
      let (a, b) = unsafe (left[index], right[index])
      if a != b { return rank(a) < rank(b) }
    }
    return left.count < right.count
  }

  private static func rank(_ byte: UInt8) -> UInt8 {
    byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte
  }
}
