/// Texts in quotes.
extension LiteralReader {
  /// A quoted part of a text: Python joins neighbours.
  private struct Part {
    var body: Range<Int>
    var end: Int
    var isRaw = false
    /// Whether YAML knows this kind of quotes, without a prefix.
    var isPlain = true
  }

  /// Whether a text in quotes begins at a byte of the file, with a prefix or without.
  func isString(_ byte: UInt8) -> Bool { isQuote(byte) || prefixLength(at: index) > 0 }

  private func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  /// The letters before a quote that say how Python reads it: one or two.
  private func prefixLength(at start: Int) -> Int {
    for length in 0...2 {
      guard start + length < bytes.count else { return 0 }
      let byte = bytes[start + length]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return length }
      guard "rubft".utf8.contains(byte | 0x20), byte >= 0x41 else { return 0 }
    }
    return 0
  }

  mutating func readString(isKey: Bool) throws(LiteralFailure) {
    let start = index
    flush(to: start)
    let anchor = output.count
    var parts = [try readPart()]
    while let next = try nextNeighbour(isKey: isKey) {
      // Comments between the parts come before the whole text.
      while index < next {
        if let end = try commentEnd(at: index) {
          try takeComment(to: end, anchor: anchor)
        } else {
          index += 1
        }
      }
      parts.append(try readPart())
    }
    guard let language, let last = parts.last else { return }
    if parts.count == 1, last.isPlain, language.hasYAMLQuotes { return }
    var text = [UInt8(ascii: "\"")]
    for part in parts {
      try LiteralEscapes.append(bytes[part.body], of: language, isRaw: part.isRaw, to: &text)
    }
    text.append(UInt8(ascii: "\""))
    replace(start..<last.end, with: text)
  }

  /// Where the next part of a text begins, that Python joins with the one just read.
  private mutating func nextNeighbour(isKey: Bool) throws(LiteralFailure) -> Int? {
    let isDoubled = byte() == UInt8(ascii: "'") && bytes[index - 1] == UInt8(ascii: "'")
    if isKey { return nil }
    var next = index
    while next < bytes.count {
      if [0x20, 0x09, 0x0A, 0x0D].contains(bytes[next]) {
        next += 1
      } else if let end = try commentEnd(at: next) {
        next = end
      } else {
        break
      }
    }
    guard next < bytes.count, bytes[next] != UInt8(ascii: "`"),
      isQuote(bytes[next]) || prefixLength(at: next) > 0
    else { return nil }
    if !isDoubled, stack.last?.kind == .mapping { signs.hasNeighbours = true }
    return language == nil || language == .python ? next : nil
  }

  private mutating func readPart() throws(LiteralFailure) -> Part {
    let start = index
    let length = prefixLength(at: start)
    let prefix = bytes[start..<start + length].map { $0 | 0x20 }
    index += length
    let quote = bytes[index]
    if length > 0 {
      signs.isPython = true
      try check(prefix, start..<index + 1)
    }
    let isRaw = prefix.contains(UInt8(ascii: "r"))
    if quote == UInt8(ascii: "`") { return try readTemplate() }
    let isTriple =
      byte(1) == quote && byte(2) == quote && language?.hasYAMLQuotes != true
      && signs.yamlPlace == nil
    if isTriple { signs.isPython = true }
    if quote == UInt8(ascii: "'"), length == 0 { signs.hasSingleQuotes = true }
    let width = isTriple ? 3 : 1
    index += width
    let body = index
    try skipBody(quote, width, isRaw: isRaw, from: start)
    return Part(
      body: body..<index - width,
      end: index,
      isRaw: isRaw,
      isPlain: length == 0 && !isTriple
    )
  }

  private func check(_ prefix: [UInt8], _ range: Range<Int>) throws(LiteralFailure) {
    for (letter, message) in [
      (UInt8(ascii: "f"), "an f-string is filled in by Python, which does not run here"),
      (UInt8(ascii: "t"), "a template string is filled in by Python, which does not run here"),
      (UInt8(ascii: "b"), "bytes are no text"),
    ] where prefix.contains(letter) {
      throw LiteralFailure(message: message, help: "write the text itself", range: range)
    }
  }

  /// Moves behind the quotes that close a text.
  private mutating func skipBody(
    _ quote: UInt8,
    _ width: Int,
    isRaw: Bool,
    from start: Int
  ) throws(LiteralFailure) {
    let isYAMLSingle = quote == UInt8(ascii: "'") && language?.hasYAMLQuotes == true
    // What Python takes for two texts in a row has the same end.
    let isScouting = quote == UInt8(ascii: "'") && width == 1 && language == nil
    while let byte = byte() {
      if byte == UInt8(ascii: "\\"), !isYAMLSingle {
        if !isRaw { try noteEscape(in: quote) }
        // A line end of two bytes is one.
        index += self.byte(1) == 0x0D && self.byte(2) == 0x0A ? 3 : 2
        continue
      }
      if byte == quote, width == 1 || self.byte(1) == quote && self.byte(2) == quote {
        index += width
        guard self.byte() == quote, isYAMLSingle || isScouting else { return }
        signs.hasDoubledQuotes = true
      } else if width == 1, byte == 0x0A || byte == 0x0D {
        signs.isYAML = true
        guard language?.hasYAMLQuotes ?? true else { break }
      }
      index += 1
    }
    index = min(index, bytes.count)
    throw LiteralFailure(
      message: byte() == nil
        ? "the quote is never closed" : "the quote is not closed on its line",
      help: byte() == nil ? nil : "write a line break as `\\n`",
      range: start..<start + 1
    )
  }

  private mutating func noteEscape(in quote: UInt8) throws(LiteralFailure) {
    guard quote == UInt8(ascii: "\"") else {
      signs.escapeInSingleQuotes = signs.escapeInSingleQuotes ?? index
      return
    }
    guard let letter = byte(1), !Self.escapes.contains(letter) else {
      if let letter = byte(1), "aeN_LPU".utf8.contains(letter) {
        signs.escapeOfYAML = signs.escapeOfYAML ?? index
      }
      return
    }
    signs.hasForeignEscapes = true
    guard let language, language.hasYAMLQuotes else { return }
    let name = String(decoding: [letter], as: UTF8.self)
    throw LiteralFailure(
      message: "`\\\(name)` is no escape in \(language.name)",
      help: "a backslash itself is written `\\\\`",
      range: index..<min(index + 2, bytes.count)
    )
  }

  /// What YAML takes behind a backslash, JSON's escapes among them.
  private static let escapes = Set("0abtnvfre \"/\\N_LPxuU\t\n\r".utf8)

  private mutating func readTemplate() throws(LiteralFailure) -> Part {
    let start = index
    signs.isJavaScript = true
    index += 1
    while let byte = byte() {
      switch byte {
      case UInt8(ascii: "`"):
        index += 1
        return Part(body: start + 1..<index - 1, end: index, isPlain: false)
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "$") where self.byte(1) == UInt8(ascii: "{"):
        throw LiteralFailure(
          message: "`${` is filled in by JavaScript, which does not run here",
          help: "write the text itself",
          range: index..<index + 2
        )
      default: index += 1
      }
    }
    index = min(index, bytes.count)
    throw LiteralFailure(message: "the quote is never closed", range: start..<start + 1)
  }
}
