import CommandLineSupport
import SessionProfiles
import TestSupport
import Testing

@testable import sessionc

/// No key of a profile is ever shown, wherever it stands in it and however it is written: a great many
/// profiles, put together at random and the same in every run.
@Suite struct SecretPropertyTests {
  /// Numbers that look random and are the same in every run.
  struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) | (state << 31)
    }
  }

  /// What stands before a key and says that it is one, and the key.
  typealias Key = (context: String, text: String)

  private static let shapes: [@Sendable (UInt64) -> Key] = [
    { ("", "sk-proj-" + random(48, $0)) }, { ("", "sk-" + random(24, $0)) },
    { ("", "sk-ant-api03-" + random(95, $0)) }, { ("", "ek_" + random(32, $0)) },
    { ("", "ghp_" + random(36, $0)) }, { ("", "AIza" + random(35, $0)) },
    { ("", "xoxb-" + random(12, $0, "1234567") + "-" + random(24, $0)) },
    {
      (
        "https://",
        "hooks.slack.com/services/T0" + random(9, $0) + "/B0" + random(9, $0) + "/"
          + random(24, $0)
      )
    },
    { ("", "pat" + random(14, $0) + "." + random(64, $0, SampleSecret.hex)) },
    { ("", "5123456789:AA" + random(33, $0)) }, { ("", "ntn_" + random(46, $0)) },
    { ("", "tvly-" + random(32, $0)) }, { ("", "e2b_" + random(40, $0, SampleSecret.hex)) },
    { ("Bearer ", random(40, $0)) }, { ("api_key=", random(32, $0, SampleSecret.hex)) },
    { ("CLOUDFLARE_API_TOKEN=", random(40, $0)) }, { ("https://user:", random(20, $0) + "@host") },
    { ("https://a.b/c?se=1&sig=", random(42, $0) + "A=") },
    { (SampleSecret.header + ".eyJzdWIiOiIxIn0.", random(43, $0)) },
  ]

  private static func random(
    _ count: Int,
    _ seed: UInt64,
    _ alphabet: String = SampleSecret.base62
  ) -> String { SampleSecret.random(count, of: alphabet, seed: seed) }

  /// Ways of writing a key in double quotes; the last ones are those of other places.
  private static let ways: [@Sendable (String, inout Numbers) -> String] = [
    { text, _ in text }, { letters($0, &$1) { "\\x" + hex($0, 2) } },
    { letters($0, &$1) { "\\u" + hex($0, 4) } }, { letters($0, &$1) { "\\U" + hex($0, 8) } },
    { letters($0, &$1) { "\\\n    \(String(UnicodeScalar($0)))" } },
    { letters($0, &$1) { "\\\r\n \(String(UnicodeScalar($0)))" } },
    { text, _ in text.replacing("/", with: "\\/") },
    { letters($0, &$1) { "%" + hex($0, 2) } }, { letters($0, &$1) { "&#\($0);" } },
    { text, _ in text.replacing("/", with: "~1") },
  ]

  /// The text with some letters of it, no two side by side, written otherwise.
  private static func letters(
    _ text: String,
    _ numbers: inout Numbers,
    _ write: (UInt8) -> String
  ) -> String {
    var isLast = true
    return text.utf8.reduce(into: "") { result, byte in
      let isChosen = !isLast && Int.random(in: 0..<5, using: &numbers) == 0
      result += isChosen ? write(byte) : String(UnicodeScalar(byte))
      isLast = isChosen
    }
  }

  private static func hex(_ byte: UInt8, _ count: Int) -> String {
    let text = String(byte, radix: 16)
    return String(repeating: "0", count: count - text.count) + text
  }

  /// Profiles with a text in double quotes, `K`, or a key as it is, `k`.
  private static let places: [String] = [
    "voice: K", "model: K", "K: 1", "K: 1\nK: 2", "x-a: 1\nK:\n  b: 1", "temperature: K",
    "temperature: {K: 1}", "input_audio_transcription: {language: K, model: K}", "tool_choice: K",
    "tool_choice: {type: function, name: K}", "$target: K", "tools: [{type: function, name: K}]",
    "tools: [{type: K, name: a}]", "voice: sage\ninstructions: K\ntemperatur: 0.8",
    "tools: [{type: function, name: a, parameters: {type: K, required: [K], K: {K: K}}}]",
    "tools: [{type: function, name: a, parameters: {$ref: K, pattern: K}}]",
    "tools:\n  - type: function\n    function: {name: a, description: K}",
    "turn_detection: {type: semantic_vad, threshold: 7, eagerness: K, K: 1}",
    "temperature: 9 # k", "# k\ntemperatur: 0.8", "# sessionc: ignore[k]\nvoice: sage",
    "# sessionc: ignore[SP501, k] reason\nvoice: sage\ntemperature: 0.6",
    "temperature: 0.6 # sessionc: ignore[SP501] k\nvoise: a", "# sessionc: ignores k\nvoice: a",
    "voice: K # sessionc: ignore[SP601, SP201] so it is\nmodel: K",
    "voice: \"K", "voice: [K", "voice: {K: 1", "voice: K: b: c", "voice: a\n K: b", "K", "- K",
    "voice: a\n---\nK: 1", "? K\n", "voice: a\n\tk: b", "voice: 'k", "voice: k", "k: k",
    "instructions: |\n  k\nvoise: 1", "instructions: >-\n  a\n  k\nvoise: 1", "voice: !<k> a",
    "voice: &a K\nmodel: *a\ntemperature: *a", "instructions: \"{{\" K", "'k': 'k'",
    "type: realtime\naudio: {output: {voice: K}, input: {format: K, turn_detection: K}}",
    "type: realtime\ntools: [{type: mcp, server_label: K, server_url: K, authorization: K}]",
    "type: realtime\ntracing: {metadata: {a: K}, group_id: [K]}\nmodel: gpt-5\nK: {}",
    "type: session.update\nsession: {voice: K}\nevent_id: K\nK: 1",
    "{\"voice\": K, K: 1,}", "{\"voice\": K \"a\": 1}", "{\"type\": \"realtime\", K: {K: [K]}}",
    "session: {K: K}\nexpires_after: {anchor: K, seconds: K}", "prompt: {id: K, variables: {K: 7}}",
    "paths: [K]\ntarget: K", "allow: {K: [K]}\nseverities: {K: K}", "exclude: [\"../K\"]\nK: 1",
    "x-a: \"a\u{0}K\"", "voice: K\u{7}", "x: [K, K]\ninput_audio_transcription: {prompt: 'k'}",
  ]

  /// - Returns: a profile and the letters that nobody may see.
  private static func profile(_ number: Int) -> (bytes: [UInt8], key: String) {
    var numbers = Numbers(state: UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 11)
    for _ in 0..<4 { _ = numbers.next() }
    let shape = shapes[number % shapes.count]
    let key = shape(numbers.next())
    let place = places[Int.random(in: 0..<places.count, using: &numbers)]
    let way = Bool.random(using: &numbers) ? 0 : Int.random(in: 0..<ways.count, using: &numbers)
    let written = ways[way](key.text, &numbers)
    var text = ""
    for letter in place {
      switch letter {
      case "K": text += (way % 2 == 0 ? "\"" : "\"see ") + key.context + written + "\""
      case "k": text += key.context + key.text
      default: text.append(letter)
      }
    }
    if Int.random(in: 0..<6, using: &numbers) == 0 { text = text.replacing("\n", with: "\r\n") }
    let encoding = Int.random(in: 0..<12, using: &numbers)
    var bytes = Array(text.utf8)
    switch encoding {
    case 0: bytes = text.utf16.reduce(into: []) { $0 += [UInt8($1 & 0xFF), UInt8($1 >> 8)] }
    case 1:
      bytes = text.utf16.reduce(into: [0xFE, 0xFF]) { $0 += [UInt8($1 >> 8), UInt8($1 & 0xFF)] }
    default: break
    }
    return (bytes, key.text)
  }

  @Test(arguments: 0..<8) func nothingPrintedShowsIt(_ part: Int) {
    for number in 0..<10 {
      let (bytes, key) = Self.profile(part * 25 + number)
      check(part * 25 + number, bytes, key)
    }
  }

  /// Profiles with the credential of an MCP server, `K`, that has no form by which it could be known: its
  /// field alone tells of it. Each has something else that is reported, or mended, beside it.
  private static let credentials: [String] = [
    "{type: mcp, server_label: a, server_url: b, authorization: K, Server_label: c}",
    "{type: mcp, server_label: a, server_url: b, authorization: K, authorization: K}",
    "{type: mcp, server_label: a, server_url: b, authorization: [K], nam: 1}",
    "{type: mcp, server_label: a, server_url: b, authorization: {a: K}}",
    "{type: mcp, server_label: a, server_url: b, authorization: {K: 1, K: 2}}",
    "{type: mcp, server_label: a, server_url: b, authorization: {? K : 1}}",
    "{type: mpc, server_label: a, server_url: b, authorization: K}",
    "{server_label: a, server_url: b, authorization: K, require_approval: Never}",
    "{type: mcp, server_label: a, server_url: b, authorisation: K, server_url: c}",
    "{type: mcp, server_label: a, server_url: b, authorization: \"K\", allowed_tools: }",
    "{type: mcp, server_label: a, server_url: b, authorization: &a K, server_description: *a}",
    "{type: mcp, server_label: a, server_url: b, authorization: K, require_approval: Never",
    "{type: mcp, server_label: a, server_url: b, authorization: K}]",
    "\n  - type: mcp\n    server_label: a\n    Server_url: b\n    authorization: |-\n      K\n",
    "\n  - type: mcp\n    server_label: a\n    authorization: >\n      K\n    Server_url: b\n",
    "\n  - type: mcp\n    server_label: a\n    authorization:\n      - K\n    Server_url: b\n",
    "\n  - type: mcp\n    authorization: K # sessionc: ignore[SP601] so it is\n    Server_url: b\n",
    "\n  - {type: mcp, authorization: K}\n  - {type: mcp, authorization: K}\n",
    "\n  - type: mcp\n    authorization: \"\\x73K\"\n    Server_url: b\n",
    "\n  - type: mcp\n   authorization: K\n",
    "\n  - type: mcp\n\tauthorization: K\n",
  ]

  @Test(arguments: credentials) func credentialsWithoutAForm(_ tools: String) {
    let word = "summernightdream"
    for (number, form) in ["type: realtime", "type: realtime\ntemperatur: 0.8", "voice: Sage"]
      .enumerated()
    {
      let text =
        form + "\nmax_output_tokens: \"7\"\ntools: " + tools.replacing("K", with: word) + "\n"
      for round in 0..<12 { check(round * 3 + number, Array(text.utf8), word) }
    }
  }

  @Test func requestsThatDifferInThem() {
    let written = { (text: String) in
      let tool = "{\"type\":\"mcp\",\"server_label\":\"a\",\"authorization\":\"\(text)\"}"
      return Array("{\"type\":\"realtime\",\"tools\":[\(tool)]}\n".utf8)
    }
    let (old, new) = (written("summernightdream"), written("wintermorning"))
    for expected in [new, Array("{\"type\":\"realtime\"}\n".utf8)] {
      let shown = StaleOutput.report("a.json", .request(old), expected: expected)
      #expect(!shown.contains("summer") && !shown.contains("winter"), "\(shown)")
      #expect(shown.contains("is not up to date"))
    }
  }

  private func check(_ number: Int, _ bytes: [UInt8], _ key: String) {
    let source = SourceText(name: "p.yaml", bytes: bytes)
    var options = Compiler.Options(target: number % 3 == 0 ? .gaClientSecrets : nil)
    if number % 5 == 0 { options.policy.ignored = ["SP601"] }
    let compiler = Compiler(options: options)
    let result = compiler.check(source)
    var printed: [(String, [UInt8])] = []
    func report(_ what: String, _ findings: [Diagnostic], _ silenced: [SilencedDiagnostic] = []) {
      // Every form in turn, and the one for people always.
      let forms = ReportFormat.allCases
      for format in [ReportFormat.text, forms[number % forms.count]] {
        var report = format.report(version: "0", isStrict: true, text: TextRenderer(columns: 300))
        let file = FileReport(source: source, diagnostics: findings, silenced: silenced)
        printed.append(("\(what), \(format)", report.add(file) + report.finish(problems: [])))
      }
    }
    report("lint", result.diagnostics, result.silenced)
    var baseline = Baseline()
    _ = baseline.add(result, of: source, file: "p.yaml")
    printed.append(("baseline", baseline.bytes))
    let fixed = Fixer(compiler: compiler, appliesUnsafe: number % 2 == 0).fix(source)
    printed.append(("diff", FixDifference.patch(source, fixed.source)))
    let migration = Compiler().migrate(source)
    report("migrate", migration.diagnostics)
    if let profile = migration.profile {
      printed.append(("migrate", FixDifference.patch(source, profile)))
    }
    var imported = ProfileImporter.profile(of: source).diagnostics
    Secrets.hide(in: &imported, of: source)
    report("import", imported)
    var configured = ConfigurationReader.read(source).diagnostics
    Secrets.hide(in: &configured, of: source)
    report("configuration", configured)
    let letters = Array(key.utf8.suffix(key.utf8.count - key.utf8.count / 3))
    let parts = Set(Self.parts(of: letters))
    for (what, text) in printed {
      guard let part = Self.parts(of: text).first(where: parts.contains) else { continue }
      let shown = String(decoding: text, as: UTF8.self)
      Issue.record(
        "\(number), \(what) shows \(String(part, radix: 16)) of\n\(String(decoding: bytes, as: UTF8.self))\n\(shown)"
      )
      return
    }
  }

  /// Each eight bytes of a text, as a number: looking for texts would take most of the time.
  private static func parts(of text: [UInt8]) -> [UInt64] {
    var part: UInt64 = 0
    var result: [UInt64] = []
    result.reserveCapacity(text.count)
    for index in text.indices {
      part = part << 8 | UInt64(text[index])
      if index >= 7 { result.append(part) }
    }
    return result
  }

  /// A profile like this is about a key that is read, and not passed over.
  @Test func theProfilesAreNotWithoutKeys() {
    let found = (0..<100).count { number in
      let source = SourceText(name: "p.yaml", bytes: Self.profile(number).bytes)
      return !Compiler().lint(source).isEmpty
    }
    #expect(found > 90)
  }
}
