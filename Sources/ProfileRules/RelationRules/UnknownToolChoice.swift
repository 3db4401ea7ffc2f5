internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// `tool_choice` forces a function that `tools` does not declare.
package enum UnknownToolChoice: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP402",
    "unknown-tool-choice",
    "tool_choice names a tool that is not declared"
  )

  package static let explanation = RuleExplanation(
    why: """
      `tool_choice` makes the model call one function, and `tools` does not declare it, so there \
      is nothing to call. Often the tool was renamed and this place was forgotten. The service's \
      answer to this is not on record.

      An event without `tools` is not checked: an earlier event may have declared them.
      """,
    bad: """
      tools:
        - type: function
          name: find_booking
      tool_choice:
        type: function
        name: find_bookings
      """,
    good: """
      tools:
        - type: function
          name: find_booking
      tool_choice:
        type: function
        name: find_booking
      """,
    remedy: """
      Write the name of a declared tool, or declare this one. `--fix` writes the declared name \
      where just one is much like it and none of its letters is another, as in `fnd` for `find`; \
      `--fix --unsafe` writes the one that is most like it.
      """,
    source: """
      Follows from openai-openapi 2025-03-21, RealtimeSessionCreateRequest.tool_choice; no server \
      answer is on record
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let choice = profile.sessionField("tool_choice"), profile.node(choice).kind == .mapping
    else { return }
    let tools = Tools(profile)
    guard tools.areFinal(in: profile) else { return }
    if profile.child("type", of: choice).flatMap({ profile.string($0) }) == "mcp" {
      checkServer(of: choice, tools, in: profile, into: &bag)
      return
    }
    guard let name = profile.child("name", of: choice), let text = profile.string(name),
      tools.isComplete
    else { return }
    let declared = tools.named.map { profile.text($0.name) }
    guard !tools.named.contains(where: { profile.bytes($0.name) == profile.bytes(name) }) else {
      return
    }
    if isDoubtful(choice, in: profile) { return }
    let match = Suggestion.find(text, in: declared, isOpen: true)
    let nearest = match?.name
    let target = tools.named.first { profile.text($0.name) == nearest }
    bag.report(
      profile.finding(
        descriptor,
        "no tool is called `\(Wording.shown(text))`",
        at: name,
        help: match.map { "did you mean \(Wording.choices([$0.name] + $0.others))?" }
          ?? (declared.isEmpty
            ? "declare it in `tools`" : "write a declared name: \(Wording.choices(declared))"),
        related: target.map {
          [RelatedLocation("this tool has a similar name", at: profile.span($0.name))]
        } ?? tools.list.map {
          [RelatedLocation("the tools are declared here", at: profile.keySpan($0))]
        }
          ?? [],
        fix: match.flatMap { profile.rewriting(name, as: $0.name, isSafe: $0.isSure) }
      )
    )
  }

  /// Whether another mistake hides where the tools are, or what is chosen.
  private static func isDoubtful(_ choice: IRID, in profile: BoundProfile) -> Bool {
    if profile.isMeant("tools", in: profile.session) { return true }
    guard let kind = profile.child("type", of: choice), let facts = profile.field(kind) else {
      return false
    }
    return !facts.allows(profile.bytes(kind))
  }

  /// The tools of an MCP server are known to the server only; its label is known here.
  private static func checkServer(
    of choice: IRID,
    _ tools: Tools,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard let label = profile.child("server_label", of: choice), let text = profile.string(label)
    else { return }
    let items = tools.list.map { Array(profile.children(of: $0)) } ?? []
    // A tool whose label is missing or misspelt may be the one that is chosen.
    guard items.allSatisfy({ hasLabel($0, in: profile) }) else { return }
    let labels = items.compactMap { profile.child("server_label", of: $0) }
    let declared = labels.compactMap { profile.string($0) }
    guard !declared.contains(text), !isDoubtful(choice, in: profile) else { return }
    let match = Suggestion.find(text, in: declared, isOpen: true)
    bag.report(
      profile.finding(
        descriptor,
        "no MCP tool has the label `\(Wording.shown(text))`",
        at: label,
        help: match.map { "did you mean \(Wording.choices([$0.name] + $0.others))?" }
          ?? (declared.isEmpty
            ? "declare it in `tools`" : "write a declared name: \(Wording.choices(declared))"),
        fix: match.flatMap { profile.rewriting(label, as: $0.name, isSafe: $0.isSure) }
      )
    )
  }

  /// Whether the label of a tool is known; a function has none.
  private static func hasLabel(_ tool: IRID, in profile: BoundProfile) -> Bool {
    guard profile.node(tool).kind == .mapping else { return false }
    if let label = profile.child("server_label", of: tool) { return profile.string(label) != nil }
    let kind = profile.child("type", of: tool).flatMap { profile.string($0) }
    return kind == "function" && !profile.isMeant("server_label", in: tool)
  }
}
