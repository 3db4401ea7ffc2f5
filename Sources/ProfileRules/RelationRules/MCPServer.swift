internal import ProfileIR
package import SourceDiagnostics

/// An MCP tool that names no server, or more than one.
package enum MCPServer: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP408",
    "mcp-server",
    "an MCP tool does not name just one server"
  )

  package static let explanation = RuleExplanation(
    why: """
      An MCP tool is reached by `server_url`, `connector_id` or `tunnel_id`, and the service wants \
      just one of them.
      """,
    bad: """
      type: realtime
      tools:
        - type: mcp
          server_label: shop
      """,
    good: """
      type: realtime
      tools:
        - type: mcp
          server_label: shop
          server_url: https://mcp.example.com
      """,
    remedy: """
      Name the server by one of the three fields. `--fix` leaves it to you.
      """,
    source: """
      openai-openapi main, MCPTool
      """
  )

  private static let servers: [StaticString] = ["server_url", "connector_id", "tunnel_id"]

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let tools = profile.tools else { return }
    for tool in profile.children(of: tools) {
      guard let type = profile.child("type", of: tool), profile.isText(type, "mcp") else {
        continue
      }
      let given = servers.compactMap { profile.child($0, of: tool) }
        .sorted { profile.keySpan($0).start < profile.keySpan($1).start }
      if given.isEmpty, servers.contains(where: { profile.isMeant($0.description, in: tool) }) {
        continue
      }
      // A server that takes a URL only has said so.
      if given.isEmpty, profile.field(tool)?.required.contains("server_url") ?? false { continue }
      guard given.count != 1, !bag.countsOnly(descriptor, at: profile.span(type)) else { continue }
      let choices = Wording.choices(servers.map(\.description))
      guard given.count > 1 else {
        var finding = profile.finding(
          descriptor,
          "\(profile.title(tool)) names no MCP server",
          at: type,
          help: "add one of \(choices)"
        )
        finding.path = profile.safePath(tool)
        bag.report(finding)
        continue
      }
      bag.report(
        profile.finding(
          descriptor,
          "\(profile.title(tool)) names its MCP server \(given.count) times",
          at: given[1],
          onKey: true,
          help: "keep one of \(choices)",
          related: [RelatedLocation("named here already", at: profile.keySpan(given[0]))]
        )
      )
    }
  }
}
