import SourceDiagnostics
import TestSupport
import Testing

@Suite struct SecretInProfileTests {
  static let cases: [RuleCase] = [
    "instructions: use «sk-proj-abcdefghijklmnop1234567890» please",
    "x-note: «ghp_abcdefghijklmnopqrstuvwxyz0123456789»",
    "tools: [{type: function, name: a, description: \"key «AKIAIOSFODNN7EXAMPLE»\"}]",
    "instructions: «eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0In0.abc»",
    "instructions: «-----BEGIN» RSA PRIVATE KEY-----",
    "instructions: a risk-based task-oriented approach with sk-learn and sk-something-rather-long-in-words",
    "# «sk-proj-abcdefghijklmnop1234567890»\nvoice: alloy # or «AKIAIOSFODNN7EXAMPLE» here",
    "instructions: Slack «xoxb-123456789012-abcdef» and «AIzaSyA1234567890abcdefghijklmnopqrstuv»",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP601") == test.marked.ranges, "\(test.findings)")
  }
}
