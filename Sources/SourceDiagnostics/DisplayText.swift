/// Text from files, made fit for a terminal: what it shows is data, never an instruction.
public enum DisplayText {
  /// The text with control characters, and those that hide or reorder others, escaped.
  public static func escaped(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isPlain), text.unicodeScalars.contains(where: isUnsafe) else {
      return text
    }
    return text.unicodeScalars.reduce(into: "") { $0 += cell($1).text }
  }

  /// Whether a byte is a printable ASCII character.
  package static func isPlain(_ byte: UInt8) -> Bool { byte &- 0x20 < 0x5F }

  /// The columns that a terminal gives a text.
  package static func width(_ text: Substring) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// A JSON text of the same value whose strings have no character of those: JSON's own escapes stand for
  /// them. Line feeds, which are outside of strings, stay.
  package static func escapedInJSON(_ text: [UInt8]) -> [UInt8] {
    let string = String(decoding: text, as: UTF8.self)
    let isHidden: (Unicode.Scalar) -> Bool = { isUnsafe($0) && $0 != "\n" }
    guard string.unicodeScalars.contains(where: isHidden) else { return text }
    return string.unicodeScalars.reduce(into: []) { result, scalar in
      guard isHidden(scalar) else {
        result += Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter
        return
      }
      for unit in Character(scalar).utf16 {
        let digits = String(unit, radix: 16)
        result += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
      }
    }
  }

  /// The text with the same characters escaped, but for line feeds.
  package static func escapedLines(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isUnsafe($0) && $0 != "\n" }) else { return text }
    return text.unicodeScalars.reduce(into: "") { $0 += $1 == "\n" ? "\n" : cell($1).text }
  }

  /// What Unicode calls a character: `U+202E`, and with its name `U+202E RIGHT-TO-LEFT OVERRIDE`.
  package static func name(of scalar: Unicode.Scalar, withWords: Bool = false) -> String {
    let code = "U+" + hex(scalar.value, digits: 4)
    return withWords ? scalar.properties.name.map { "\(code) \($0)" } ?? code : code
  }

  /// A number in hexadecimal, with zeros before it.
  package static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// What stands for one scalar, and the columns it takes.
  package static func cell(_ scalar: Unicode.Scalar) -> (text: String, width: Int) {
    if isUnsafe(scalar) {
      let text = "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      return (text, text.utf8.count)
    }
    return (String(scalar), width(scalar))
  }

  /// Control characters, line separators, bidirectional controls, and all that Unicode has drawn as
  /// nothing: zero-width and filling characters, tags and selectors.
  package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF, 0x1D173...0x1D17A:
      true
    case 0x20..<0xA0: false
    // Those that files have most often, without looking into Unicode's tables; what lies between them is
    // punctuation.
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F: true
    case 0x2010..<0x2060: false
    default: scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// The columns that a terminal gives a scalar: none for combining marks, two for East Asian wide
  /// characters and emoji.
  static func width(_ scalar: Unicode.Scalar) -> Int {
    guard scalar.value >= 0x300 else { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
