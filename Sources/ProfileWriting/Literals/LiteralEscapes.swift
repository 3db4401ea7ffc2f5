/// The texts that quoted strings of JavaScript and Python stand for.
enum LiteralEscapes {
  typealias Failure = LiteralFailure

  /// Appends what the bytes between two quotes stand for, as the inside of a JSON string.
  ///
  /// - Parameters:
  ///   - body: the bytes between the quotes, which are UTF-8.
  ///   - isRaw: whether a backslash is only a backslash, as in `r"…"`.
  static func append(
    _ body: ArraySlice<UInt8>,
    of language: LiteralLanguage,
    isRaw: Bool,
    to result: inout [UInt8]
  ) throws(Failure) {
    var index = body.startIndex
    while index < body.endIndex {
      let byte = body[index]
      if byte == UInt8(ascii: "\\"), !isRaw {
        try appendEscape(&index, in: body, of: language, to: &result)
      } else if byte == 0x0D {
        // Both languages take every line end for a line feed.
        append(0x0A, to: &result)
        index += index + 1 < body.endIndex && body[index + 1] == 0x0A ? 2 : 1
      } else if byte < 0x80 {
        append(UInt32(byte), to: &result)
        index += 1
      } else {
        let end = body[(index + 1)...].firstIndex { $0 & 0xC0 != 0x80 } ?? body.endIndex
        for scalar in String(decoding: body[index..<end], as: UTF8.self).unicodeScalars {
          append(scalar.value, to: &result)
        }
        index = end
      }
    }
  }

  /// A character, escaped where it may not stand in JSON or YAML as it is.
  private static func append(_ value: UInt32, to result: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(value) else { return }
    switch scalar {
    case "\"", "\\": result += [UInt8(ascii: "\\"), UInt8(truncatingIfNeeded: value)]
    case _ where PlainText.isPrintable(scalar): result += UTF8.encode(scalar) ?? .init()
    default: result += PlainText.escape(scalar).utf8
    }
  }

  private static func appendEscape(
    _ index: inout Int,
    in body: ArraySlice<UInt8>,
    of language: LiteralLanguage,
    to result: inout [UInt8]
  ) throws(Failure) {
    let start = index
    // A backslash is never the last byte: it would have taken the quote with it.
    guard index + 1 < body.endIndex else {
      throw Failure(message: "a backslash stands at the end", range: start..<start + 1)
    }
    let letter = body[index + 1]
    index += 2
    switch letter {
    case UInt8(ascii: "n"): append(0x0A, to: &result)
    case UInt8(ascii: "t"): append(0x09, to: &result)
    case UInt8(ascii: "r"): append(0x0D, to: &result)
    case UInt8(ascii: "b"): append(0x08, to: &result)
    case UInt8(ascii: "f"): append(0x0C, to: &result)
    case UInt8(ascii: "v"): append(0x0B, to: &result)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"):
      append(UInt32(letter), to: &result)
    case 0x0A: break  // the line goes on
    case 0x0D: if index < body.endIndex, body[index] == 0x0A { index += 1 }
    case UInt8(ascii: "x"):
      append(try hex(&index, 2, from: start, in: body, language), to: &result)
    case UInt8(ascii: "u"): try appendUnicode(&index, from: start, in: body, language, to: &result)
    case UInt8(ascii: "U") where language == .python:
      let value = try hex(&index, 8, from: start, in: body, language)
      guard Unicode.Scalar(value) != nil else { throw noCharacter(start..<index, in: body) }
      append(value, to: &result)
    case UInt8(ascii: "a") where language == .python: append(0x07, to: &result)
    case UInt8(ascii: "N") where language == .python:
      throw Failure(
        message: "`\\N` names a character, and the names are not known here",
        help: "write the character itself",
        range: start..<index
      )
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      try appendOctal(&index, from: start, in: body, language, to: &result)
    default:
      // Python keeps the backslash of what is no escape; JavaScript drops it.
      if language == .python { append(UInt32(UInt8(ascii: "\\")), to: &result) }
      index -= 1
    }
  }

  private static func hex(
    _ index: inout Int,
    _ count: Int,
    from start: Int,
    in body: ArraySlice<UInt8>,
    _ language: LiteralLanguage
  ) throws(Failure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard index < body.endIndex, let digit = hexDigit(body[index]) else {
        throw Failure(
          message: "expected \(count) hexadecimal digits in this escape",
          range: start..<min(index, body.endIndex)
        )
      }
      value = value << 4 | digit
      index += 1
    }
    return value
  }

  private static func hexDigit(_ byte: UInt8) -> UInt32? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt32($0) }
  }

  /// `\u0041`, a pair of surrogates, and JavaScript's `\u{1F600}`.
  private static func appendUnicode(
    _ index: inout Int,
    from start: Int,
    in body: ArraySlice<UInt8>,
    _ language: LiteralLanguage,
    to result: inout [UInt8]
  ) throws(Failure) {
    if language == .javaScript, index < body.endIndex, body[index] == UInt8(ascii: "{") {
      var value: UInt32 = 0
      index += 1
      let first = index
      while index < body.endIndex, let digit = hexDigit(body[index]) {
        value = min(value, 0x11_0000) << 4 | digit
        index += 1
      }
      guard index < body.endIndex, index > first, body[index] == UInt8(ascii: "}"),
        Unicode.Scalar(value) != nil
      else { throw noCharacter(start..<index, in: body) }
      index += 1
      append(value, to: &result)
      return
    }
    let value = try hex(&index, 4, from: start, in: body, language)
    guard (0xD800...0xDFFF).contains(value) else {
      append(value, to: &result)
      return
    }
    guard value < 0xDC00, body[index...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
    else {
      throw noCharacter(start..<index, in: body)
    }
    index += 2
    let low = try hex(&index, 4, from: start, in: body, language)
    guard (0xDC00...0xDFFF).contains(low) else { throw noCharacter(start..<index, in: body) }
    append(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00), to: &result)
  }

  /// Python's octal escapes; JavaScript has `\0` alone.
  private static func appendOctal(
    _ index: inout Int,
    from start: Int,
    in body: ArraySlice<UInt8>,
    _ language: LiteralLanguage,
    to result: inout [UInt8]
  ) throws(Failure) {
    var value = UInt32(body[index - 1] - 0x30)
    var count = 1
    while count < 3, index < body.endIndex, (0x30...0x37).contains(body[index]) {
      value = value << 3 | UInt32(body[index] - 0x30)
      index += 1
      count += 1
    }
    let isDigitNext = index < body.endIndex && (0x38...0x39).contains(body[index])
    guard language == .python || value == 0 && count == 1 && !isDigitNext else {
      throw Failure(
        message: "JavaScript has no octal escapes in strict code",
        help: "write `\\x` and two hexadecimal digits",
        range: start..<index
      )
    }
    append(value, to: &result)
  }

  private static func noCharacter(_ range: Range<Int>, in body: ArraySlice<UInt8>) -> Failure {
    Failure(
      message: "`\(String(decoding: body[range.clamped(to: body.indices)], as: UTF8.self))` is no "
        + "character",
      help: "a surrogate counts only in a pair; write the character itself",
      range: range
    )
  }
}
