/// JSON as guides print it: with comments, and commas before closing brackets.
enum JSONComments {
  /// The text with every `//` and `/* */` comment outside strings blanked, byte for byte, so that
  /// places stay. YAML takes a comma before a closing bracket as it is.
  static func blanked(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var index = 0
    var isInString = false
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      if isInString {
        if byte == UInt8(ascii: "\\") {
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "/") {
        index = blank(&result, from: index) { $0 == 0x0A || $0 == 0x0D ? 0 : nil }
        continue
      } else if byte == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
        var previous: UInt8 = 0
        index = blank(&result, from: index) { byte in
          defer { previous = byte }
          return previous == UInt8(ascii: "*") && byte == UInt8(ascii: "/") ? 1 : nil
        }
        continue
      }
      index += 1
    }
    return result
  }

  /// Blanks up to where `end` says how many bytes more; line breaks stay.
  private static func blank(
    _ bytes: inout [UInt8],
    from start: Int,
    until end: (UInt8) -> Int?
  ) -> Int {
    var index = start
    while index < bytes.count {
      let more = end(bytes[index])
      if more == 0 { return index }
      if bytes[index] != 0x0A, bytes[index] != 0x0D { bytes[index] = 0x20 }
      index += 1
      if more != nil { return index }
    }
    return index
  }
}
