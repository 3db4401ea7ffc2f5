/// Writes strings and orders names as RFC 8785 asks, on UTF-8 bytes throughout: Swift's `String`
/// compares by canonical equivalence, which would merge and reorder names.
public enum CanonicalString {
  private static let hexDigits: StaticString = "0123456789abcdef"
  /// `\u001f`.
  private static let longestEscape = 6

  /// Appends a JSON string with the fewest escapes: `"`, `\`, and U+0000 to U+001F, the latter in
  /// their short form where there is one.
  ///
  /// - Parameters:
  ///   - text: valid UTF-8.
  ///   - before: a byte to write before it, if any; most strings follow a comma.
  ///   - after: a byte to write after it, if any; a colon follows names.
  static func append(
    _ text: UnsafeBufferPointer<UInt8>,
    to output: inout OutputBuffer,
    before: UInt8? = nil,
    after: UInt8? = nil
  ) {
    guard let first = unsafe text.baseAddress ?? UnsafePointer(hexDigits.utf8Start) else { return }
    let run = unsafe plainRun(first, text.count)
    unsafe output.write(atMost: run + 4) { place in
      var end = unsafe place
      unsafe put(before, at: &end)
      unsafe put(UInt8(ascii: "\""), at: &end)
      unsafe end.update(from: first, count: run)
      unsafe end += run
      if run == text.count {
        unsafe put(UInt8(ascii: "\""), at: &end)
        unsafe put(after, at: &end)
      }
      return unsafe end - place
    }
    if run < text.count {
      unsafe appendRest(UnsafeBufferPointer(rebasing: text[run...]), to: &output)
      if let after { output.append(after) }
    }
  }

  @inline(__always)
  private static func put(_ byte: UInt8?, at place: inout UnsafeMutablePointer<UInt8>) {
    guard let byte else { return }
    unsafe place.pointee = byte
    unsafe place += 1
  }

  /// Appends what begins with a character that needs an escape, and the quotation mark.
  private static func appendRest(
    _ text: UnsafeBufferPointer<UInt8>,
    to output: inout OutputBuffer
  ) {
    guard var source = text.baseAddress else { return }
    var rest = text.count
    while rest > 0 {
      let run = unsafe plainRun(source + 1, rest - 1)
      unsafe output.write(atMost: longestEscape + run) { place in
        let escape = unsafe writeEscape(of: source.pointee, to: place)
        unsafe (place + escape).update(from: source + 1, count: run)
        return escape + run
      }
      unsafe source += 1 + run
      rest -= 1 + run
    }
    output.append(UInt8(ascii: "\""))
  }

  /// How many bytes stand before the first that needs an escape, looked for in eight at a time; the last
  /// eight overlap those before.
  private static func plainRun(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int {
    guard count >= 8 else {
      var index = 0
      while index < count, unsafe isPlain(text[index]) { index &+= 1 }
      return index
    }
    var index = 0
    while true {
      let bytes = unsafe UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self)
      let word = UInt64(littleEndian: bytes)
      // The highest bit of a byte that is below a space, a quotation mark or a backslash.
      let controls = (word &- eight(0x20)) & ~word
      let quotes = zeroBytes(word ^ eight(UInt8(ascii: "\"")))
      let slashes = zeroBytes(word ^ eight(UInt8(ascii: "\\")))
      let found = (controls | quotes | slashes) & eight(0x80)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      if index &+ 8 == count { return count }
      index = min(index &+ 8, count &- 8)
    }
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
