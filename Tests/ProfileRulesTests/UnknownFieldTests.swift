import SourceDiagnostics
import TestSupport
import Testing

@Suite struct UnknownFieldTests {
  static let cases: [RuleCase] = [
    "voice: alloy",
    "«tempurature»: 0.8",
    "turn_detection: {«treshold»: 0.5}",
    "turn_detection: {type: semantic_vad, «nonsense»: 1}",
    "tools: [{type: function, name: a, «strict»: true}]",
    "input_audio_transcription: {«enabled»: true}",
    "«outputs»: [audio]\nvoice: alloy",
    "{\"voice\": \"alloy\", «v:1»}",
    "«id»: sess_1\n«object»: realtime.session\nvoice: alloy",
    "type: session.update\n«voice»: alloy\nsession: {}",
    "x-anything: {goes: here}\nvoice: alloy",
    "$target: sessions\nvoice: alloy",
    "«$extend»: base.yaml",
    "client_secret: {«expires_at»: {anchor: created_at}}",
    "tools: [{type: function, name: a, parameters: {type: object, properties: {anything: {type: string}}}}]",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP101") == test.marked.ranges, "\(test.findings)")
  }

  /// All the fields of a small mapping, and the nearest of a large one.
  @Test(arguments: [
    (
      "type: realtime\nqqq: 1",
      "fields allowed here: `type`, `output_modalities`, `model`, `instructions` and 10 more; `sessionc explain` lists all"
    ),
    (
      "type: realtime\nchoice_of_tool: 1",
      "fields allowed here: `tool_choice`, `tools`, `parallel_tool_calls`, `max_output_tokens` and 10 more; `sessionc explain` lists all"
    ),
    ("type: realtime\naudio: {qqq: 1}", "fields allowed here: `input` or `output`"),
    // A field that stands elsewhere, misspelt.
    ("type: realtime\nvoise: alloy", "did you mean `audio.output.voice`?"),
    (
      "type: realtime\ntreshold: 0.4", "did you mean `audio.input.turn_detection.threshold`?"
    ),
    (
      "type: realtime\nsilenceDurationMs: 5",
      "did you mean `audio.input.turn_detection.silence_duration_ms`?"
    ),
    (
      "type: transcription\nvoise: alloy",
      "fields allowed here: `type`, `audio` or `include`"
    ),
    (
      "type: realtime\naudio: {formatt: {type: audio/pcmu}}",
      "fields allowed here: `input` or `output`"
    ),
    ("treshold: 0.4", "did you mean `turn_detection.threshold`?"),
    (
      "type: realtime\naudio: {output: {instrctions: hi}}",
      "did you mean `instructions`, at the top level of the session?"
    ),
    (
      "{type: session.update, treshold: 1, session: {type: realtime}}",
      "did you mean `session.audio.input.turn_detection.threshold`?"
    ),
    ("sesion: {voice: ash}", "did you mean `session`?"),
    // Two places have such a field, and the other is too far from any.
    (
      "type: realtime\ncreate_respons: true",
      "did you mean `audio.input.turn_detection.create_response`?"
    ),
    ("type: realtime\naudio: {fromat: 1}", "fields allowed here: `input` or `output`"),
    ("type: realtime\naudio: {voixe_: 1}", "fields allowed here: `input` or `output`"),
  ])
  func namesWhatIsKnown(_ profile: String, _ help: String) {
    let findings = RuleCase(profile).findings.filter { $0.rule.code == "SP101" }
    #expect(findings.map(\.help) == [help])
    #expect(findings.allSatisfy { $0.fix == nil })
  }
}
