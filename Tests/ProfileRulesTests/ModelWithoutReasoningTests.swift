import SourceDiagnostics
import TestSupport
import Testing

@Suite struct ModelWithoutReasoningTests {
  static let cases: [RuleCase] = [
    "type: realtime\nmodel: gpt-realtime-1.5\n«reasoning»: {effort: low}",
    "type: realtime\nmodel: gpt-realtime-2.1\nreasoning: {effort: low}",
    "type: realtime\nmodel: my-own\nreasoning: {effort: low}",
    "type: realtime\nreasoning: {effort: low}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP451") == test.marked.ranges, "\(test.findings)")
  }
}
