import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// What policies find (SP901), where, and in which words.
@Suite struct PolicyRuleTests {
  /// `line:column name: message` of each finding, those of policies and SP009 alone.
  static func findings(
    _ policies: String,
    _ profile: String,
    _ files: [String: String] = [:],
    change: (inout Compiler.Options) -> Void = { _ in }
  ) throws -> [String] {
    let text = "policies:\n  p: \(policies)\n"
    let reading = ConfigurationReader.read(SourceText(name: ".sessionc.yaml", text: text))
    var options = Compiler.Options()
    options.server = .compatible
    options.policies = try #require(reading.configuration, "\(reading.diagnostics)").policies
    change(&options)
    let compiler = Compiler(options: options, reading: SharedFiles(MemoryReader(files)))
    let source = SourceText(name: "p.yaml", text: profile)
    let result = compiler.check(source)
    return result.diagnostics.filter { $0.rule.isPolicy || $0.rule.code == "SP009" }.map { found in
      let number = Int(found.span.source.rawValue)
      let file = number == 0 ? source : result.files[number]
      let place = LineTable(file.bytes).position(of: found.span.start)
      let name = number == 0 ? "" : file.name + ":"
      return "\(name)\(place.line):\(place.column) \(found.rule.name): \(found.message)"
    }
  }

  private static let ga = "type: realtime\nmodel: gpt-realtime-2\n"
  private static let cap = "{ field: max_output_tokens, require: true, max: 1200 }"
  private static let voices = "{ field: audio.output.voice, in: [marin, cedar] }"
  private static let approved =
    "{ field: tools.require_approval, when: { type: mcp }, require: true, in: [always] }"
  private static func mcp(_ approval: String) -> String {
    """
    type: realtime
    model: gpt-realtime-2
    tools:
      - { type: function, name: a, description: A., parameters: { type: object, properties: {} } }
      - type: mcp
        server_label: s
        server_url: https://mcp.example.net
    \(approval.isEmpty ? "" : "    require_approval: \(approval)\n")
    """
  }

  @Test(
    arguments: [
      // P1
      (cap, ga, ["1:1 p: `max_output_tokens` must be written: at most 1200"]),
      (cap, ga + "max_output_tokens: 1200\n", []),
      (
        cap, ga + "max_output_tokens: 2000\n",
        ["3:20 p: `max_output_tokens` must be at most 1200, not 2000"]
      ),
      (
        cap, ga + "max_output_tokens: inf\n",
        ["3:20 p: `max_output_tokens` must be at most 1200, not `inf`"]
      ),
      (cap, "{}", ["1:1 p: `max_response_output_tokens` must be written: at most 1200"]),
      (cap, "type: transcription\n", []),
      // P3
      (approved, mcp("always"), []),
      (approved, mcp("never"), ["8:23 p: `require_approval` must be `always`, not `never`"]),
      (approved, mcp(""), ["5:5 p: `tools.require_approval` must be written: `always`"]),
      (approved, ga, []),
      (
        "{ field: tools.require_approval, require: true }", mcp(""),
        ["5:5 p: `tools.require_approval` must be written: it is not left to the server"]
      ),
      // P4
      ("{ field: tools.require_approval, not: [never] }", mcp("{never: {tool_names: [x]}}"), []),
      (
        "{ field: tools.require_approval, not: [never] }", mcp("never"),
        ["8:23 p: `require_approval` must not be `never`"]
      ),
      (
        approved, mcp("{never: {tool_names: [x]}}"),
        ["8:23 p: `require_approval` must be `always`, not an object"]
      ),
      // P5
      (voices, "voice: alloy\n", ["1:8 p: `voice` must be `marin` or `cedar`, not `alloy`"]),
      (
        voices, ga + "audio: { output: { voice: alloy } }\n",
        ["3:27 p: `voice` must be `marin` or `cedar`, not `alloy`"]
      ),
      (voices, ga + "audio: { output: { voice: marin } }\n", []),
      (voices, ga, []),
      // The other way round, and what only one dialect has.
      (
        "{ field: voice, in: [sage] }", ga + "audio: { output: { voice: alloy } }\n",
        ["3:27 p: `voice` must be `sage`, not `alloy`"]
      ),
      (
        "{ field: max_response_output_tokens, require: true }", ga,
        ["1:1 p: `max_output_tokens` must be written: it is not left to the server"]
      ),
      (
        cap, "max_response_output_tokens: 5000\n",
        ["1:29 p: `max_response_output_tokens` must be at most 1200, not 5000"]
      ),
      (cap, "voice: sage\n", ["1:1 p: `max_response_output_tokens` must be written: at most 1200"]),
      ("{ field: temperature, require: true }", ga, []),
      (
        "{ field: audio.output.voice, require: true }", "instructions: Hi.\n",
        [
          "1:1 p: `voice` must be written: it is not left to the server"
        ]
      ),
      (
        "{ field: audio.input.format.type, in: [audio/pcmu] }", "input_audio_format: pcm16\n",
        ["1:21 p: `input_audio_format` must be `audio/pcmu`, not `audio/pcm`, in the GA dialect"]
      ),
      (
        "{ field: audio.input.format.type, in: [audio/pcmu] }", "input_audio_format: g711_ulaw\n",
        []
      ),
      // In an envelope.
      (
        cap, "type: session.update\nsession:\n  type: realtime\n  model: gpt-realtime-2\n",
        ["3:3 p: `max_output_tokens` must be written: at most 1200"]
      ),
      // Absent inside what is there, and around it.
      (
        "{ field: audio.output.voice, require: true }", ga + "audio:\n  output:\n    speed: 1\n",
        ["5:5 p: `audio.output.voice` must be written: it is not left to the server"]
      ),
      (
        "{ field: audio.input.turn_detection.type, require: true, in: [semantic_vad] }",
        ga + "audio: { input: { turn_detection: null } }\n",
        ["3:19 p: `audio.input.turn_detection.type` must be written: `semantic_vad`"]
      ),
      (
        "{ field: audio.input.turn_detection.threshold, require: true }",
        ga + "audio: { input: { turn_detection: { type: semantic_vad } } }\n", []
      ),
      // Checks.
      (
        "{ field: tracing, forbid: true }", ga + "tracing: auto\n",
        ["3:1 p: `tracing` must not be written"]
      ),
      ("{ field: tracing, forbid: true }", ga, []),
      ("{ field: instructions, contains: automated }", ga + "instructions: I am automated.\n", []),
      (
        "{ field: instructions, contains: automated, max-length: 3 }", ga + "instructions: Hello\n",
        [
          "3:15 p: `instructions` must have at most 3 characters, not 5, and must contain `automated`"
        ]
      ),
      ("{ field: instructions, max-length: 2 }", ga + "instructions: éé\n", []),
      (
        "{ field: instructions, min-length: 3 }", ga + "instructions: éé\n",
        ["3:15 p: `instructions` must have at least 3 characters, not 2"]
      ),
      (
        "{ field: tools, max-length: 1 }", mcp("always"),
        ["4:3 p: `tools` must have at most 1 item, not 2"]
      ),
      (
        "{ field: model, in: [\"gpt-realtime-1*\", x] }", ga,
        ["2:8 p: `model` must match `gpt-realtime-1*` or `x`, not `gpt-realtime-2`"]
      ),
      ("{ field: model, not: [\"*-2\"] }", ga, ["2:8 p: `model` must not match `*-2`"]),
      (
        "{ field: audio.output.speed, in: [1, 1.5] }", ga + "audio: { output: { speed: 1.50 } }\n",
        []
      ),
      (
        "{ field: audio.output.speed, min: 0.9, max: 1.1 }",
        ga + "audio: { output: { speed: 1.5 } }\n",
        ["3:27 p: `speed` must be at most 1.1, not 1.5"]
      ),
      (
        "{ field: audio.input.turn_detection.create_response, in: [true] }",
        ga + "audio: { input: { turn_detection: { type: server_vad, create_response: false } } }\n",
        ["3:72 p: `create_response` must be `true`, not false"]
      ),
      // Lists.
      (
        "{ field: output_modalities, in: [audio] }", ga + "output_modalities: [text]\n",
        ["3:21 p: `output_modalities[0]` must be `audio`, not `text`"]
      ),
      (
        "{ field: output_modalities, contains: audio }", ga + "output_modalities: [text]\n",
        ["3:20 p: `output_modalities` must contain `audio`"]
      ),
      ("{ field: tools.type, some: true, in: [mcp] }", mcp("always"), []),
      (
        "{ field: tools.name, some: true, in: [end_call] }", mcp("always"),
        [
          "3:1 p: `tools` must have an item whose `tools.name` is as the policy wants it: `end_call`"
        ]
      ),
      ("{ field: tools.name, some: true, in: [end_call] }", ga, []),
      (
        "{ field: tools.name, some: true, require: true, in: [end_call] }", ga,
        ["1:1 p: `tools.name` must be written: `end_call`"]
      ),
      (
        "{ field: tools.name, some: true, require: true, in: [end_call] }", ga + "tools: []\n",
        [
          "3:1 p: `tools` must have an item whose `tools.name` is as the policy wants it: `end_call`"
        ]
      ),
      (
        "{ field: output_modalities, some: true, in: [audio] }",
        ga + "output_modalities: [text, audio]\n", []
      ),
      ("{ field: output_modalities, some: true, in: [audio] }", ga + "output_modalities: []\n", []),
      (
        "{ field: output_modalities, some: true, in: [audio] }", ga + "output_modalities: [text]\n",
        [
          "3:1 p: `output_modalities` must have an item as the policy wants it: `audio`"
        ]
      ),
      ("{ field: tools.description, some: true, forbid: true }", mcp("always"), []),
      (
        "{ field: tools.type, some: true, forbid: true }", mcp("always"),
        ["3:1 p: `tools` must have an item without `tools.type`"]
      ),
      // Conditions.
      (
        "{ field: tools.require_approval, when: { server_label: \"b*\" }, in: [always] }",
        mcp("never"), []
      ),
      (
        "{ field: tools.require_approval, when: { server_label: [b, s] }, in: [always] }",
        mcp("never"), ["8:23 p: `require_approval` must be `always`, not `never`"]
      ),
      // Scope.
      ("{ field: model, in: [x], paths: [profiles] }", ga, []),
      ("{ field: model, in: [x], except: [p.yaml] }", ga, []),
      ("{ field: model, in: [x], variants: [prod] }", ga, []),
    ] as [(String, String, [String])]
  )
  func finds(_ policy: String, _ profile: String, _ expected: [String]) throws {
    #expect(try Self.findings(policy, profile) == expected)
  }

  // MARK: Several files

  @Test func theValueIsWhereItsFileHasIt() throws {
    let profile = "$extends: _base.yaml\ninstructions: Hi.\n"
    let found = try Self.findings(
      Self.cap,
      profile,
      ["_base.yaml": Self.ga + "max_output_tokens: 2000\n"]
    )
    #expect(found == ["_base.yaml:3:20 p: `max_output_tokens` must be at most 1200, not 2000"])
    // What is absent is absent from the profile itself.
    let absent = try Self.findings(Self.cap, profile, ["_base.yaml": Self.ga])
    #expect(absent == ["2:1 p: `max_output_tokens` must be written: at most 1200"])
    let bare = try Self.findings(Self.cap, "$extends: _base.yaml\n", ["_base.yaml": Self.ga])
    #expect(bare == ["1:1 p: `max_output_tokens` must be written: at most 1200"])
    // What the profile overrides does not count.
    let mended = try Self.findings(
      Self.cap,
      profile + "max_output_tokens: 10\n",
      ["_base.yaml": Self.ga + "max_output_tokens: 2000\n"]
    )
    #expect(mended == [])
  }

  @Test func itemsAreLookedAtInTheirList() throws {
    let tools =
      "- { type: mcp, server_label: s, server_url: 'https://a.example', require_approval: never }\n"
    let found = try Self.findings(
      Self.approved,
      Self.ga + "tools:\n  - { $include: _tools.yaml }\n",
      ["_tools.yaml": tools]
    )
    #expect(found == ["_tools.yaml:1:84 p: `require_approval` must be `always`, not `never`"])
    let text = try Self.findings(
      "{ field: instructions, contains: automated }",
      Self.ga + "instructions: { $file: a.md }\n",
      ["a.md": "Hello.\n"]
    )
    #expect(text == ["a.md:1:1 p: `instructions` must contain `automated`"])
  }

  /// What a missing file may hold is not judged.
  @Test func holesAreNotJudged() throws {
    let missing = "$extends: _gone.yaml\n" + Self.ga
    #expect(try Self.findings(Self.cap, missing) == [])
    #expect(try Self.findings("{ field: model, in: [x] }", missing).count == 1)
    let include = Self.ga + "max_output_tokens: { $include: _gone.yaml }\n"
    #expect(try Self.findings(Self.cap, include) == [])
    let inside = Self.ga + "audio: { $include: _gone.yaml }\n"
    #expect(try Self.findings("{ field: audio.output.voice, require: true }", inside) == [])
    let list = Self.ga + "tools: [{ $include: _gone.yaml }]\n"
    #expect(
      try Self.findings("{ field: tools.name, some: true, require: true, in: [a] }", list) == []
    )
    // Nor what stands behind a mistake that ends the reading.
    let broken = "type: realtime\nmodel: gpt-realtime-2\naudio: [\n"
    #expect(try Self.findings(Self.cap, broken) == [])
    #expect(try Self.findings("{ field: model, in: [x] }", broken).count == 1)
  }

  // MARK: Comments

  @Test(arguments: ["p", "SP901", "policy", "P"]) func commentsDoNotSilence(_ name: String) throws {
    let profile = Self.ga + "max_output_tokens: 2000 # sessionc: ignore[\(name)] soon\n"
    #expect(
      try Self.findings(Self.cap, profile) == [
        "3:20 p: `max_output_tokens` must be at most 1200, not 2000",
        "3:44 unused-ignore: policies cannot be ignored here, so this ignore of `\(name)` silences nothing",
      ]
    )
    let mayIgnore = Self.cap.replacing("{ ", with: "{ may-ignore: true, ")
    #expect(try Self.findings(mayIgnore, profile) == [])
    let unused = try Self.findings(mayIgnore, profile.replacing("2000", with: "20"))
    #expect(unused == ["3:42 unused-ignore: this ignore of `\(name)` silences nothing"])
  }

  // MARK: Severities

  @Test func aNameCountsBeforeTheCode() throws {
    let profile = Self.ga + "max_output_tokens: 2000\n"
    func count(_ change: (inout RulePolicy) -> Void) throws -> Int {
      try Self.findings(Self.cap, profile) { change(&$0.policy) }.count
    }
    #expect(try count { $0.settings = ["SP901": .off] } == 0)
    #expect(try count { $0.settings = ["SP901": .off, "p": .warning] } == 1)
    #expect(try count { $0.settings = ["p": .off] } == 0)
    #expect(try count { $0.selected = ["p"] } == 1)
    #expect(try count { $0.selected = ["q"] } == 0)
    #expect(try count { $0.selected = ["SP901"] } == 1)
    #expect(try count { $0.ignored = ["p"] } == 0)
  }

  @Test func anErrorKeepsTheRequestBack() throws {
    var policy = try #require(FieldPolicy("cap", field: "max_output_tokens"))
    policy.maximum = 1200
    let source = SourceText(name: "p.yaml", text: Self.ga + "max_output_tokens: 2000\n")
    func request(_ policy: FieldPolicy) -> [UInt8]? {
      var options = Compiler.Options()
      options.policies = FieldPolicies([policy])
      return Compiler(options: options).compile(source).request
    }
    #expect(request(policy) == nil)
    policy.severity = .warning
    #expect(request(policy) != nil)
    #expect(FieldPolicy("x", field: "no_such_field") == nil)
  }

  /// Which profiles a policy is about; what lies elsewhere is in no `paths` and in no `except`.
  @Test(
    arguments: [
      ("phone/a.yaml", nil, ["all", "phone", "web"]), ("phone/legacy.yaml", nil, ["all", "web"]),
      ("web/a.yaml", nil, ["all"]), (nil, nil, ["all", "web"]),
      ("web/a.yaml", "prod", ["all", "prod"]), ("web/a.yaml", "dev", ["all"]),
    ] as [(String?, String?, [String])]
  )
  func scopesAreKept(_ path: String?, _ variant: String?, _ expected: [String]) throws {
    func policy(
      _ name: String,
      _ change: (inout FieldPolicy) -> Void = { _ in }
    ) throws -> FieldPolicy {
      var policy = try #require(FieldPolicy(name, field: "model"))
      policy.allowed = [.text(TextPattern("x"))]
      change(&policy)
      return policy
    }
    let policies = try [
      policy("all"),
      policy("phone") {
        $0.paths = [PathPattern("phone")]
        $0.except = [PathPattern("phone/legacy.yaml")]
      },
      policy("web") { $0.except = [PathPattern("web/**")] },
      policy("prod") { $0.variants = ["prod"] },
    ]
    var options = Compiler.Options()
    options.policies = FieldPolicies(policies) { _ in path }
    options.choice.variant = variant
    let text = variant.map { "$variants: {\($0): {}}\n" + Self.ga } ?? Self.ga
    let found = Compiler(options: options).lint(SourceText(name: "p.yaml", text: text))
    #expect(found.filter(\.rule.isPolicy).map(\.rule.name) == expected)
  }

  @Test func twoPoliciesOfOneValueAreTwoFindings() throws {
    var first = try #require(FieldPolicy("a", field: "model"))
    first.allowed = [.text(TextPattern("x"))]
    var second = try #require(FieldPolicy("b", field: "model"))
    second.allowed = first.allowed
    var options = Compiler.Options()
    options.policies = FieldPolicies([first, second, first])
    let found = Compiler(options: options).lint(SourceText(name: "p.yaml", text: Self.ga))
    #expect(found.filter(\.rule.isPolicy).map(\.rule.name) == ["a", "b"])
    let marks = Set(found.map { Fingerprints.of($0, in: SourceText(name: "", text: Self.ga)) })
    #expect(marks.count == 2)
  }

  // MARK: Fixes

  @Test(
    arguments: [
      (cap, ga + "max_output_tokens: 2000\n", "1200"),
      ("{ field: model, in: [gpt-realtime] }", ga, "gpt-realtime"),
      ("{ field: model, in: [gpt-realtime, x] }", ga, nil),
      ("{ field: model, in: [\"gpt*\", x] }", ga, nil),
      ("{ field: model, in: [\"x*\"] }", ga, nil),
      ("{ field: model, in: ['a: b'] }", ga, nil),
      ("{ field: model, in: ['yes'] }", ga, "yes"),
      ("{ field: model, in: ['true'] }", ga, nil),
    ] as [(String, String, String?)]
  )
  func fixesAreNeverSafe(_ policy: String, _ profile: String, _ text: String?) throws {
    let file = "policies:\n  p: \(policy)\n"
    let configuration = ConfigurationReader.read(SourceText(name: "", text: file)).configuration
    var options = Compiler.Options()
    options.policies = try #require(configuration).policies
    let found = Compiler(options: options).lint(SourceText(name: "p.yaml", text: profile))
    let fixes = found.filter(\.rule.isPolicy).compactMap(\.fix)
    #expect(fixes.flatMap(\.edits).map(\.text) == [text].compactMap(\.self))
    #expect(fixes.allSatisfy { !$0.isSafe })
  }

  // MARK: Secrets

  @Test func noFindingShowsASecret() throws {
    let key = "sk-" + "7Hq2mZ9xW4nB6vK1pR8tY3cL"
    let profile = Self.ga.replacing("gpt-realtime-2", with: key)
    for policy in ["{ field: model, in: [x] }", "{ field: model, not: ['\(key)'] }"] {
      let found = try Self.findings(policy, profile)
      #expect(found.count == 1 && !found.joined().contains("7Hq2"), "\(found)")
    }
    let tool = Self.mcp("always") + "    authorization: Correct-Horse-77\n"
    let found = try Self.findings("{ field: tools.authorization, in: [x] }", tool)
    #expect(found == ["9:20 p: `authorization` must be `x`"])
  }

  // MARK: Work

  @Test(.timeLimit(.minutes(1))) func workIsBounded() throws {
    let pattern = String(repeating: "a", count: 500) + "b"
    let policies = try (0..<200).map { number in
      var policy = try #require(FieldPolicy("p\(number)", field: "instructions"))
      policy.contained = pattern
      return policy
    }
    var options = Compiler.Options()
    options.policies = FieldPolicies(policies)
    let text = String(repeating: "a", count: 100_000)
    let source = SourceText(name: "p.yaml", text: Self.ga + "instructions: \(text)\n")
    let found = Compiler(options: options).lint(source).filter(\.rule.isPolicy)
    #expect(found.count == 200)
  }
}
