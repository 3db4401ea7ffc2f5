internal import YAMLSyntax

/// When a text needs no quotes, and how it looks in them.
enum PlainText {
  /// Whether YAML 1.2 reads the text, written plain on one line, as just this text; and YAML 1.1 as
  /// well, so that no reader is surprised.
  static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20 else {
      return false
    }
    guard ScalarResolver.kind(of: bytes[...]) == .string,
      ScalarResolver.yaml11Reading(of: text) == nil,
      !indicators.contains(first), last != UInt8(ascii: ":"),
      !bytes.starts(with: "---".utf8),
      !bytes.starts(with: "...".utf8)
    else { return false }
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case 0..<0x20, 0x7F: return false
      case UInt8(ascii: ":") where index + 1 < bytes.count && bytes[index + 1] == 0x20: return false
      case UInt8(ascii: "#") where index > 0 && bytes[index - 1] == 0x20: return false
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
        UInt8(ascii: "}"):
        if inFlow { return false }
      case UInt8(ascii: ":") where inFlow: return false
      default: break
      }
    }
    return text.unicodeScalars.allSatisfy(isPrintable)
  }

  /// Whether a value is `$` and lower-case letters: without quotes that would be a directive.
  static func isDirective(_ text: String) -> Bool {
    text.utf8.count > 1 && text.utf8.first == UInt8(ascii: "$")
      && text.utf8.dropFirst().allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
  }

  private static let indicators = Set("-?:,[]{}#&*!|>'\"%@`=".utf8)

  /// Whether a character is written as it is: YAML takes it so, and it neither ends a line nor changes
  /// the order in which others are shown.
  static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
    case 0x09, 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...: true
    default: false
    }
  }

  /// A character as an escape of YAML: of JSON as well, up to U+FFFF.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    let code = String(scalar.value, radix: 16)
    let width = scalar.value > 0xFFFF ? 8 : 4
    return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - code.count) + code
  }

  /// The text in double quotes, with JSON's escapes.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
      default: result += escape(scalar)
      }
    }
    return result + "\""
  }
}

/// A long text as block text: literal where it has line breaks, folded where it has none.
struct BlockText {
  let header: String
  let lines: [String]

  /// - Returns: `nil` for a short text, and for one that block text cannot hold unchanged.
  init?(_ text: String, columns: Int) {
    let hasBreaks = text.utf8.contains(0x0A)
    guard hasBreaks || text.utf8.count > 80,
      text.unicodeScalars.allSatisfy({ $0 == "\n" || PlainText.isPrintable($0) }),
      text.utf8.contains(where: { $0 != 0x0A && $0 != 0x20 })
    else { return nil }
    if hasBreaks {
      var body = text[...]
      var ends = 0
      while body.utf8.last == 0x0A {
        body.unicodeScalars.removeLast()
        ends += 1
      }
      // A line of blanks, or a first line that begins with one, would be taken for indentation.
      let lines = body.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        .map { String(Substring($0)) }
      // By bytes: with a combining mark behind it, a blank is another `Character`, and still a blank.
      guard let first = lines.first, first.utf8.first != 0x20, !first.isEmpty,
        !lines.contains(where: { !$0.isEmpty && $0.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }),
        !lines.contains(where: { $0.utf8.first == 0x09 })
      else { return nil }
      header = ends == 0 ? "|-" : ends == 1 ? "|" : "|+"
      self.lines = lines + Array(repeating: "", count: max(ends - 1, 0))
      return
    }
    guard let lines = Self.folded(text, columns: max(columns, 40)) else { return nil }
    header = ">-"
    self.lines = lines
  }

  /// Lines broken at single blanks between words, which folding turns into blanks again.
  private static func folded(_ text: String, columns: Int) -> [String]? {
    guard text.utf8.first != 0x20, text.utf8.last != 0x20, !text.utf8.contains(0x09) else {
      return nil
    }
    // By bytes: a text of combining marks is one `Character` for every few thousand of them.
    let words = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false).map(
      Substring.init
    )
    // A mark belongs to the blank before it.
    if words.contains(where: { $0.unicodeScalars.first?.properties.isGraphemeExtend ?? false }) {
      return nil
    }
    var lines: [String] = []
    var (line, width) = ("", 0)
    for word in words {
      let count = word.utf8.count > columns * 16 ? word.utf8.count : word.count
      if line.isEmpty {
        (line, width) = (String(word), count)
      } else if width + 1 + count > columns, !word.isEmpty, line.utf8.last != 0x20 {
        lines.append(line)
        (line, width) = (String(word), count)
      } else {
        line += " " + word
        width += 1 + count
      }
    }
    lines.append(line)
    // A line that began with a blank would not be folded.
    return lines.count > 1 && !lines.contains { $0.utf8.first == 0x20 || $0.isEmpty } ? lines : nil
  }
}
