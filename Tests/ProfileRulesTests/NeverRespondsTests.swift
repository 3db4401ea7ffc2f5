import SourceDiagnostics
import TestSupport
import Testing

@Suite struct NeverRespondsTests {
  static let cases: [RuleCase] = [
    "turn_detection: {create_response: «false», interrupt_response: false}",
    "turn_detection: {create_response: false}",
    "turn_detection: {create_response: false, interrupt_response: true}",
    "turn_detection: null",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP302") == test.marked.ranges, "\(test.findings)")
  }
}
