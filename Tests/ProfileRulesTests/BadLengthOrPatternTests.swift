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

  /// No document forbids these; they say nothing more.
  static let warnings: [RuleCase] = [
    "type: realtime\ninclude: [item.input_audio_transcription.logprobs, «item.input_audio_transcription.logprobs»]",
    "type: transcription_session.update\nsession: {include: [item.input_audio_transcription.logprobs, «item.input_audio_transcription.logprobs»]}",
    "type: realtime\ntools: [{type: mcp, server_label: a, server_url: https://a.example, allowed_tools: [b, c, «b»]}]",
    "type: realtime\ntools: [{type: mcp, server_label: a, server_url: https://a.example, allowed_tools: {tool_names: [b, «b»]}}]",
    "type: realtime\ntools: [{type: mcp, server_label: a, server_url: https://a.example, allowed_callers: [direct, «direct»]}]",
  ]

  @Test(arguments: warnings) func anItemTwiceIsAWarningWhereNothingForbidsIt(_ test: RuleCase) {
    let found = test.findings.filter { $0.rule.code == "SP204" }
    #expect(found.map(\.span.range) == test.marked.ranges, "\(test.findings)")
    #expect(found.allSatisfy { $0.severity == .warning && $0.fix?.isSafe == true })
  }

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP204") == test.marked.ranges, "\(test.findings)")
  }
}
