// What is around a cursor in text that cannot be read as it is.

/// What the line of the cursor may be meant to become, the likeliest first.
struct Candidates {
  var lines: [[UInt8]] = []

  init(_ bytes: [UInt8], _ word: CursorWord, _ brackets: OpenBrackets) {
    let before = Array(bytes[word.line.lowerBound..<word.range.lowerBound])
    let rest = Array(bytes[word.range.upperBound..<word.line.upperBound])
    let marker = MarkedText.marker
    func add(_ word: [UInt8], _ rest: [UInt8]) {
      let line = before + word + rest
      if !lines.contains(line) { lines.append(line) }
    }
    let isFirst = before.allSatisfy {
      $0 == 0x20 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "?")
    }
    let follows = rest.first { $0 != 0x20 }
    let key = marker + Array(":".utf8)
    let open = brackets.closing
    if isFirst {
      if follows == UInt8(ascii: ":") { add(marker, rest) }
      add(key, [])
      add(marker, [])
    } else if open.isEmpty {
      add(marker, [])
      add(key, [])
    }
    let entry = marker + Array(": 0".utf8)
    let comma = Array(",".utf8)
    add(marker, rest)
    add(entry, rest)
    add(entry + comma, rest)
    add(marker + comma, rest)
    if !open.isEmpty {
      add(marker, open)
      add(entry, open)
    }
  }
}

/// The brackets that are open at the end of a text; quotes and comments are passed over.
struct OpenBrackets {
  /// What closes them, the innermost first.
  private(set) var closing: [UInt8] = []
  /// Where they stand, the outermost first.
  private(set) var places: [Int] = []

  init(_ text: ArraySlice<UInt8>) {
    var quote: UInt8?
    var last: UInt8 = 0x0A
    var isComment = false
    var isEscaped = false
    for (index, byte) in zip(text.indices, text) {
      defer { last = byte }
      if byte == 0x0A { isComment = false }
      if isComment { continue }
      if let open = quote {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\"") {
          isEscaped = true
        } else if byte == open {
          quote = nil
        }
        continue
      }
      let startsWord =
        last <= 0x20 || last == UInt8(ascii: "[") || last == UInt8(ascii: "{")
        || last == UInt8(ascii: ",") || last == UInt8(ascii: ":")
      switch byte {
      case UInt8(ascii: "#") where last <= 0x20: isComment = true
      case UInt8(ascii: "\"") where startsWord, UInt8(ascii: "'") where startsWord: quote = byte
      case UInt8(ascii: "[") where startsWord, UInt8(ascii: "{") where startsWord:
        closing.append(byte + 2)
        places.append(index)
      case UInt8(ascii: "]") where !closing.isEmpty, UInt8(ascii: "}") where !closing.isEmpty:
        closing.removeLast()
        places.removeLast()
      default: break
      }
    }
    closing.reverse()
  }
}

/// The keys that a line is below, by the indentation alone: always an answer, whatever else a text holds.
enum Ancestors {
  /// A text of the nearest line that is less far in, of the nearest before that, and so on.
  static func lines(above line: [UInt8], _ text: [UInt8]) -> [UInt8] {
    var indent = line.prefix { $0 == 0x20 }.count
    // An item may stand as far in as the key of its list.
    var mayBeEqual = line.dropFirst(indent).first == UInt8(ascii: "-")
    var found: [[UInt8]] = []
    var end = text.count
    while end > 0, indent > 0 || mayBeEqual {
      let start = text[..<(end - 1)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      defer { end = start }
      let own = text[start..<end].prefix { $0 == 0x20 }.count
      let content = text[(start + own)..<end].prefix { $0 != 0x0A && $0 != 0x0D }
      guard let first = content.first, first != UInt8(ascii: "#"),
        own < indent || mayBeEqual && own == indent && first != UInt8(ascii: "-")
      else { continue }
      let isItem = content.starts(with: Array("- ".utf8))
      guard let colon = content.firstIndex(of: UInt8(ascii: ":")) else { continue }
      found.append(Array(text[start...colon]) + [0x0A])
      (indent, mayBeEqual) = (own, isItem)
    }
    return found.reversed().flatMap(\.self)
  }
}
