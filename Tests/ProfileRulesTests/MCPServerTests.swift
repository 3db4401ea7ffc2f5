import SourceDiagnostics
import TestSupport
import Testing

@Suite struct MCPServerTests {
  static let cases: [RuleCase] = [
    "type: realtime\ntools: [{type: «mcp», server_label: a}]",
    "type: realtime\ntools: [{type: mcp, server_label: a, server_url: https://a.example}]",
    "type: realtime\ntools:\n- type: mcp\n  server_label: a\n  connector_id: connector_gmail\n  «server_url»: https://a.example",
    "type: realtime\ntools: [{type: function, name: a}]",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP408") == test.marked.ranges, "\(test.findings)")
  }
}
