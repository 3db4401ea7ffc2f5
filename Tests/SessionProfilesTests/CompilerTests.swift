import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct CompilerTests {
  private func compile(
    _ text: String,
    _ target: Target? = nil,
    defaults: Bool = false
  ) -> String? {
    let options = Compiler.Options(target: target, writesDefaults: defaults)
    let result = Compiler(options: options).compile(SourceText(name: "p.yaml", text: text))
    return result.request.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(arguments: [
    ("{}", "{}"), ("voice: alloy", "{\"voice\":\"alloy\"}"),
    ("temperature: 0.60", "{\"temperature\":0.6}"), ("temperature: 1.0", "{\"temperature\":1}"),
    ("turn_detection: null", "{\"turn_detection\":null}"),
    ("turn_detection: {}", "{\"turn_detection\":{}}"),
    ("tools: []", "{\"tools\":[]}"),
    ("max_response_output_tokens: inf", "{\"max_response_output_tokens\":\"inf\"}"),
    ("max_response_output_tokens: 4096.0", "{\"max_response_output_tokens\":4096}"),
    ("max_response_output_tokens: 0x10", "{\"max_response_output_tokens\":16}"),
    ("x-note: 1\nvoice: alloy\n$target: sessions\n$schema: x", "{\"voice\":\"alloy\"}"),
    (
      "input_audio_transcription: {language: no}",
      "{\"input_audio_transcription\":{\"language\":\"no\"}}"
    ),
    ("instructions: |\n  a\n  b\n", "{\"instructions\":\"a\\nb\\n\"}"),
    ("instructions: >-\n  a\n  b\n", "{\"instructions\":\"a b\"}"),
    (
      "x-a: &a {type: server_vad}\nturn_detection: {<<: *a, threshold: 0.1}",
      "{\"turn_detection\":{\"threshold\":0.1,\"type\":\"server_vad\"}}"
    ),
    (
      "tracing: {metadata: {\"\u{FB33}\": 1, \"😀\": [.5, 1e21, ~, True]}}",
      "{\"tracing\":{\"metadata\":{\"😀\":[0.5,1e+21,null,true],\"\u{FB33}\":1}}}"
    ),
    ("type: session.update\nevent_id: e1\nsession: {voice: alloy}", "{\"voice\":\"alloy\"}"),
  ])
  func writesTheBody(_ text: String, _ request: String) {
    #expect(compile(text) == request + "\n")
  }

  @Test(arguments: [
    ("voice: alloy", "{\"session\":{\"voice\":\"alloy\"},\"type\":\"session.update\"}"),
    (
      "type: session.update\nevent_id: e1\nsession: {voice: alloy}",
      "{\"event_id\":\"e1\",\"session\":{\"voice\":\"alloy\"},\"type\":\"session.update\"}"
    ),
    (
      "type: transcription_session.update\nsession: {include: []}",
      "{\"session\":{\"include\":[]},\"type\":\"transcription_session.update\"}"
    ),
  ])
  func writesTheEvent(_ text: String, _ request: String) {
    #expect(compile(text, .sessionUpdate) == request + "\n")
  }

  @Test func theProfileMayNameItsTarget() {
    let text = "$target: session-update\nvoice: alloy"
    #expect(compile(text) == "{\"session\":{\"voice\":\"alloy\"},\"type\":\"session.update\"}\n")
    #expect(compile(text, .sessions) == "{\"voice\":\"alloy\"}\n")
  }

  @Test func errorsGiveNoRequestAndWarningsDo() {
    #expect(compile("voice: nova") == nil)
    #expect(compile("voice: unheard-of") == "{\"voice\":\"unheard-of\"}\n")
    #expect(compile("") == nil)
    #expect(compile("a: [") == nil)
  }

  @Test func compilingIsIdempotent() throws {
    let text = "voice: alloy\nturn_detection: {type: semantic_vad}\ntemperature: 0.7000"
    let once = try #require(compile(text))
    #expect(compile(once) == once)
    let event = try #require(compile(text, .sessionUpdate))
    #expect(compile(event) == once)
  }

  @Test func explicitDefaultsWriteWhatIsDocumented() throws {
    let request = try #require(compile("turn_detection: {type: semantic_vad}", defaults: true))
    #expect(
      request == """
        {"input_audio_format":"pcm16","input_audio_noise_reduction":null,\
        "input_audio_transcription":null,"max_response_output_tokens":"inf",\
        "modalities":["text","audio"],"output_audio_format":"pcm16","temperature":0.8,\
        "tool_choice":"auto","tools":[],"turn_detection":{"create_response":true,\
        "eagerness":"auto","interrupt_response":true,"type":"semantic_vad"}}

        """
    )
    let empty = try #require(compile("{}", defaults: true))
    #expect(
      empty.contains(
        "\"turn_detection\":{\"create_response\":true,\"interrupt_response\":true,"
          + "\"prefix_padding_ms\":300,\"silence_duration_ms\":500,\"threshold\":0.5,\"type\":\"server_vad\"}"
      )
    )
    #expect(
      compile("turn_detection: null", defaults: true)?.contains("\"turn_detection\":null") == true
    )
    #expect(compile(empty, defaults: true) == empty)
  }

  /// One mistake, one finding.
  @Test(arguments: [
    "turn_detection: {type: server_vda, threshold: 0.5, eagerness: low}", "voice: ${VOICE}",
    "temperature: ${T}", "tools: [{type: function, function: {name: a, strict: true}}]",
    "tools: [{name: a}]", "tools: [{type: function}]", "tools: [{type: function, nmae: a}]",
    "modalities: text", "modalities: []", "modalities: [audio]", "modalities: [video]",
    "turn_detection: {threshold: 0.30000000000000004}", "max_response_output_tokens: .inf",
    "tool_choice: required\ntools: 5", "tool_choice: lookup",
    "type: session.update\nvoice: alloy\nmodel: x",
    "session: {voice: alloy}", "type: realtime\naudio: {}\noutput_modalities: [text, audio]",
    "tools: [{type: function, name: a, parameters: {type: strin}}]",
    "tools: [{type: function, name: '', parameters: {}}]".replacing("{}}", with: "{type: object}}"),
    "5: a", "a: &x [*x]", "- a", "just text", "a:1", "", "voice: \"\"", "turn_detection: off",
    "turn_detection: {type: none}",
    "client_secret: {expires_at: {anchor: created_at, seconds: 60}}",
    "voice: alloy\nvoice: verse", "voice: {{name}}", "temperature: {{ t }}", "tool_choice: {{x}}",
    "tools: [{type: mcp, server_label: a, server_url: b}]", "tools: [{type: web_search}]",
    "turn_detection: {type: azure_semantic_vad, remove_filler_words: true}",
    "max_response_output_tokens: 99999999999999999999999", "temperature: 1e400",
    "modalities: [audio, audio]", "input_audio_transcription: {model: ''}",
  ])
  func oneMistakeGivesOneFinding(_ text: String) {
    let findings = Compiler().lint(SourceText(name: "p.yaml", text: text))
    #expect(findings.count == 1, "\(findings.map { "\($0.rule.code) \($0.message)" })")
  }

  /// The help line is what people act on.
  @Test(
    arguments: [
      ("temperature: 0,8", "decimals follow a point: `0.8`"),
      ("temperature: \"0.8\"", "remove the quotes"),
      ("turn_detection: {silence_duration_ms: 500ms}", "write the number alone: `500`"),
      ("turn_detection: {create_response: yes}", "YAML 1.2 reads `yes` as text; write `true`"),
      ("turn_detection: {create_response: \"yes\"}", "write `true`"),
      ("turn_detection: {type: none}", "to turn it off write `turn_detection: null`"),
      ("turn_detection: off", "write `null` to turn it off"),
      ("turn_detection: {silence_duration_ms: 0x1:30}", nil),
      (
        "turn_detection: {silence_duration_ms: 1:30}",
        "`1:30` is text in YAML 1.2; a YAML 1.1 reader takes it for a number in base 60"
      ),
      (
        "tool_choice: lookup",
        "write `auto`, `none` or `required`; to force one function write `{type: function, name: …}`"
      ),
      ("input_audio_transcription: whisper-1", "write `{model: whisper-1}`"),
      ("threshold: 0.5", "it belongs to `turn_detection`"),
      ("{\"voice\": \"alloy\", // note\n\"speed\":1}", "a comment begins with `#` in YAML"),
      ("vioce: alloy", "did you mean `voice`?"),
      ("voice: alloy\nvioce: alloy", "`voice` is already there; remove this one"),
      ("modalities: [audio]", "the service accepts [text] and [text, audio] only"),
    ] as [(String, String?)]
  )
  func saysWhatToWriteInstead(_ text: String, _ help: String?) {
    let findings = Compiler().lint(SourceText(name: "p.yaml", text: text))
    #expect(findings.map(\.help) == [help])
  }

  @Test(arguments: [
    ("turn_detection: {type: semantic_vad, threshold: 0.4}", "/turn_detection/threshold"),
    ("tools: [{type: function, name: a}, {type: function, name: a}]", "/tools/1/name"),
    ("tools: [{type: function}]", "/tools/0"), ("a/b~c: 1", "/a~1b~0c"), ("voice: 5", "/voice"),
    ("type: session.update\nsession: {voice: 5}", "/session/voice"),
    ("modalities: [text, video]", "/modalities/1"), ("type: session.update", ""),
  ])
  func pathsAreJSONPointers(_ text: String, _ path: String) {
    let findings = Compiler().lint(SourceText(name: "p.yaml", text: text))
    #expect(findings.map(\.path) == [path])
  }

  @Test func aFindingBehindAnAliasNamesBothPlaces() throws {
    let test = RuleCase("x-v: &v «nova»\nvoice: *v")
    let finding = try #require(test.findings.first)
    #expect(finding.span.range == test.marked.ranges[0])
    #expect(finding.path == "/voice")
    #expect(finding.related.count == 1)
  }

  /// Files that would take hours if any of their parts were looked at once for each other one.
  @Test(
    arguments: [
      "instructions: \"" + String(repeating: "sk-", count: 200_000) + "\"",
      "instructions: \"" + String(repeating: "{", count: 200_000) + "\"",
      "{" + (0..<4_000).map { "bad\($0): 1" }.joined(separator: ",") + "}",
      "tools: [{type: function, name: a, parameters: {type: object, properties: {"
        + (0..<4_000).map { "p\($0): {$ref: \"#/$defs/d\($0)\"}" }.joined(separator: ",")
        + "}, $defs: {" + (0..<4_000).map { "d\($0): {}" }.joined(separator: ",") + "}}}]",
      "a: \"" + String(repeating: "\\ud83d\\ude00", count: 20_000) + "\"",
    ]
  )
  func largeFilesTakeLinearTime(_ text: String) {
    let source = SourceText(name: "p.yaml", text: text)
    #expect(timed { Compiler().lint(source) }.time < .seconds(300))
  }

  /// What is silenced is in the request all the same, so it must be something that JSON has.
  @Test(arguments: [".nan", "[1, -.inf]", "{b: 0.12345678901234567890123}"])
  func lintRefusesWhatCompileDoes(_ value: String) {
    let text = "voise: \(value) # sessionc: ignore[SP101]"
    let source = SourceText(name: "p.yaml", text: text)
    #expect(Compiler().lint(source).map(\.rule.code) == ["SP205"])
    #expect(Compiler().compile(source).diagnostics.map(\.rule.code) == ["SP205"])
  }

  @Test func secretsAreNotRepeated() {
    let key = "sk-" + "Zk3vQ9xW2mN7bT5hR8yL1cD4"
    let source = SourceText(name: "p.yaml", text: "voice: \(key)\n\(key): 1\nmodel: \(key)")
    let findings = Compiler().lint(source)
    #expect(findings.contains { $0.rule.code == "SP601" })
    #expect(findings.allSatisfy { !$0.message.contains(key) && !($0.help ?? "").contains(key) })
    #expect(!TextRenderer().render(findings, of: source).contains(key))
  }
}
