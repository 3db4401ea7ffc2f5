internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// Two tools of one name, or MCP servers of one label: nobody could tell which is called.
package enum DuplicateToolName: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP401",
    "duplicate-tool-name",
    "two tools have the same name"
  )

  package static let explanation = RuleExplanation(
    why: """
      A function call carries the name of the tool and nothing else to tell it by. With two tools \
      of one name neither the model nor your client can say which is meant. The service's answer \
      to this is not on record.

      Two MCP servers with the same `server_label` are a warning: calls and `tool_choice` name the \
      server by it, and no document says that the service refuses the second.
      """,
    bad: """
      tools:
        - type: function
          name: find_booking
          description: Finds a booking by the guest's name.
        - type: function
          name: find_booking
          description: Finds a booking by its number.
      """,
    good: """
      tools:
        - type: function
          name: find_booking_by_name
          description: Finds a booking by the guest's name.
        - type: function
          name: find_booking_by_number
          description: Finds a booking by its number.
      """,
    remedy: """
      Rename one of the two, and say in the descriptions when each is called; or delete the copy. \
      `--fix` leaves it to you.
      """,
    source: "Follows from openai-openapi 2025-03-21, tools[].name; no server answer is on record"
  )

  /// What has a name of its own among the tools.
  private enum Kind {
    case tool, server

    /// No document says that a label is used once only.
    var severity: Severity? { self == .server ? .warning : nil }
    var help: String {
      self == .tool ? "give each tool a name of its own" : "give each server a label of its own"
    }
    var done: String { self == .tool ? "declared" : "given" }

    func message(_ name: String) -> String {
      self == .tool
        ? "the tool `\(name)` is declared twice" : "the label `\(name)` is given to two MCP servers"
    }
  }

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let tools = profile.tools, profile.node(tools).count > 1 else { return }
    check(Tools(profile).named, .tool, in: profile, into: &bag)
    let servers = profile.children(of: tools)
      .compactMap { tool -> (tool: IRID, name: IRID)? in
        guard profile.child("type", of: tool).map({ profile.isText($0, "mcp") }) ?? false,
          let label = profile.child("server_label", of: tool), profile.isScalar(label, .string)
        else { return nil }
        return (tool, label)
      }
    check(servers, .server, in: profile, into: &bag)
  }

  private static func check(
    _ named: [(tool: IRID, name: IRID)],
    _ kind: Kind,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let repeated = Repetitions.find(among: named.map(\.name), in: profile)
    guard !repeated.isEmpty else { return }
    let owners = Dictionary(
      named.map { ($0.name, $0.tool) },
      uniquingKeysWith: { first, _ in first }
    )
    for (name, earlier) in repeated {
      if bag.countsOnly(descriptor, severity: kind.severity, at: profile.span(name)) { continue }
      var finding = profile.finding(
        descriptor,
        kind.message(Wording.shown(profile.text(name))),
        severity: kind.severity,
        at: name,
        label: "\(kind.done) again here",
        help: kind.help,
        related: [RelatedLocation("first \(kind.done) here", at: profile.span(earlier))]
      )
      // An alias declares the tool once more, and not where its name stands.
      if let tool = owners[name], profile[tool].written != profile[tool].value {
        finding.span = profile.tree.span(profile[tool].written)
        finding.mistake = nil
      }
      bag.report(finding)
    }
  }
}
