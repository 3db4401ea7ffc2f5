import SourceDiagnostics
import TestSupport
import Testing

@Suite struct BadLengthOrPatternTests {
  static let cases: [RuleCase] = [
    "tools: [{type: function, name: find_order-2}]",
    "tools: [{type: function, name: «find order»}]",
    "tools: [{type: function, name: «a.b»}]",
    "tools: [{type: function, name: «é»}]",
    "tools: [{type: function, name: «''»}]",
    RuleCase("tools: [{type: function, name: \(String(repeating: "a", count: 64))}]"),
    RuleCase("tools: [{type: function, name: «\(String(repeating: "a", count: 65))»}]"),
    RuleCase(
      "tools: [{type: function, name: a, description: \(String(repeating: "é", count: 1024))}]"
    ),
    RuleCase(
      "tools: [{type: function, name: a, description: «\(String(repeating: "é", count: 1025))»}]"
    ),
    RuleCase("input_audio_transcription: {prompt: «\(String(repeating: "x", count: 1025))»}"),
    RuleCase(
      "type: session.update\nevent_id: «\(String(repeating: "x", count: 513))»\nsession: {}"
    ),
    "modalities: «[]»",
    "modalities: [text, «text»]",
    "turn_detection: {threshold: 0.12345678901234560}",
    "turn_detection: {threshold: «0.30000000000000004»}",
    "turn_detection: {threshold: 0.3000000000000001}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP204") == test.marked.ranges, "\(test.findings)")
  }
}
