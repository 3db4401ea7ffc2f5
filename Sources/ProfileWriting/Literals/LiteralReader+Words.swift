internal import YAMLSyntax

/// What stands without quotes: numbers, words of the languages, names, and YAML's plain text.
extension LiteralReader {
  /// An anchor, a tag or an alias, which only YAML has.
  mutating func readProperty() throws(LiteralFailure) {
    let start = index
    signs.yamlPlace = signs.yamlPlace ?? start
    let stops = Set(",[]{}".utf8)
    while let byte = byte(), byte > 0x20, index == start || !stops.contains(byte) { index += 1 }
  }

  mutating func readBareKey() throws(LiteralFailure) {
    let range = try skipPlain(isKey: true)
    let text = bytes[range]
    if text.starts(with: "...".utf8) || text.starts(with: "**".utf8) {
      throw LiteralFailure(
        message: "`\(String(decoding: text.prefix(60), as: UTF8.self))` takes in another object",
        help: "write out what is in it",
        range: range
      )
    }
    if text.elementsEqual("<<".utf8) { signs.yamlPlace = signs.yamlPlace ?? range.lowerBound }
    if ScalarResolver.kind(of: text) == .string, !text.elementsEqual("None".utf8) {
      signs.hasBareKeys = true
    }
  }

  mutating func readBareValue() throws(LiteralFailure) {
    let range = try skipPlain(isKey: false)
    let text = bytes[range]
    switch String(decoding: text.prefix(12), as: UTF8.self) {
    case "None":
      signs.isPython = true
      replace(range, with: Array("null".utf8))
    case "True", "False":
      signs.hasCapitalWords = true
      replace(range, with: Array(text.first == UInt8(ascii: "T") ? "true".utf8 : "false".utf8))
    case "null", "true", "false": signs.hasSmallWords = true
    case "undefined":
      throw LiteralFailure(
        message: "`undefined` is no value",
        help: "leave the field out, or write `null`",
        range: range
      )
    case "NaN", "Infinity", "-Infinity", "+Infinity":
      throw LiteralFailure(
        message: "`\(String(decoding: text, as: UTF8.self))` is a number that no request can hold",
        range: range
      )
    default: try checkBareText(text)
    }
  }

  private mutating func checkBareText(_ text: ArraySlice<UInt8>) throws(LiteralFailure) {
    guard ScalarResolver.kind(of: text) == .string else { return }
    if !signs.isYAML, let failure = Self.failure(of: text) { throw failure }
    let isNumber = Self.isNumberLike(text)
    if isNumber, language == .python || language == .javaScript {
      throw LiteralFailure(
        message: "`\(String(decoding: text.prefix(60), as: UTF8.self))` is no number in JSON",
        help: "write it in digits alone",
        range: text.indices
      )
    }
    lastIsBare = true
    if isNumber { return }
    signs.barePlace = signs.barePlace ?? text.indices
    if !Self.pythonWords.contains(where: { text.elementsEqual($0.utf8) }) {
      signs.hasBareValues = true
    }
  }

  /// Why a text without quotes is no text in any language: it stands for what is somewhere else.
  private static func failure(of text: ArraySlice<UInt8>) -> LiteralFailure? {
    let (what, value): (String, String)
    if environments.contains(where: { text.starts(with: $0.utf8) }) {
      (what, value) = ("is read where the code runs", "write the value itself")
    } else if text.elementsEqual("...".utf8) || text.elementsEqual("…".utf8) {
      (what, value) = ("stands for what was left out", "write that out")
    } else if text.starts(with: "...".utf8), isWordByte(text[text.startIndex + 3]) {
      (what, value) = ("takes in another list", "write out what is in it")
    } else if isShownObject(text) {
      (what, value) = ("is how Python shows an object, and not its value", "write the value itself")
    } else {
      return nil
    }
    return LiteralFailure(
      message: "`\(String(decoding: text.prefix(60), as: UTF8.self))` \(what)",
      help: "\(value); if it is a text, put it in quotes",
      range: text.indices
    )
  }

  /// Whether a text is what Python prints for an object that has no literal: `<Voice.alloy>`,
  /// `<object at 0x7f…>`, `<class 'str'>`.
  private static func isShownObject(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count > 2, text.first == UInt8(ascii: "<"), text.last == UInt8(ascii: ">") else {
      return false
    }
    let inside = text.dropFirst().dropLast()
    if inside.starts(with: "class '".utf8) { return true }
    let end = inside.lastIndex(of: 0x20) ?? inside.startIndex
    if inside[end...].starts(with: " 0x".utf8), inside[..<end].suffix(3).elementsEqual(" at".utf8) {
      return true
    }
    let dot = UInt8(ascii: ".")
    return inside.contains(dot) && inside.first != dot && inside.last != dot
      && inside.allSatisfy { $0 == dot || isWordByte($0) }
  }

  /// Names of Python's values that no literal of the other languages has.
  private static let pythonWords = ["nan", "inf", "-inf", "Ellipsis", "NotImplemented"]

  private static let environments = ["process.env.", "import.meta.", "os.environ", "Deno.env"]

  /// Whether a word begins with a digit and has nothing but digits, letters and `_`: `1_000`, `10n`.
  private static func isNumberLike(_ text: ArraySlice<UInt8>) -> Bool {
    let sign = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
    let rest = sign ? text.dropFirst() : text
    guard let first = rest.first, first &- 0x30 < 10 else { return false }
    return rest.allSatisfy(isWordByte)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "$")
  }

  /// Moves to where a text without quotes ends on its line.
  ///
  /// - Returns: the text, without the blanks behind it; never empty.
  private mutating func skipPlain(isKey: Bool) throws(LiteralFailure) -> Range<Int> {
    let start = index
    var isName = true
    var isNameOver = false
    var parentheses = 0
    var hasParentheses = false
    scan: while let byte = byte() {
      switch byte {
      case 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
        UInt8(ascii: "}"):
        break scan
      case UInt8(ascii: ":"):
        let next = self.byte(1) ?? 0x20
        if next <= 0x20 || [0x2C, 0x5B, 0x5D, 0x7B, 0x7D].contains(next) { break scan }
        // `{voice:"alloy"}`, as JavaScript has it; but not `https://`.
        if isKey, isName, index > start, next != UInt8(ascii: "/") { break scan }
      case UInt8(ascii: "#"):
        if isBlank(index - 1) || isLiteral(start..<index) { break scan }
      case UInt8(ascii: "/") where self.byte(1) == byte || self.byte(1) == UInt8(ascii: "*"):
        if isBlank(index - 1) || isLiteral(start..<index) { break scan }
      case UInt8(ascii: "("):
        if !hasParentheses { try checkCall(start) }
        hasParentheses = true
        parentheses += 1
      case UInt8(ascii: ")"):
        if parentheses == 0, stack.last?.kind == .parentheses { break scan }
        parentheses -= 1
      default: break
      }
      if byte == 0x20 || byte == 0x09 {
        isNameOver = true
      } else {
        isName = isName && !isNameOver && Self.isWordByte(byte)
      }
      index += 1
    }
    var end = index
    while end > start, isBlank(end - 1) { end -= 1 }
    guard end > start else { throw expected(isKey ? "a key" : "a value") }
    return start..<end
  }

  /// Whether a comment may follow without a blank, as it may not in a name or in plain text.
  private func isLiteral(_ range: Range<Int>) -> Bool {
    let text = bytes[range]
    guard !text.isEmpty, text.count < 400 else { return false }
    return ScalarResolver.kind(of: text) != .string || text.elementsEqual("None".utf8)
  }

  private func isBlank(_ index: Int) -> Bool {
    index >= 0 && (bytes[index] == 0x20 || bytes[index] == 0x09)
  }

  /// A call of a function, as it begins a value: `dict(`, `new Date(`.
  private func checkCall(_ start: Int) throws(LiteralFailure) {
    var name = bytes[start..<index]
    for word in ["new ", "await "] where name.starts(with: word.utf8) {
      name = name.dropFirst(word.utf8.count)
    }
    guard !name.isEmpty, name.allSatisfy({ Self.isWordByte($0) || $0 == UInt8(ascii: ".") }) else {
      return
    }
    throw LiteralFailure(
      message:
        "`\(String(decoding: name.prefix(60), as: UTF8.self))(` is a call, and no code runs here",
      help: "write what it gives",
      range: start..<index + 1
    )
  }
}
