import SourceDiagnostics
import TestSupport
import Testing

@Suite struct RequiredWithoutToolsTests {
  static let cases: [RuleCase] = [
    "tool_choice: «required»",
    "tool_choice: «required»\ntools: []",
    "tool_choice: required\ntools: [{type: function, name: a}]",
    "tool_choice: auto",
    "type: session.update\nsession: {tool_choice: required}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP406") == test.marked.ranges, "\(test.findings)")
  }
}
