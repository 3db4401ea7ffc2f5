import SourceDiagnostics
import TestSupport
import Testing

@Suite struct MissingFieldTests {
  static let cases: [RuleCase] = [
    "tools: [{type: function, name: a}]",
    "tools: [{«name»: a}]",
    "tools:\n  - «name»: a\n    description: b",
    "«tool_choice»: {type: function}\ntools: []",
    "client_secret: {«expires_after»: {seconds: 60}}",
    "«type»: session.update",
    "tools: [{typ: function, name: a}]",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP103") == test.marked.ranges, "\(test.findings)")
  }
}
