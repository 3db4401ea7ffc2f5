import SourceDiagnostics
import TestSupport
import Testing

@Suite struct DuplicateToolNameTests {
  static let cases: [RuleCase] = [
    "tools: [{type: function, name: a}, {type: function, name: b}]",
    "tools: [{type: function, name: a}, {type: function, name: «a»}, {type: function, name: «a»}]",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP401") == test.marked.ranges, "\(test.findings)")
  }
}
