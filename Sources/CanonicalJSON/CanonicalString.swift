/// Writes strings and orders names as RFC 8785 asks, on UTF-8 bytes throughout: Swift's `String`
/// compares by canonical equivalence, which would merge and reorder names.
public enum CanonicalString {
  private static let hexDigits = Array("0123456789abcdef".utf8)

  /// Appends a JSON string with the fewest escapes: `"`, `\`, and U+0000 to U+001F, the latter in
  /// their short form where there is one.
  ///
  /// - Parameter text: valid UTF-8.
  public static func append(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
    unsafe text.withUnsafeBufferPointer { unsafe append($0, to: &output) }
  }

  private static func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var start = 0
    for index in 0..<text.count {
      let byte = unsafe text[index]
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { continue }
      unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      start = index + 1
      output.append(UInt8(ascii: "\\"))
      switch byte {
      case 0x08: output.append(UInt8(ascii: "b"))
      case 0x09: output.append(UInt8(ascii: "t"))
      case 0x0A: output.append(UInt8(ascii: "n"))
      case 0x0C: output.append(UInt8(ascii: "f"))
      case 0x0D: output.append(UInt8(ascii: "r"))
      case 0..<0x20:
        output += "u00".utf8
        output.append(hexDigits[Int(byte >> 4)])
        output.append(hexDigits[Int(byte & 15)])
      default: output.append(byte)
      }
    }
    unsafe output.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    output.append(UInt8(ascii: "\""))
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
