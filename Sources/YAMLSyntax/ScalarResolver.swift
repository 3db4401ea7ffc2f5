/// Decides what a plain scalar is, by the YAML 1.2 core schema (YAML 1.2.2, section 10.3.2) and
/// nothing else: `yes`, `no`, `on` and dates are text, `017` is seventeen, `1:30` is text.
public enum ScalarResolver {
  /// The words of the core schema.
  private static let words: [(word: StaticString, kind: ScalarKind)] = [
    ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null),
    ("true", .bool), ("True", .bool), ("TRUE", .bool),
    ("false", .bool), ("False", .bool), ("FALSE", .bool),
    (".inf", .notFinite), (".Inf", .notFinite), (".INF", .notFinite),
    ("+.inf", .notFinite), ("+.Inf", .notFinite), ("+.INF", .notFinite),
    ("-.inf", .notFinite), ("-.Inf", .notFinite), ("-.INF", .notFinite),
    (".nan", .notFinite), (".NaN", .notFinite), (".NAN", .notFinite),
  ]

  /// What `text`, written plain, stands for.
  public static func kind(of text: ArraySlice<UInt8>) -> ScalarKind { resolve(text) }

  static func kind(of text: UnsafeBufferPointer<UInt8>) -> ScalarKind { unsafe resolve(text[...]) }

  private static func resolve<Text: RandomAccessCollection<UInt8>>(_ text: Text) -> ScalarKind
  where Text.Index == Int, Text.SubSequence == Text {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      return word(text) ?? .string
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      return number(text) ?? word(text) ?? .string
    default:
      return .string
    }
  }

  private static func word(_ text: some RandomAccessCollection<UInt8>) -> ScalarKind? {
    guard text.count <= 5 else { return nil }
    // Most keys that begin like one of the words go on otherwise.
    switch text.dropFirst().first.map({ $0 | 0x20 }) {
    case nil, UInt8(ascii: "u"), UInt8(ascii: "r"), UInt8(ascii: "a"), UInt8(ascii: "i"),
      UInt8(ascii: "n"), UInt8(ascii: "."):
      break
    default: return nil
    }
    for (word, kind) in words where word.utf8CodeUnitCount == text.count {
      if word.withUTF8Buffer({ unsafe text.elementsEqual($0) }) { return kind }
    }
    return nil
  }

  /// `[-+]?[0-9]+`, `0o[0-7]+`, `0x[0-9a-fA-F]+`, or
  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
  private static func number<Text: RandomAccessCollection<UInt8>>(_ text: Text) -> ScalarKind?
  where Text.Index == Int, Text.SubSequence == Text {
    var rest = text
    if rest.count > 2, rest.first == UInt8(ascii: "0") {
      let marker = rest[rest.startIndex + 1]
      let digits = rest.dropFirst(2)
      if marker == UInt8(ascii: "o") { return digits.allSatisfy(isOctal) ? .integer : nil }
      if marker == UInt8(ascii: "x") { return digits.allSatisfy(isHex) ? .integer : nil }
    }
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      rest.removeFirst()
    }
    let whole = rest.prefix(while: isDigit)
    rest = rest[whole.endIndex...]
    if rest.isEmpty { return whole.isEmpty ? nil : .integer }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      let fraction = rest.prefix(while: isDigit)
      rest = rest[fraction.endIndex...]
      if whole.isEmpty && fraction.isEmpty { return nil }
    } else if whole.isEmpty {
      return nil
    }
    guard let letter = rest.first else { return .float }
    guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") else { return nil }
    rest.removeFirst()
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      rest.removeFirst()
    }
    return !rest.isEmpty && rest.allSatisfy(isDigit) ? .float : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private static func isOctal(_ byte: UInt8) -> Bool { byte &- 0x30 < 8 }
  private static func isHex(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }

  /// What a YAML 1.1 reader makes of a plain scalar that is text or another number in YAML 1.2, as a
  /// phrase for a help line; `nil` where the two agree.
  public static func yaml11Reading(of text: String) -> String? {
    // Texts may be long, and are compared as people read them.
    switch text.utf8.count <= 3 ? text : "" {
    case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON": return "the boolean true"
    case "n", "N", "no", "No", "NO", "off", "Off", "OFF": return "the boolean false"
    default: break
    }
    let bytes = Array(text.utf8)
    guard let first = bytes.first, first < 0x3A else { return nil }
    let digits = bytes.first == UInt8(ascii: "-") ? bytes.dropFirst() : bytes[...]
    if digits.count > 1, digits.first == UInt8(ascii: "0"), digits.allSatisfy(isOctal) {
      return "an octal number"
    }
    let parts = digits.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    if parts.count > 1, parts.allSatisfy({ !$0.isEmpty && $0.count <= 2 && $0.allSatisfy(isDigit) })
    {
      return "a number in base 60"
    }
    if digits.contains(UInt8(ascii: "_")),
      digits.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") })
    {
      return "a number with separators"
    }
    let date = bytes.prefix(10).split(separator: UInt8(ascii: "-"))
    if date.count == 3, date[0].count == 4, date.allSatisfy({ $0.allSatisfy(isDigit) }) {
      return "a date"
    }
    return nil
  }
}
