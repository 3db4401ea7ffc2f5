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
    "«$extends»: base.yaml",
    "client_secret: {«expires_at»: {anchor: created_at}}",
    "tools: [{type: function, name: a, parameters: {type: object, properties: {anything: {type: string}}}}]",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP101") == test.marked.ranges, "\(test.findings)")
  }
}
