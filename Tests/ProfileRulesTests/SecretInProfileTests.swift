import SourceDiagnostics
import TestSupport
import Testing

@Suite struct SecretInProfileTests {
  private static let key = "sk-proj-" + SampleSecret.random(48)
  private static let id = "AKIA" + SampleSecret.random(16, of: SampleSecret.base32)
  private static let hex = SampleSecret.random(32, of: SampleSecret.hex)
  private static let lines = SampleSecret.pem.split(separator: "\n").joined(separator: "\n  ")

  static let cases: [RuleCase] = [
    RuleCase("instructions: use «\(key)» please"),
    RuleCase("x-note: «ghp_\(SampleSecret.random(36))»"),
    RuleCase("tools: [{type: function, name: a, description: \"key «\(id)»\"}]"),
    RuleCase("instructions: «|\n  \(lines)»"),
    RuleCase(
      "x-a: \"\(SampleSecret.pem.replacing("\n", with: "\\n"))\"".marking(after: "x-a: ")
    ),
    RuleCase("# «\(key)»\nvoice: alloy # or «\(id)» here"),
    RuleCase("# «\(SampleSecret.pem.replacing("\n", with: "\n# "))»\nvoice: alloy"),
    RuleCase("x-twilio: {auth_token: «\(hex)», account: AC\(hex)}"),
    RuleCase("x-headers:\n  Authorization: Bearer «\(key.dropFirst(8))»"),
    RuleCase("x-db: postgres://app:«\(hex)»@db/calls"),
    RuleCase("x-«\(key)»: 1"),
    RuleCase("x-a: «\"\\u0073\(key.dropFirst())\"»"),
    "instructions: a risk-based task-oriented approach with sk-learn and AKIAIOSFODNN7EXAMPLE",
    "x-note: The password is asked for, and -----BEGIN PRIVATE KEY----- is said.",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP601") == test.marked.ranges, "\(test.findings)")
  }
}

extension String {
  /// The rest of the text marked as a place.
  fileprivate func marking(after prefix: String) -> String {
    prefix + "«" + dropFirst(prefix.count) + "»"
  }
}
