/// A generator with a seed: the same documents in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}

/// A body or event, written at random in one of the languages that are imported.
struct RandomDocument {
  struct Member {
    var key: String
    var value: Value
    init(_ key: String, _ value: Value) { (self.key, self.value) = (key, value) }
  }

  enum Value {
    case text(String)
    /// A number or a word, as it is written everywhere.
    case plain(String)
    case null
    case list([Value])
    case map([Member])
  }

  enum Style: CaseIterable { case json, commentedJSON, javaScript, python, yamlFlow, yamlBlock }

  let style: Style
  var generator: SeededGenerator
  var text = ""
  /// The session, whose texts must all be in the profile; `expires_after` beside it, if any.
  var session = Value.null
  var beside: [Member] = []
  /// Whether the envelope has what the profile leaves out.
  var hasMessageName = false
  var isAnswer = false
  /// A word of each comment.
  var comments: [String] = []
  var newline = "\n"
  private var keyCount = 0
  /// Anchors of YAML, with what they stand for.
  var anchors: [(name: String, value: Value)] = []

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    style = Style.allCases[Int(seed % UInt64(Style.allCases.count))]
    if chance(5) { newline = "\r\n" }
    session = randomSession()
    text = written(envelope(session))
    if chance(8) { text = "\u{FEFF}" + text }
  }

  mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
  mutating func pick<T>(_ values: [T]) -> T {
    values[Int.random(in: 0..<values.count, using: &generator)]
  }

  // MARK: What it says

  private mutating func randomSession() -> Value {
    var members: [Member] = []
    if chance(2) {
      members = [
        Member("voice", .text("alloy")), Member("instructions", .text(randomText())),
        Member("modalities", .list([.text("text"), .text("audio")])),
        Member("temperature", .plain(pick(["0.8", "0.80", "1", "8e-1", "1.10000000000000001"]))),
        Member(
          "turn_detection",
          pick([
            .null, .map([Member("type", .text("server_vad")), Member("threshold", .plain("0.5"))]),
          ])
        ),
      ]
    } else {
      members = [
        Member("type", .text("realtime")), Member("model", .text("gpt-realtime-2.1")),
        Member(
          "audio",
          .map([
            Member(
              "output",
              .map([Member("voice", .text("marin")), Member("speed", .plain("1.0"))])
            )
          ])
        ),
        Member("instructions", .text(randomText())), Member("tracing", .null),
      ]
    }
    if chance(2) { members.append(Member("tools", .list([tool(), tool()]))) }
    if chance(3) { members.append(Member(key(), randomValue(3))) }
    if chance(3) { members.append(Member("x-" + key(), randomValue(3))) }
    return .map(members.shuffled(using: &generator))
  }

  private mutating func tool() -> Value {
    let properties = Value.map([
      Member(
        key(),
        .map([Member("type", .text("string")), Member("description", .text(randomText()))])
      )
    ])
    return .map([
      Member("type", .text("function")), Member("name", .text(key())),
      Member("description", .text(randomText())),
      Member(
        "parameters",
        .map([Member("type", .text("object")), Member("properties", properties)])
      ),
    ])
  }

  private mutating func key() -> String {
    keyCount += 1
    return pick(["k", "key_", "k", "k-é", "k #", "k: ", "'k'", "k\"", "k\\", "k\u{202E}"])
      + "\(keyCount)"
  }

  private mutating func randomText() -> String {
    keyCount += 1
    let part = [
      "plain", "it's", "say \"hi\"", "a\\nb", "\n", "\t", "é😀", "\u{202E}", "\u{2066}", "\u{2028}",
      "\u{85}", "\u{1}", "# no", " // no", "/* no */", ": ", "- ", "{", "}", "''", "None",
      "undefined",
      "\u{200D}", " ", "\\", "`", "${x", "\u{FEFF}", "\r\n",
      "word word word word word word word word",
    ]
    return "t\(keyCount)"
      + (0..<Int.random(in: 0..<6, using: &generator)).map { _ in pick(part) }.joined()
  }

  private mutating func randomValue(_ depth: Int) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
    case 0: return .null
    case 1:
      return .plain(pick(["true", "false", "0", "-1.50", "1e999", "12345678901234567890", "1E+2"]))
    case 2:
      return .text(pick(["yes", "1", "null", "~", "", " ", "2025-01-01", "0x1F", ".inf", "<<"]))
    case 3, 4: return .text(randomText())
    case 5:
      return .list(
        (0..<Int.random(in: 0..<4, using: &generator)).map { _ in randomValue(depth - 1) }
      )
    default:
      return .map(
        (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
          Member(key(), randomValue(depth - 1))
        }
      )
    }
  }

  private mutating func envelope(_ session: Value) -> Value {
    guard case .map(let members) = session else { return session }
    let isGA = members.contains { $0.key == "audio" }
    switch Int.random(in: 0..<6, using: &generator) {
    case 0, 1: return session
    case 2 where isGA:
      beside = [
        Member(
          "expires_after",
          .map([Member("anchor", .text("created_at")), Member("seconds", .plain("60"))])
        )
      ]
      return .map((beside + [Member("session", session)]).shuffled(using: &generator))
    case 3: return .map([Member("session", session)])
    default:
      isAnswer = chance(3)
      hasMessageName = chance(2)
      var outer: [Member] = [
        Member(
          "type",
          .text(isAnswer ? pick(["session.created", "session.updated"]) : "session.update")
        ),
        Member("session", session),
      ]
      if hasMessageName { outer.append(Member("event_id", .text("event_1"))) }
      if chance(4) {
        beside = [Member("x-beside", randomValue(2))]
        outer += beside
      }
      return .map(outer.shuffled(using: &generator))
    }
  }

  // MARK: Comments

  mutating func comment() -> String {
    let word = "c\(comments.count)c"
    comments.append(word)
    let tail = [
      "", "", " text", ": [x] {y}", " 'q' \"r\" `", " sessionc: ignore[SP501] why", " \u{202E}",
    ]
    return word + pick(tail)
  }

  /// What may stand between two tokens.
  mutating func gap() -> String {
    switch style {
    case .json: return pick(["", " ", newline, newline + "  "])
    case .yamlFlow:
      return chance(6)
        ? pick([" ", newline]) + "# \(comment())\(newline) " : pick([" ", newline + "  "])
    case .yamlBlock: return ""
    case .python:
      return chance(5) ? "# \(comment())\(newline)" : pick(["", " ", newline + "  "])
    case .commentedJSON, .javaScript:
      switch Int.random(in: 0..<14, using: &generator) {
      case 0: return " // \(comment())\(newline)"
      case 1: return " /* \(comment()) */ "
      case 2:
        return
          "\(newline)/*\(newline) * \(comment())\(newline) * \(comment())\(newline) */\(newline)"
      case 3: return "\(newline)  //\(comment())\(newline)  // \(comment())\(newline)\(newline)"
      case 4...8: return newline + "  "
      default: return pick(["", " "])
      }
    }
  }
}
