/// Why a literal cannot be read, and where in the file.
struct LiteralFailure: Error {
  /// What was expected, or what stands there.
  var message: String
  var help: String?
  var range: Range<Int>
  /// Whether it is a bound of this program that was passed, and no mistake of the text.
  var isLimit = false
}

extension LiteralReader {
  static func ambiguous(_ signs: LiteralSigns, _ bytes: [UInt8]) -> LiteralFailure {
    if let place = signs.yamlPlace {
      let name = signs.isPython ? "Python" : "JavaScript"
      return LiteralFailure(
        message: "anchors, aliases, tags and `<<` are YAML's, and other parts of this are \(name)",
        help: "write all of it in one language",
        range: place..<place + 1
      )
    }
    if signs.escapeInSingleQuotes == nil, let place = signs.escapeOfYAML {
      return LiteralFailure(
        message: "this escape stands for a character in YAML, and for its letter in JavaScript",
        help: "write the character itself, or its `\\u` escape",
        range: place..<min(place + 2, bytes.count)
      )
    }
    let place = signs.escapeInSingleQuotes ?? 0
    return LiteralFailure(
      message:
        "a backslash in single quotes is one in YAML, and an escape in JavaScript and Python",
      help: "use double quotes, where all of them take it for an escape",
      range: place..<min(place + 2, bytes.count)
    )
  }

  func expected(_ what: String) -> LiteralFailure {
    var end = min(index + 1, bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    let found = String(decoding: bytes[index..<end], as: UTF8.self)
    return LiteralFailure(message: "expected \(what), and found `\(found)`", range: index..<end)
  }

  func unclosed() -> LiteralFailure {
    guard let frame = stack.last else {
      return LiteralFailure(message: "expected a value", range: index..<index)
    }
    let bracket = Character(Unicode.Scalar(bytes[frame.start]))
    return LiteralFailure(
      message: "the `\(bracket)` is never closed",
      range: frame.start..<frame.start + 1
    )
  }

  func more() -> LiteralFailure {
    var failure = expected("the end of the text")
    failure.help = "one file holds one body; put each into a file of its own"
    return failure
  }
}
