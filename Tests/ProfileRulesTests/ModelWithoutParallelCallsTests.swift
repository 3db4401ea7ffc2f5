import SourceDiagnostics
import TestSupport
import Testing

@Suite struct ModelWithoutParallelCallsTests {
  static let cases: [RuleCase] = [
    "type: realtime\nmodel: gpt-realtime\n«parallel_tool_calls»: false",
    "type: realtime\nmodel: gpt-realtime-2\nparallel_tool_calls: true",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP452") == test.marked.ranges, "\(test.findings)")
  }
}
