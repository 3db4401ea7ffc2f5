import CanonicalJSON
import ProfileRules
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct ChangedByServerTests {
  private func findings(
    _ session: String,
    in profile: String,
    for target: Target? = nil,
    policy: RulePolicy = RulePolicy()
  ) throws -> [Diagnostic] {
    var options = Compiler.Options(target: target)
    options.makesSourceMap = true
    options.policy = policy
    let compiler = Compiler(options: options)
    let compilation = compiler.compile(SourceText(name: "test.yaml", text: profile))
    #expect(compilation.request != nil, "\(compilation.diagnostics)")
    let body = #"{"value":"ek_1","session":\#(session)}"#
    let answer = try #require(ServerAnswer(try JSONReader.read(Array(body.utf8))))
    return compiler.differences(of: answer, from: compilation)
  }

  /// A profile with its places marked, the session in the answer, and the messages.
  static let changed: [(String, String, [String])] = [
    ("«voice»: sage\n", "{}", ["left out `voice`"]),
    ("voice: «sage»\n", #"{"voice":"alloy"}"#, ["changed `voice` to `alloy`"]),
    ("voice: «sage»\n", #"{"voice":null}"#, ["changed `voice` to `null`"]),
    ("voice: «sage»\n", #"{"voice":{"id":"v"}}"#, ["changed `voice` to another object"]),
    ("temperature: «0.8»\n", #"{"temperature":0.9}"#, ["changed `temperature` to `0.9`"]),
    (
      "turn_detection: «null»\n", #"{"turn_detection":{}}"#,
      ["changed `turn_detection` to another object"]
    ),
    ("voice: «sage»\n", #"{"voice":""}"#, ["changed `voice` to an empty text"]),
    (
      "max_response_output_tokens: «300»\n", #"{"max_response_output_tokens":"300"}"#,
      ["changed `max_response_output_tokens` to the text `300`"]
    ),
    (
      "turn_detection: «null»\n", #"{"turn_detection":{"type":"server_vad"}}"#,
      ["changed `turn_detection` to another object"]
    ),
    (
      "«modalities»: [text, audio]\n", #"{"modalities":["text"]}"#,
      [#"changed `modalities` to `["text"]`"#]
    ),
    (
      "«turn_detection»:\n  type: server_vad\n  threshold: 0.4\n", #"{"turn_detection":null}"#,
      ["changed `turn_detection` to `null`"]
    ),
    (
      "turn_detection:\n  type: server_vad\n  «threshold»: 0.4\n",
      #"{"turn_detection":{"type":"server_vad"}}"#, ["left out `turn_detection.threshold`"]
    ),
    (
      "tools:\n- {type: function, name: a}\n- «{type: function, name: b}»\n",
      #"{"tools":[{"type":"function","name":"a"}]}"#, ["left out `tools[1]`"]
    ),
    (
      "tools:\n- {type: function, name: a}\n- {type: function, name: «b»}\n",
      #"{"tools":[{"type":"function","name":"a"},{"type":"function","name":"c"}]}"#,
      ["changed `tools[1].name` to `c`"]
    ),
    (
      "type: realtime\nmodel: «gpt-realtime-2.1»\n",
      #"{"type":"realtime","model":"gpt-realtime-2.1-mini"}"#,
      ["changed `model` to `gpt-realtime-2.1-mini`"]
    ),
  ]

  @Test(arguments: changed.indices) func whatIsNotInForceIsReported(_ index: Int) throws {
    let (profile, session, messages) = Self.changed[index]
    let marked = MarkedText(profile)
    let findings = try findings(session, in: marked.text)
    #expect(findings.map(\.span.range) == marked.ranges)
    #expect(findings.map(\.message) == messages.map { "the server \($0)" })
    #expect(findings.allSatisfy { $0.severity == .warning })
  }

  @Test(arguments: [
    ("{}\n", #"{"voice":"alloy","tools":[]}"#),
    ("modalities: [text, audio]\n", #"{"modalities":["audio","text"]}"#),
    ("temperature: 0.6\n", #"{"temperature":0.6000000238418579}"#),
    ("turn_detection: null\ntools: []\n", "{}"),
    ("tools: []\n", #"{"tools":null}"#),
    (
      "turn_detection: {type: server_vad}\n",
      #"{"turn_detection":{"type":"server_vad","threshold":0.5}}"#
    ),
    ("max_response_output_tokens: inf\n", #"{"max_response_output_tokens":"inf"}"#),
    (
      "client_secret: {expires_after: {anchor: created_at, seconds: 60}}\nvoice: sage\n",
      #"{"voice":"sage"}"#
    ),
    (
      "type: realtime\nmodel: gpt-realtime-2.1\n",
      #"{"type":"realtime","model":"gpt-realtime-2.1-2026-05-06"}"#
    ),
    // A credential is in no answer.
    (
      "type: realtime\ntools: [{type: mcp, server_label: a, server_url: \"https://a.test\", authorization: $TOKEN}]\n",
      #"{"type":"realtime","tools":[{"type":"mcp","server_label":"a","server_url":"https://a.test"}]}"#
    ),
  ])
  func whatIsInForceIsNotReported(_ profile: String, _ session: String) throws {
    #expect(try findings(session, in: profile).map(\.message) == [])
  }

  @Test func aLoweredProfileIsToldInItsOwnPlaces() throws {
    let marked = MarkedText("voice: «sage»\n«input_audio_format»: pcm16\n")
    let session = #"{"type":"realtime","audio":{"output":{"voice":"alloy"}}}"#
    let found = try findings(session, in: marked.text, for: .gaClientSecrets)
    #expect(found.map(\.path) == ["/voice", "/input_audio_format"])
    #expect(found.first?.span.range == marked.ranges.first)
  }

  @Test func thePolicyCounts() throws {
    var policy = RulePolicy()
    policy.settings["SP802"] = .error
    #expect(try findings("{}", in: "voice: sage\n", policy: policy).first?.severity == .error)
    policy.settings["SP802"] = .off
    #expect(try findings("{}", in: "voice: sage\n", policy: policy).isEmpty)
  }

  @Test func theExampleOfThePage() throws {
    let session = #"{"type":"realtime","audio":{"output":{"voice":"alloy"}}}"#
    let bad = try findings(session, in: ChangedByServer.explanation.bad)
    #expect(bad.map(\.message) == ["the server changed `audio.output.voice` to `alloy`"])
    #expect(try findings(session, in: ChangedByServer.explanation.good).isEmpty)
  }
}
