/// Decodes quoted scalars from the file's own bytes, for the rare ones whose text libyaml would
/// change (see `PreparedInput`).
enum QuotedScalar {
  /// The text of a single- or double-quoted scalar with its quotes; `nil` where an escape is not
  /// one. Lines are folded as YAML 1.2 has it: one break is a space, each further one a line feed.
  static func decode(_ source: ArraySlice<UInt8>) -> [UInt8]? {
    guard let quote = source.first, source.count >= 2, source.last == quote else { return nil }
    let isDouble = quote == UInt8(ascii: "\"")
    let body = source.dropFirst().dropLast()
    var result: [UInt8] = []
    // Spaces and tabs before a break are dropped, unless an escape made them.
    var kept = 0
    var index = body.startIndex
    while index < body.endIndex {
      let byte = body[index]
      switch byte {
      case 0x0A, 0x0D:
        while result.count > kept, result.last == 0x20 || result.last == 0x09 {
          result.removeLast()
        }
        appendFold(skipBreaks(&index, in: body), to: &result)
        kept = result.count
      case UInt8(ascii: "'") where !isDouble:
        result.append(byte)
        index += 2
      case UInt8(ascii: "\\") where isDouble:
        guard let length = appendEscape(at: index, in: body, to: &result) else { return nil }
        index += length
        kept = result.count
      default:
        result.append(byte)
        index += 1
      }
    }
    return result
  }

  private static func appendFold(_ breaks: Int, to result: inout [UInt8]) {
    if breaks == 1 {
      result.append(0x20)
    } else {
      result += repeatElement(0x0A, count: breaks - 1)
    }
  }

  /// Skips line breaks with the indentation after them; returns how many there were.
  private static func skipBreaks(_ index: inout Int, in body: ArraySlice<UInt8>) -> Int {
    var breaks = 0
    while index < body.endIndex {
      switch body[index] {
      case 0x0D:
        breaks += 1
        index += 1
        if index < body.endIndex, body[index] == 0x0A { index += 1 }
      case 0x0A:
        breaks += 1
        index += 1
      case 0x20, 0x09: index += 1
      default: return breaks
      }
    }
    return breaks
  }

  /// Appends what the escape at `index` stands for; returns its length in the source.
  private static func appendEscape(
    at index: Int,
    in body: ArraySlice<UInt8>,
    to result: inout [UInt8]
  ) -> Int? {
    if let scalar = Escapes.surrogatePair(at: index, in: body) {
      result += String(scalar).utf8
      return 12
    }
    guard index + 1 < body.endIndex else { return nil }
    let letter = body[index + 1]
    if letter == 0x0A || letter == 0x0D {  // a break that is escaped joins the lines
      var end = index + 1
      let breaks = skipBreaks(&end, in: body)
      if breaks > 1 { appendFold(breaks, to: &result) }
      return end - index
    }
    if let digits = Escapes.digits[letter] {
      guard let value = Escapes.hex(body.dropFirst(index + 2 - body.startIndex).prefix(digits)),
        let scalar = Unicode.Scalar(value), index + 2 + digits <= body.endIndex
      else { return nil }
      result += String(scalar).utf8
      return 2 + digits
    }
    guard let text = Escapes.letters[letter] else { return nil }
    result += text.utf8
    return 2
  }
}

/// The escapes of double-quoted scalars (YAML 1.2.2, section 5.7).
enum Escapes {
  static let digits: [UInt8: Int] = [
    UInt8(ascii: "x"): 2, UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8,
  ]
  static let letters: [UInt8: String] = [
    UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{7}", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "t"): "\t", 0x09: "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{B}",
    UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}",
    0x20: " ", UInt8(ascii: "\""): "\"", UInt8(ascii: "/"): "/", UInt8(ascii: "\\"): "\\",
    UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{A0}", UInt8(ascii: "L"): "\u{2028}",
    UInt8(ascii: "P"): "\u{2029}",
  ]

  /// The value of hexadecimal digits; `nil` for none or for anything else.
  static func hex(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard !text.isEmpty, text.count <= 8 else { return nil }
    var value: UInt32 = 0
    for byte in text {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// The character that `\uD83D\uDE00` at `index` stands for.
  static func surrogatePair(at index: Int, in bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard index + 12 <= bytes.endIndex,
      let high = surrogate(at: index, in: bytes, range: 0xD800...0xDBFF),
      let low = surrogate(at: index + 6, in: bytes, range: 0xDC00...0xDFFF)
    else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  private static func surrogate(
    at index: Int,
    in bytes: ArraySlice<UInt8>,
    range: ClosedRange<UInt32>
  ) -> UInt32? {
    guard bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u"),
      let value = hex(bytes[index + 2..<index + 6]), range.contains(value)
    else { return nil }
    return value
  }
}
