import SessionProfiles
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

  /// A number that is wrong for the one kind may be right for another: then nothing is sure.
  @Test(arguments: [("rate: 24000", true), ("rate: 8000", false), ("rate: 16000", false)])
  func isSureOnlyWhereTheRestFits(_ member: String, _ isSafe: Bool) {
    let text = "type: realtime\naudio: {output: {format: {\(member)}}}\n"
    let found = Compiler().lint(SourceText(name: "p.yaml", text: text))
    #expect(found.first { $0.rule.code == "SP103" }?.fix?.isSafe == isSafe)
  }
}
