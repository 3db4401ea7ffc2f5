import SourceDiagnostics
import TestSupport
import Testing

@Suite struct NeverRespondsTests {
  static let cases: [RuleCase] = [
    "turn_detection: {threshold: «1», create_response: false, interrupt_response: false}",
    "turn_detection: {threshold: «1.0», interrupt_response: false, create_response: false}",
    "turn_detection: {threshold: 0.9, create_response: false, interrupt_response: false}",
    "turn_detection: {threshold: 1, create_response: true, interrupt_response: false}",
    "turn_detection: {threshold: 1}",
    // Push-to-talk with events, as the guide has it.
    "turn_detection: {create_response: false, interrupt_response: false}",
    "type: realtime\naudio: {input: {turn_detection: {type: semantic_vad, create_response: false, interrupt_response: false}}}",
    "turn_detection: {create_response: false}",
    "turn_detection: {create_response: false, interrupt_response: true}",
    "turn_detection: null",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP302") == test.marked.ranges, "\(test.findings)")
  }
}
