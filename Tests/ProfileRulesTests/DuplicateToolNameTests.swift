import SourceDiagnostics
import TestSupport
import Testing

@Suite struct DuplicateToolNameTests {
  static let cases: [RuleCase] = [
    "tools: [{type: function, name: a}, {type: function, name: b}]",
    "tools: [{type: function, name: a}, {type: function, name: «a»}, {type: function, name: «a»}]",
  ]

  static let server = "type: mcp, server_url: https://a.example"

  /// No document says that the service refuses the second.
  static let labels: [RuleCase] = [
    RuleCase("type: realtime\ntools: [{\(server), server_label: a}, {\(server), server_label: b}]"),
    RuleCase(
      "type: realtime\ntools: [{\(server), server_label: a}, {\(server), server_label: «a»}, "
        + "{\(server), server_label: «a»}]"
    ),
    RuleCase("type: realtime\ntools: [{type: function, name: a}, {\(server), server_label: a}]"),
    RuleCase("type: realtime\ntools: [&t {\(server), server_label: a}, «*t»]"),
  ]

  @Test(arguments: labels) func labelsOfServersAreWarnings(_ test: RuleCase) {
    #expect(test.places(of: "SP401") == test.marked.ranges, "\(test.findings)")
    #expect(test.findings.allSatisfy { $0.severity == .warning && $0.related.count > 0 })
  }

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP401") == test.marked.ranges, "\(test.findings)")
  }
}
