import SourceDiagnostics
import TestSupport
import Testing

@Suite struct ToolWithoutNameTests {
  static let cases: [RuleCase] = [
    "tools: [{type: function, name: a}]",
    "tools: [{«type»: function}]",
    "tools:\n  - «type»: function\n    description: b",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP404") == test.marked.ranges, "\(test.findings)")
  }
}
