import SourceDiagnostics
import TestSupport
import Testing

@Suite struct ChatCompletionsFormTests {
  static let cases: [RuleCase] = [
    "tools: [{type: function, «function»: {name: a, parameters: {type: object}}}]",
    "tool_choice: {type: function, «function»: {name: a}}",
    "tools: [{type: function, name: a}]",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP405") == test.marked.ranges, "\(test.findings)")
  }
}
