import SourceDiagnostics
import TestSupport
import Testing

@Suite struct UnknownToolChoiceTests {
  static let cases: [RuleCase] = [
    "tool_choice: {type: function, name: a}\ntools: [{type: function, name: a}]",
    "tool_choice: {type: function, name: «b»}\ntools: [{type: function, name: a}]",
    "tool_choice: {type: function, name: «b»}",
    "type: session.update\nsession: {tool_choice: {type: function, name: b}}",
    "type: session.update\nsession: {tools: [], tool_choice: {type: function, name: «b»}}",
    "tool_choice: {type: function, name: b}\ntools: [{type: function}]",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP402") == test.marked.ranges, "\(test.findings)")
  }
}
