/// The values of fields that hold nothing but credentials, by the names of these fields: what stands under
/// `authorization` is a secret whatever it looks like.
///
/// For keeping them out of what is shown of a file, so the file is looked at as it is written: a
/// profile that cannot be read, a request in JSON and a line that is commented out have them as well.
enum CredentialValues {
  /// Names without signs, in small letters. The first one's value may be in brackets or on lines of its
  /// own; the others are also names of parameters, and these are described there.
  private static let names = [
    "authorization", "authorisation", "apikey", "token", "accesstoken", "authtoken", "password",
    "passwd", "secret",
  ].map { Array($0.utf8) }
  private static let longest = 13

  /// The values, in order; none overlaps another.
  static func find(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while let colon = text[index...].firstIndex(of: UInt8(ascii: ":")) {
      index = colon + 1
      guard let key = key(before: colon, in: text) else { continue }
      let value = Value(behind: colon, of: key, in: text)
      if !value.range.isEmpty { found.append(value.range) }
      index = max(index, value.end)
    }
    return found
  }

  // MARK: Keys

  fileprivate struct Key {
    /// Where it begins, its quote included.
    var start: Int
    /// Whether it is the name of a field whose whole content is a secret.
    var isAuthorization: Bool
  }

  private static func key(before colon: Int, in text: [UInt8]) -> Key? {
    var end = colon
    // The colon of an explicit key stands on a line of its own.
    while end > 0, colon - end < 64, Bytes.isBlank(text[end - 1]) || Bytes.isBreak(text[end - 1]) {
      end -= 1
    }
    let isQuoted = end > 0 && Bytes.isQuote(text[end - 1])
    if isQuoted { end -= 1 }
    // Most keys need not be read: their last letter is none of these names.
    guard end > 0, endsName(text[end - 1]) else { return nil }
    var start = end
    var name: [UInt8] = []
    while start > 0, end - start < 48, isName(text[start - 1]) {
      start -= 1
      if text[start] != UInt8(ascii: "-"), text[start] != UInt8(ascii: "_") {
        name.append(text[start] | 0x20)
      }
    }
    name.reverse()
    guard name.count >= 5 else { return nil }
    let last = Array(name.suffix(longest))
    let isAuthorization = last == names[0] || last == names[1]
    guard isAuthorization || names.contains(name) else { return nil }
    if isQuoted, start > 0, Bytes.isQuote(text[start - 1]) { start -= 1 }
    return beginsEntry(at: start, in: text)
      ? Key(start: start, isAuthorization: isAuthorization) : nil
  }

  /// Whether what stands before a place lets a key begin there: in prose a word stands before it.
  private static func beginsEntry(at start: Int, in text: [UInt8]) -> Bool {
    var index = start
    while index > 0, Bytes.isBlank(text[index - 1]) { index -= 1 }
    guard index > 0 else { return true }
    switch text[index - 1] {
    case 0x0A, 0x0D, UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "#"),
      UInt8(ascii: "-"), UInt8(ascii: "?"):
      return true
    default:
      // An anchor or a tag.
      let word = text[max(0, index - 64)..<index].reversed().prefix {
        !Bytes.isBlank($0) && !Bytes.isBreak($0)
      }
      return word.last == UInt8(ascii: "&") || word.last == UInt8(ascii: "!")
    }
  }

  /// Whether a name may end so; signs in it do not count.
  private static func endsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: lastLetters[Int(byte | 0x20)]
    }
  }

  private static let lastLetters = names.compactMap(\.last).reduce(
    into: [Bool](repeating: false, count: 256)
  ) { $0[Int($1)] = true }

  private static func isName(_ byte: UInt8) -> Bool { SecretShape.Alphabet.urlSafe.holds(byte) }
}

/// What stands behind the colon of one key.
///
/// Each byte is looked at a bounded number of times, whatever the text: a value is passed over as far as
/// it was read.
private struct Value {
  private let text: [UInt8]
  private let key: CredentialValues.Key
  /// Empty where nothing needs to be hidden.
  private(set) var range: Range<Int>
  /// How far the text was read.
  private(set) var end: Int

  init(behind colon: Int, of key: CredentialValues.Key, in text: [UInt8]) {
    self.text = text
    self.key = key
    range = colon..<colon
    end = colon + 1
    skipBlanks(&end)
    // Tags and anchors are no part of it.
    while end < text.count, text[end] == UInt8(ascii: "&") || text[end] == UInt8(ascii: "!") {
      end = next(from: end) { Bytes.isBlank($0) || Bytes.isBreak($0) }
      skipBlanks(&end)
    }
    guard end < text.count else { return }
    let start = end
    switch text[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): end = quotedEnd(start)
    case UInt8(ascii: "{"), UInt8(ascii: "["): readBrackets(start)
    case 0x0A, 0x0D, UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: ">"): readLines(start)
    default: end = isInBrackets ? next(from: start, where: isFlowEnd) : plainEnd(start)
    }
    let value = start..<end
    let isSecret = Bytes.isCollection(text[start]) ? key.isAuthorization && !isSchema(value) : true
    // What a variable stands for is nowhere in the file.
    if isSecret, !text[value].contains(UInt8(ascii: "$")),
      !CredentialPlaceholder.matches(text[value])
    {
      range = value
    }
  }

  private func next(from start: Int, where isEnd: (UInt8) -> Bool) -> Int {
    text[start...].firstIndex(where: isEnd) ?? text.count
  }

  private func skipBlanks(_ index: inout Int) { index = next(from: index) { !Bytes.isBlank($0) } }

  /// A parameter of a tool may have the name, and says what type it has.
  private func isSchema(_ value: Range<Int>) -> Bool {
    text[value].split { !SecretShape.Alphabet.urlSafe.holds($0) }
      .contains { $0.elementsEqual("type".utf8) || $0.elementsEqual("description".utf8) }
  }

  private var isInBrackets: Bool {
    let before = text[..<key.start].last { !Bytes.isBlank($0) && !Bytes.isBreak($0) }
    return before == UInt8(ascii: "{") || before == UInt8(ascii: ",")
      || before == UInt8(ascii: "[")
  }

  private func isFlowEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
      || Bytes.isBreak(byte)
  }

  /// The end of a text without quotes: where a comment begins, else that of its last line.
  private func plainEnd(_ start: Int) -> Int {
    var index = start
    while index < text.count, !Bytes.isBreak(text[index]) {
      if text[index] == UInt8(ascii: "#"), Bytes.isBlank(text[index - 1]) { return index }
      index += 1
    }
    return linesEnd(index)
  }

  private func quotedEnd(_ start: Int) -> Int {
    let quote = text[start]
    var index = start + 1
    while index < text.count {
      if text[index] == quote {
        // Two single quotes stand for one.
        let isDoubled = quote == UInt8(ascii: "'") && text[(index + 1)...].first == quote
        if !isDoubled { return index + 1 }
        index += 2
      } else {
        index += quote == UInt8(ascii: "\"") && text[index] == UInt8(ascii: "\\") ? 2 : 1
      }
    }
    return text.count
  }

  /// A list or a mapping to its last bracket; one that does not end, to the end of its lines.
  private mutating func readBrackets(_ start: Int) {
    var depth = 0
    end = start
    var line: Int?
    repeat {
      switch text[end] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): end = quotedEnd(end) - 1
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case 0x0A, 0x0D:
        let last = line ?? linesEnd(end)
        line = last
        if end >= last { return }
      default: break
      }
      end += 1
    } while end < text.count && depth > 0
  }

  /// The lines below the key.
  private mutating func readLines(_ start: Int) {
    end = linesEnd(next(from: start, where: Bytes.isBreak))
  }

  /// The end of the lines from a line's end on that belong to the key: those that are farther in, and
  /// the items of a list.
  private func linesEnd(_ lineEnd: Int) -> Int {
    let start = text[..<key.start].lastIndex(where: Bytes.isBreak).map { $0 + 1 } ?? 0
    let column = key.start - start
    var last = lineEnd
    var index = lineEnd
    while index < text.count {
      while index < text.count, Bytes.isBreak(text[index]) { index += 1 }
      let start = index
      skipBlanks(&index)
      guard index < text.count else { break }
      if Bytes.isBreak(text[index]) { continue }
      let isItem = index - start == column && text[index] == UInt8(ascii: "-")
      guard index - start > column || isItem else { break }
      index = next(from: index, where: Bytes.isBreak)
      last = index
    }
    return last
  }
}

enum Bytes {
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// Whether a value that begins so is a list or a mapping.
  static func isCollection(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") || isBreak(byte)
      || byte == UInt8(ascii: "#")
  }
}
