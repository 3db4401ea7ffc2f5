internal import SourceDiagnostics

/// One escape of any of the formats that a text may come from or go to.
enum Escape {
  /// Whether an escape may begin with a byte.
  static func begins(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "~"), UInt8(ascii: "&"), 0x1B: true
    default: false
    }
  }

  /// Whether a text may have one.
  static func mayOccur(in text: [UInt8]) -> Bool {
    text.containsAny(
      UInt8(ascii: "\\"),
      UInt8(ascii: "%"),
      UInt8(ascii: "~"),
      UInt8(ascii: "&"),
      0x1B
    )
  }

  /// The escape at a place; `nil` where there is none.
  static func at(_ index: Int, in text: [UInt8]) -> DecodedText.Unit? {
    switch text[index] {
    case UInt8(ascii: "\\"): backslash(text[(index + 1)...])
    case UInt8(ascii: "%"): hexadecimal(text[(index + 1)...], digits: 2...2, before: 1)
    case UInt8(ascii: "~"): pointer(text[(index + 1)...])
    case UInt8(ascii: "&"): entity(text[(index + 1)...].prefix(12))
    case 0x1B: colour(text[(index + 1)...].prefix(12))
    default: nil
    }
  }

  // MARK: Backslashes

  /// Those of YAML (1.2.2, section 5.7), which has all of JSON's, and `\u{…}` of our own reports.
  private static func backslash(_ rest: ArraySlice<UInt8>) -> DecodedText.Unit? {
    guard let letter = rest.first else { return nil }
    let digits = rest.dropFirst()
    switch letter {
    case UInt8(ascii: "x"): return hexadecimal(digits, digits: 2...2, before: 2)
    case UInt8(ascii: "u"):
      guard digits.first == UInt8(ascii: "{") else {
        return hexadecimal(digits, digits: 4...4, before: 2)
      }
      return hexadecimal(digits.dropFirst(), digits: 1...8, before: 3, end: UInt8(ascii: "}"))
    case UInt8(ascii: "U"): return hexadecimal(digits, digits: 8...8, before: 2)
    case UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"):
      return DecodedText.Unit(length: 2, scalar: Unicode.Scalar(letter))
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "N"), UInt8(ascii: "L"),
      UInt8(ascii: "P"):
      return DecodedText.Unit(length: 2, scalar: "\n")
    case UInt8(ascii: "t"), UInt8(ascii: "0"), UInt8(ascii: " "), UInt8(ascii: "_"),
      UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "e"), UInt8(ascii: "f"),
      UInt8(ascii: "v"), 0x09:
      return DecodedText.Unit(length: 2, scalar: " ")
    default:
      let count = lineBreak(rest)
      guard count > 0 else { return nil }
      // The line goes on behind the indentation of the next, which may be commented out.
      var next = rest.dropFirst(count).drop(while: isBlank)
      if next.first == UInt8(ascii: "#") { next = next.dropFirst().drop(while: isBlank) }
      return DecodedText.Unit(length: 1 + next.startIndex - rest.startIndex, scalar: nil)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static let lineBreaks = ["\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]
    .map { Array($0.utf8) }

  /// The length of the line break that a text begins with: those of YAML 1.1 count, as for libyaml.
  private static func lineBreak(_ text: ArraySlice<UInt8>) -> Int {
    lineBreaks.first { text.starts(with: $0) }?.count ?? 0
  }

  // MARK: Numbers

  /// - Parameters:
  ///   - count: how many digits there may be.
  ///   - length: of what stands before them.
  ///   - end: what must stand behind them, if anything.
  private static func hexadecimal(
    _ text: ArraySlice<UInt8>,
    digits count: ClosedRange<Int>,
    before length: Int,
    end: UInt8? = nil
  ) -> DecodedText.Unit? {
    var index = text.startIndex
    let limit = min(text.endIndex, index + count.upperBound)
    var number: UInt32 = 0
    while index < limit {
      let digit = value(text[index])
      if digit > 15 { break }
      number = number << 4 | UInt32(digit)
      index += 1
    }
    let digits = index - text.startIndex
    guard digits >= count.lowerBound else { return nil }
    if let end, index == text.endIndex || text[index] != end { return nil }
    return unit(number, length: length + digits + (end == nil ? 0 : 1))
  }

  /// Half of a surrogate pair, or no character at all, is no letter of a key.
  private static func unit(_ number: UInt32, length: Int) -> DecodedText.Unit {
    DecodedText.Unit(length: length, scalar: Unicode.Scalar(number) ?? "\u{FFFD}")
  }

  private static func number(
    _ digits: ArraySlice<UInt8>,
    radix: UInt32,
    length: Int
  ) -> DecodedText.Unit {
    unit(digits.reduce(UInt32(0)) { $0 &* radix &+ UInt32(value($1)) }, length: length)
  }

  /// The value of a digit; 255 for what is none.
  private static func value(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: 255
    }
  }

  // MARK: Others

  /// RFC 6901: `~1` is `/`, `~0` is `~`.
  private static func pointer(_ rest: ArraySlice<UInt8>) -> DecodedText.Unit? {
    switch rest.first {
    case UInt8(ascii: "0"): DecodedText.Unit(length: 2, scalar: "~")
    case UInt8(ascii: "1"): DecodedText.Unit(length: 2, scalar: "/")
    default: nil
    }
  }

  private static let entities: [[UInt8]: Unicode.Scalar] = [
    Array("amp".utf8): "&", Array("lt".utf8): "<", Array("gt".utf8): ">",
    Array("quot".utf8): "\"", Array("apos".utf8): "'", Array("sol".utf8): "/",
    Array("plus".utf8): "+", Array("equals".utf8): "=", Array("colon".utf8): ":",
    Array("period".utf8): ".", Array("lowbar".utf8): "_", Array("hyphen".utf8): "-",
    Array("dash".utf8): "-", Array("commat".utf8): "@", Array("percnt".utf8): "%",
    Array("bsol".utf8): "\\", Array("Tab".utf8): " ", Array("NewLine".utf8): "\n",
  ]

  /// - Parameter rest: what follows the `&`.
  private static func entity(_ rest: ArraySlice<UInt8>) -> DecodedText.Unit? {
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = rest[..<end]
    let length = name.count + 2
    guard name.first == UInt8(ascii: "#") else {
      return entities[Array(name)].map { DecodedText.Unit(length: length, scalar: $0) }
    }
    var digits = name.dropFirst()
    let isHexadecimal = digits.first.map { $0 | 0x20 } == UInt8(ascii: "x")
    if isHexadecimal { digits = digits.dropFirst() }
    let radix: UInt8 = isHexadecimal ? 16 : 10
    guard !digits.isEmpty, digits.allSatisfy({ value($0) < radix }) else { return nil }
    return number(digits, radix: UInt32(radix), length: length)
  }

  /// A colour, such as our own reports have: it ends a word.
  private static func colour(_ rest: ArraySlice<UInt8>) -> DecodedText.Unit? {
    guard rest.first == UInt8(ascii: "["), let end = rest.firstIndex(of: UInt8(ascii: "m")),
      rest[..<end].dropFirst().allSatisfy({ value($0) < 10 || $0 == UInt8(ascii: ";") })
    else { return nil }
    return DecodedText.Unit(length: end - rest.startIndex + 2, scalar: " ")
  }
}
