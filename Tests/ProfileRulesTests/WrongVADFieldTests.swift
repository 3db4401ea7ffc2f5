import SourceDiagnostics
import TestSupport
import Testing

@Suite struct WrongVADFieldTests {
  static let cases: [RuleCase] = [
    "turn_detection: {type: server_vad, threshold: 0.5, prefix_padding_ms: 1, silence_duration_ms: 1}",
    "turn_detection: {type: semantic_vad, «threshold»: 0.5, «prefix_padding_ms»: 1, «silence_duration_ms»: 1}",
    "turn_detection: {type: server_vad, «eagerness»: low}",
    "turn_detection: {«eagerness»: low}",
    "turn_detection: {threshold: 0.5}",
    "turn_detection: {type: semantic, threshold: 0.5, eagerness: low}",
    "turn_detection: {type: semantic_vad, eagerness: low, create_response: true}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP301") == test.marked.ranges, "\(test.findings)")
  }
}
