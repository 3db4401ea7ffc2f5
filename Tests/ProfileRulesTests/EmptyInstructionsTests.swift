import SourceDiagnostics
import TestSupport
import Testing

@Suite struct EmptyInstructionsTests {
  static let cases: [RuleCase] = [
    "instructions: «\"\"»",
    "instructions: «\"  \"»",
    "instructions: hello",
    "type: session.update\nsession: {instructions: \"\"}",
    "type: session.update\nsession: {instructions: «\" \"»}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP503") == test.marked.ranges, "\(test.findings)")
  }
}
