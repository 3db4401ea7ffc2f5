/// A flat profile, or something that looks like one, in any style that people write: comments everywhere,
/// unknown fields, values without a counterpart, anchors, tags, events, CR LF.
///
/// Every comment and every value holds a word that stands nowhere else, so that a test can tell what a
/// rewriting has lost. The same seed gives the same text.
public struct RandomProfile {
  /// Numbers of which each follows from the one before (Knuth's MMIX generator).
  public struct Numbers: RandomNumberGenerator {
    private var state: UInt64

    public init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    public mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 32 | state << 32
    }
  }

  public private(set) var text = ""
  /// The words of the comments, and those of the values and unknown keys.
  public private(set) var comments: [String] = []
  public private(set) var words: [String] = []
  private var numbers: Numbers
  private var count = 0
  private var hasAnchor = false

  public init(seed: UInt64) {
    numbers = Numbers(seed: seed)
    if chance(5) { text += "\u{FEFF}" }
    switch pick(6) {
    case 0: writeFlow(isJSON: true)
    case 1: writeFlow(isJSON: false)
    default: writeBlock()
    }
    if chance(4) { text = text.replacing("\n", with: "\r\n") }
    if chance(6), text.hasSuffix("\n") {
      text.unicodeScalars.removeLast(text.hasSuffix("\r\n") ? 2 : 1)
    }
  }

  private mutating func pick(_ count: Int) -> Int { Int(numbers.next() % UInt64(count)) }

  /// True once in so many times.
  private mutating func chance(_ count: Int) -> Bool { pick(count) == 0 }

  private mutating func word() -> String {
    count += 1
    let word = "w\(count)w"
    words.append(word)
    return word
  }

  private mutating func comment() -> String {
    count += 1
    let word = "c\(count)c"
    comments.append(word)
    return "# \(word)" + (chance(5) ? " # and more: \"x\" {y}" : "")
  }

  // MARK: Block style

  private mutating func writeBlock() {
    if chance(3) { text += comment() + "\n" }
    if chance(3) { text += "\n" }
    if chance(8) { text += "---\n" }
    var indent = ""
    if chance(4) {
      let kinds = ["session.update", "transcription_session.update", "response.create"]
      text += "type: \(kinds[pick(3)])\(trailing())\n"
      if chance(2) { text += "event_id: \(word())\n" }
      text += "session:\(trailing())\n"
      indent = "  "
    }
    var names = Self.fields.indices.map { Self.fields[$0].name }.filter { _ in chance(3) }
    if names.isEmpty { names = ["voice"] }
    for name in names {
      if chance(4) { text += indent + comment() + "\n" }
      if chance(8) { text += "\n" }
      let field = Self.fields.first { $0.name == name }
      writeBlock(name, field?.values ?? [], indent)
    }
    while chance(3) {
      let name = chance(3) ? "x-\(word())" : "k\(word())"
      writeBlock(name, [], indent)
    }
    if chance(3) { text += comment() + "\n" }
  }

  private mutating func writeBlock(_ name: String, _ values: [String], _ indent: String) {
    let name = chance(8) ? "\"\(name)\"" : name
    var head = indent + name + ":"
    if chance(12) { head += " !!str" }
    if chance(10), !hasAnchor {
      hasAnchor = true
      head += " &a"
    } else if chance(15), hasAnchor {
      text += head + " *a" + trailing() + "\n"
      return
    }
    if !values.isEmpty, !chance(6) {
      text += head + " " + values[pick(values.count)] + trailing() + "\n"
      return
    }
    switch pick(6) {
    case 0:
      text += head + " |" + trailing() + "\n"
      text += indent + "  \(word()) # no comment\n\n" + indent + "   \(word())\n"
    case 1:
      text += head + trailing() + "\n"
      for _ in 0...pick(3) {
        if chance(4) { text += indent + "  " + comment() + "\n" }
        text += indent + "  k\(word()): \(word())" + trailing() + "\n"
      }
    case 2:
      text += head + trailing() + "\n"
      for _ in 0...pick(3) { text += indent + "- \(word())" + trailing() + "\n" }
    case 3: text += head + " {k: \(word()), l: [\(word())]}" + trailing() + "\n"
    case 4: text += head + " '\(word()) it''s'" + trailing() + "\n"
    default: text += head + " \"\(word())\\n\"" + trailing() + "\n"
    }
  }

  private mutating func trailing() -> String { chance(4) ? "  " + comment() : "" }

  // MARK: Flow style

  private mutating func writeFlow(isJSON: Bool) {
    let isLined = chance(2)
    let hasComments = isLined && !isJSON
    let (open, close) = isLined ? ("{\n  ", "\n}") : ("{", "}")
    var entries: [String] = []
    for field in Self.fields where chance(3) {
      let values = field.values.filter { !$0.contains("\n") && !(isJSON && $0.contains("'")) }
      let value = values.isEmpty || chance(8) ? "\"\(word())\"" : values[pick(values.count)]
      entries.append(entry(field.name, value, isJSON))
    }
    if chance(3) { entries.append(entry("k\(word())", "[\"\(word())\"]", isJSON)) }
    if chance(4) { entries.append(entry("x-\(word())", "1", isJSON)) }
    var body = ""
    for (index, entry) in entries.enumerated() {
      if hasComments, chance(4) { body += comment() + "\n  " }
      body += entry + (index == entries.count - 1 ? "" : ",")
      if hasComments, chance(4) { body += " " + comment() }
      if index < entries.count - 1 { body += isLined ? "\n  " : " " }
    }
    if hasComments, chance(4) { body += "\n  " + comment() }
    let session = open + body + close
    guard chance(4) else {
      text += session + "\n"
      return
    }
    let inner = session.replacing("\n", with: "\n  ")
    text += open + entry("type", "session.update", isJSON) + (isLined ? ",\n  " : ", ")
    text += entry("session", inner, isJSON, isText: false) + close + "\n"
  }

  private func entry(
    _ name: String,
    _ value: String,
    _ isJSON: Bool,
    isText: Bool = true
  ) -> String {
    guard isJSON else { return "\(name): \(value)" }
    return "\"\(name)\": \(isText ? Self.asJSON(value) : value)"
  }

  /// A short flow value of the table with the quotes of JSON.
  private static func asJSON(_ value: String) -> String {
    if value.hasPrefix("\"") || value.first.map({ $0.isNumber }) ?? false { return value }
    var result = ""
    var word = ""
    for character in value + " " {
      if character.isLetter || character.isNumber || "_-.".contains(character) {
        word.append(character)
        continue
      }
      let isPlain = ["true", "false", "null"].contains(word) || Double(word) != nil
      if !word.isEmpty { result += isPlain || word.hasPrefix("\"") ? word : "\"\(word)\"" }
      word = ""
      result.append(character)
    }
    return String(result.dropLast())
  }

  private static let fields: [(name: String, values: [String])] = [
    ("model", ["gpt-4o-realtime-preview"]), ("instructions", []),
    (
      "modalities",
      ["[text, audio]", "[text]", "[audio]", "[audio,\n  text]", "\n  - text\n  - audio"]
    ),
    ("voice", ["alloy", "'sage'", "ash"]), ("speed", ["1.1", "1"]),
    ("input_audio_format", ["pcm16", "g711_ulaw", "pcm"]),
    ("output_audio_format", ["g711_alaw", "\"pcm16\"", "opus"]),
    (
      "input_audio_transcription",
      ["{model: whisper-1}", "null", "{model: whisper-1, language: no}"]
    ),
    ("input_audio_noise_reduction", ["{type: near_field}", "null"]),
    (
      "turn_detection",
      [
        "{type: semantic_vad, eagerness: low}", "{threshold: 0.5}", "null", "{}",
        "{type: server_vad, silence_duration_ms: 500}",
      ]
    ),
    ("tools", ["[]", "[{type: function, name: f}]"]), ("tool_choice", ["auto", "none"]),
    ("temperature", ["0.8", "0.80"]), ("max_response_output_tokens", ["inf", "800"]),
    ("tracing", ["auto", "null"]),
    ("client_secret", ["{expires_after: {anchor: created_at, seconds: 60}}", "{value: 1}"]),
    ("include", ["[item.input_audio_transcription.logprobs]"]),
    ("max_output_tokens", ["5"]), ("voise", ["alloy"]),
  ]
}
