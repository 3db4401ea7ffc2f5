import ProfileIR
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// Profiles compiled for a target of the other dialect.
@Suite struct LoweringTests {
  private func compile(_ text: String, _ target: Target) -> Compilation {
    Compiler(options: .init(target: target)).compile(SourceText(name: "a.yaml", text: text))
  }

  private func request(_ text: String, _ target: Target) -> String? {
    compile(text, target).request.map { String(decoding: $0.dropLast(), as: UTF8.self) }
  }

  @Test(
    arguments: [
      ("{}", #"{"session":{"type":"realtime"}}"#),
      (
        "voice: alloy\nspeed: 1.1\nmodalities: [audio, text]",
        #"{"session":{"audio":{"output":{"speed":1.1,"voice":"alloy"}},"output_modalities":["audio"],"type":"realtime"}}"#
      ),
      (
        "input_audio_format: pcm16\noutput_audio_format: g711_alaw",
        #"{"session":{"audio":{"input":{"format":{"rate":24000,"type":"audio/pcm"}},"output":{"format":{"type":"audio/pcma"}}},"type":"realtime"}}"#
      ),
      (
        "turn_detection: {threshold: 0.5}",
        #"{"session":{"audio":{"input":{"turn_detection":{"threshold":0.5,"type":"server_vad"}}},"type":"realtime"}}"#
      ),
      (
        "turn_detection: null\ninput_audio_noise_reduction: null\ninput_audio_transcription: null",
        #"{"session":{"audio":{"input":{"noise_reduction":null,"transcription":null,"turn_detection":null}},"type":"realtime"}}"#
      ),
      (
        "max_response_output_tokens: inf\ntools: []\ntool_choice: auto\ntracing: auto\ninstructions: ''",
        #"{"session":{"instructions":"","max_output_tokens":"inf","tool_choice":"auto","tools":[],"tracing":"auto","type":"realtime"}}"#
      ),
      (
        "client_secret: {expires_after: {anchor: created_at, seconds: 60}}",
        #"{"expires_after":{"anchor":"created_at","seconds":60},"session":{"type":"realtime"}}"#
      ),
      (
        "type: session.update\nevent_id: e\nsession: {voice: ash}",
        #"{"session":{"audio":{"output":{"voice":"ash"}},"type":"realtime"}}"#
      ),
      (
        "type: transcription_session.update\nsession: {input_audio_transcription: {model: whisper-1}}",
        #"{"session":{"audio":{"input":{"transcription":{"model":"whisper-1"}}},"type":"transcription"}}"#
      ),
      (
        "x-a: &t {type: semantic_vad}\nturn_detection: *t",
        #"{"session":{"audio":{"input":{"turn_detection":{"type":"semantic_vad"}}},"type":"realtime"}}"#
      ),
    ]
  )
  func flatBecomesGA(_ text: String, _ expected: String) {
    #expect(
      request(text, .gaClientSecrets) == expected,
      "\(compile(text, .gaClientSecrets).diagnostics)"
    )
  }

  @Test(
    arguments: [
      ("type: realtime", "{}"),
      (
        "type: realtime\noutput_modalities: [audio]\naudio: {output: {voice: ash}, input: {}}",
        #"{"modalities":["text","audio"],"voice":"ash"}"#
      ),
      (
        "session: {type: realtime, max_output_tokens: 5}\nexpires_after: {anchor: created_at, seconds: 60}",
        #"{"client_secret":{"expires_after":{"anchor":"created_at","seconds":60}},"max_response_output_tokens":5}"#
      ),
      (
        "type: realtime\naudio: {input: {format: {type: audio/pcm, rate: 24000}, turn_detection: null}}",
        #"{"input_audio_format":"pcm16","turn_detection":null}"#
      ),
    ]
  )
  func gaBecomesFlat(_ text: String, _ expected: String) {
    #expect(request(text, .sessions) == expected, "\(compile(text, .sessions).diagnostics)")
  }

  @Test func theProfileMayNameATargetOfTheOtherDialect() {
    let source = SourceText(name: "a", text: "$target: ga-session-update\nvoice: ash\n")
    let result = Compiler().compile(source)
    #expect(result.target == .gaSessionUpdate)
    #expect(result.request != nil)
  }

  @Test func eventsKeepTheirEnvelope() {
    #expect(
      request("type: session.update\nevent_id: e\nsession: {voice: ash}", .gaSessionUpdate)
        == #"{"event_id":"e","session":{"audio":{"output":{"voice":"ash"}},"type":"realtime"},"type":"session.update"}"#
    )
    #expect(
      request("type: realtime\ninstructions: a", .sessionUpdate)
        == #"{"session":{"instructions":"a"},"type":"session.update"}"#
    )
  }

  /// What has no counterpart is an error at the author's line.
  @Test(
    arguments: [
      ("«temperature»: 0.8", Target.gaClientSecrets),
      ("«input_audio_transcription»: {language: en}", .gaClientSecrets),
      ("type: realtime\n«reasoning»: {effort: low}", .sessions),
      ("type: realtime\naudio: {output: {voice: {«id»: a}}}", .sessions),
      ("type: realtime\naudio: {output: {voice: «marin»}}", .sessions),
      (
        "type: realtime\naudio: {input: {turn_detection: {type: server_vad, «idle_timeout_ms»: 5000}}}",
        .sessions
      ),
      ("type: realtime\nmodel: «gpt-realtime-2.1»", .sessions),
      ("type: realtime\n«truncation»: auto\n«parallel_tool_calls»: true", .sessionUpdate),
    ] as [(RuleCase, Target)]
  )
  func whatHasNoCounterpartIsAnError(_ test: RuleCase, _ target: Target) {
    let result = compile(test.marked.text, target)
    #expect(result.request == nil)
    let errors = result.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.rule.code) == test.marked.ranges.map { _ in "SP105" }, "\(errors)")
    #expect(errors.map(\.span.range) == test.marked.ranges)
  }

  /// Every shipped profile can be carried over, and comes back as it was.
  @Test func shippedProfilesGoThereAndBack() throws {
    var carried = 0
    for path in try Repository.profiles() {
      let text = String(decoding: try Repository.bytes(path), as: UTF8.self)
      guard let there = request(text, .gaClientSecrets) else { continue }
      #expect(request(there, .sessions) == request(text, .sessions), "\(path)")
      #expect(request(there, .gaClientSecrets) == there, "\(path)")
      carried += 1
    }
    #expect(carried > 5)
  }

  /// The table has a row for every documented field, or for what it stands in.
  @Test(arguments: Dialect.allCases.filter { LoweringTable.embedded.connects($0, .hub) })
  func theTableCoversEveryField(_ dialect: Dialect) {
    let table = LoweringTable.embedded
    for path in FieldPage.paths(of: dialect) {
      let steps = path.split(separator: ".").map(String.init)
      let isCovered = steps.indices.contains { end in
        table.row(of: .init(Array(steps[...end])), in: dialect) != nil
      }
      let isOnTheWay = table.hasRows(below: .init(steps), in: dialect)
      #expect(isCovered || isOnTheWay, "\(path)")
    }
  }

  /// Every path of the table is a field.
  @Test(arguments: Dialect.allCases) func everyRowIsAField(_ dialect: Dialect) {
    for row in LoweringTable.embedded.rows {
      guard let path = row.path(in: dialect), !path.isFromRoot else { continue }
      let isField = !Schema.of(dialect).fields(at: path.text).fields.isEmpty
      let isTranscription = path.text == "include"
      #expect(isField || isTranscription, "\(path.text)")
      #expect(!row.why.isEmpty)
    }
  }

  @Test func theSourceMapLeadsBackToTheAuthorsLines() throws {
    var options = Compiler.Options(target: .gaClientSecrets)
    options.makesSourceMap = true
    let text = "voice: ash\ntools:\n  - type: function\n    name: a\n"
    let result = Compiler(options: options).compile(SourceText(name: "a", text: text))
    let map = Dictionary(uniqueKeysWithValues: result.sourceMap.map { ($0.pointer, $0.span.start) })
    #expect(map["/session/audio/output/voice"] == 0)
    #expect(map["/session/tools/0/name"] == 41)
  }
}
