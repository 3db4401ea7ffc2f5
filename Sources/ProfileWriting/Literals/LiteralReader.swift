/// Reads literals of JSON, JavaScript and Python, and writes what they say as YAML in flow style, for the
/// composer to read.
///
/// The text is read twice: first to see which language it is, since that decides what the escapes in
/// quotes mean, then to write. What YAML reads in the same way is copied byte for byte, so JSON comes out
/// as it is. Comments are taken out. Every step is a loop, and takes time in proportion to the text.
struct LiteralReader {
  /// What a text says, in flow style.
  struct Text {
    var bytes: [UInt8]
    /// From places in `bytes` to places in the file.
    var map: OffsetMap
    var comments: [SourceComment]
  }

  enum Kind { case mapping, list, parentheses }

  /// A bracket that is still open.
  struct Frame {
    var kind: Kind
    /// Where it stands in the file, and in the output.
    var start: Int
    var made: Int
    var hasComma = false
    var isEmpty = true
  }

  private enum State { case keyOrEnd, colon, value, valueOrEnd, commaOrEnd, end }

  static let depthMax = 100
  static let commentsMax = 1_000_000

  let bytes: [UInt8]
  /// `nil` while the text is read for its signs.
  let language: LiteralLanguage?
  var index = 0
  var signs = LiteralSigns()
  var stack: [Frame] = []
  /// Whether the last value was text without quotes, which may go on in the next line.
  var lastIsBare = false
  /// Whether the last key had no quotes, and where it ended.
  private var keyIsBare = false
  private var keyEnd = 0
  // What `LiteralReader+Output` writes.
  var output: [UInt8] = []
  var copied = 0
  var map = OffsetMap()
  var comments: [SourceComment] = []
  var commentCount = 0
  var isAtLineStart = true

  private init(_ bytes: [UInt8], _ language: LiteralLanguage?) {
    self.bytes = bytes
    self.language = language
    if language != nil { output.reserveCapacity(bytes.count) }
  }

  /// Whether a text is for this reader: its first character that is neither blank nor comment is a
  /// brace or a bracket.
  static func begins(_ bytes: [UInt8]) -> Bool {
    var reader = LiteralReader(bytes, nil)
    guard (try? reader.skipBlanks()) != nil, let byte = reader.byte() else { return false }
    return byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
  }

  static func read(_ bytes: [UInt8]) throws(LiteralFailure) -> Text {
    var scout = LiteralReader(bytes, nil)
    try scout.run()
    guard let language = scout.signs.language else { throw ambiguous(scout.signs, bytes) }
    if let place = scout.signs.pythonName {
      throw LiteralFailure(
        message:
          "`\(String(decoding: bytes[place].prefix(60), as: UTF8.self))` is no literal, and no code runs here",
        help: "write the value itself; if it is a text, put it in quotes",
        range: place
      )
    }
    var reader = LiteralReader(bytes, language)
    try reader.run()
    reader.flush(to: bytes.count)
    return Text(bytes: reader.output, map: reader.map, comments: reader.comments)
  }

  func byte(_ distance: Int = 0) -> UInt8? {
    index + distance < bytes.count ? bytes[index + distance] : nil
  }

  private mutating func run() throws(LiteralFailure) {
    var state = State.value
    while true {
      try skipBlanks()
      guard let byte = byte() else {
        guard state == .end else { throw unclosed() }
        return
      }
      switch state {
      case .end:
        guard byte == UInt8(ascii: ";") else { throw more() }
        signs.isJavaScript = true
        overwrite(with: 0x20)
      case .keyOrEnd where byte == UInt8(ascii: "}"), .valueOrEnd where Self.isCloser(byte):
        try close(byte)
        state = stack.isEmpty ? .end : .commaOrEnd
      case .keyOrEnd:
        state = try readKey(byte) ? .colon : .keyOrEnd
        keyEnd = index
      case .colon:
        guard byte == UInt8(ascii: ":") else { throw expected("`:` after the key") }
        readColon()
        state = .value
      case .value, .valueOrEnd:
        let isWhole = try readValue(byte)
        switch stack.last?.kind {
        case _ where isWhole: state = stack.isEmpty ? .end : .commaOrEnd
        case .mapping where stack.last?.isEmpty == true && lastOpened: state = .keyOrEnd
        case _ where lastOpened: state = .valueOrEnd
        default: state = .value
        }
      case .commaOrEnd:
        if byte == UInt8(ascii: ",") {
          stack[stack.count - 1].hasComma = true
          index += 1
          state = stack[stack.count - 1].kind == .mapping ? .keyOrEnd : .valueOrEnd
        } else if Self.isCloser(byte) {
          try close(byte)
          state = stack.isEmpty ? .end : .commaOrEnd
        } else {
          try readContinuation(byte)
        }
      }
      isAtLineStart = false
    }
  }

  private static func isCloser(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")")
  }

  // MARK: Brackets

  /// Whether `readValue` has just opened a bracket.
  private var lastOpened: Bool { stack.last.map { $0.start == index - 1 } ?? false }

  private mutating func open(_ kind: Kind) throws(LiteralFailure) {
    guard stack.count < Self.depthMax else {
      throw LiteralFailure(
        message: "nesting is more than \(Self.depthMax) levels deep",
        range: index..<index + 1,
        isLimit: true
      )
    }
    if !stack.isEmpty { stack[stack.count - 1].isEmpty = false }
    flush(to: index)
    stack.append(Frame(kind: kind, start: index, made: output.count))
    index += 1
  }

  private mutating func close(_ byte: UInt8) throws(LiteralFailure) {
    let frame = stack[stack.count - 1]
    guard byte == frame.closer else {
      throw expected("`,` or `\(Character(Unicode.Scalar(frame.closer)))`")
    }
    stack.removeLast()
    lastIsBare = false
    guard frame.kind == .parentheses else {
      index += 1
      return
    }
    // Parentheses are only a tuple with a comma, or with nothing in them.
    let isTuple = frame.hasComma || frame.isEmpty
    overwrite(with: isTuple ? UInt8(ascii: "]") : 0x20)
    guard language != nil else { return }
    output[frame.made] = isTuple ? UInt8(ascii: "[") : 0x20
  }

  // MARK: Keys

  /// - Returns: whether the key is whole; else an anchor or a tag of it has been read.
  private mutating func readKey(_ byte: UInt8) throws(LiteralFailure) -> Bool {
    stack[stack.count - 1].isEmpty = false
    keyIsBare = false
    if isString(byte) {
      try readString(isKey: true)
      return true
    }
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: ":"),
      UInt8(ascii: ","), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "?"):
      throw expected("a key")
    case UInt8(ascii: "&"), UInt8(ascii: "!"):
      try readProperty()
      return false
    case UInt8(ascii: "*") where self.byte(1) != UInt8(ascii: "*"):
      try readProperty()
    default:
      keyIsBare = true
      try readBareKey()
    }
    return true
  }

  /// A colon; with a blank behind it where YAML would take it for a part of the key.
  private mutating func readColon() {
    flush(to: index)
    if language != nil {
      // libyaml looks for the colon on the line of the key.
      for place in output.count - (index - keyEnd)..<output.count
      where output[place] == 0x0A || output[place] == 0x0D {
        output[place] = 0x20
      }
    }
    index += 1
    guard keyIsBare, let next = byte(), next > 0x20 else { return }
    // Another language's comment is blank once it is taken out.
    if next == UInt8(ascii: "#") || next == UInt8(ascii: "/") { return }
    signs.isJavaScript = signs.isJavaScript || signs.hasBareKeys
    replace(index..<index, with: [0x20])
  }

  // MARK: Values

  /// - Returns: whether the value is whole; else a bracket has been opened, or an anchor or a tag read.
  private mutating func readValue(_ byte: UInt8) throws(LiteralFailure) -> Bool {
    lastIsBare = false
    if isString(byte) {
      if !stack.isEmpty { stack[stack.count - 1].isEmpty = false }
      try readString(isKey: false)
      return true
    }
    switch byte {
    case UInt8(ascii: "{"):
      try open(.mapping)
      return false
    case UInt8(ascii: "["):
      try open(.list)
      return false
    case UInt8(ascii: "("):
      signs.isPython = true
      try open(.parentheses)
      return false
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"),
      UInt8(ascii: ":"), UInt8(ascii: ";"):
      throw expected("a value")
    case UInt8(ascii: "&"), UInt8(ascii: "!"):
      try readProperty()
      return false
    case UInt8(ascii: "*") where self.byte(1) != UInt8(ascii: "*"):
      try readProperty()
    default: try readBareValue()
    }
    if !stack.isEmpty { stack[stack.count - 1].isEmpty = false }
    return true
  }

  /// What follows a value and is neither a comma nor the end: the next line of a text without quotes.
  private mutating func readContinuation(_ byte: UInt8) throws(LiteralFailure) {
    guard lastIsBare, isAtLineStart, !isString(byte), byte != UInt8(ascii: ":") else {
      let closer = Character(Unicode.Scalar(stack.last?.closer ?? 0))
      var failure = expected("`,` or `\(closer)`")
      if byte == UInt8(ascii: "+") {
        failure.help = "nothing is joined or added up here; write the value itself"
      }
      throw failure
    }
    signs.isYAML = true
    try readBareValue()
  }
}

extension LiteralReader.Frame {
  var closer: UInt8 {
    switch kind {
    case .mapping: UInt8(ascii: "}")
    case .list: UInt8(ascii: "]")
    case .parentheses: UInt8(ascii: ")")
    }
  }
}
