internal import ProfileIR
package import SourceDiagnostics

/// `tool_choice: required` in a session that has no tools.
package enum RequiredWithoutTools: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP406",
    "required-without-tools",
    "tool_choice requires a tool, and there are none"
  )

  package static let explanation = RuleExplanation(
    why: """
      `tool_choice: required` makes the model call a tool in every answer, and the session has \
      none. Chat Completions refuses a choice without tools; what Realtime does with it is not on \
      record.

      An event without `tools` is not checked: an earlier event may have declared them.
      """,
    bad: """
      instructions: You take bookings for a restaurant.
      tool_choice: required
      """,
    good: """
      instructions: You take bookings for a restaurant.
      tool_choice: auto
      """,
    remedy: "Declare the tools, or write `tool_choice: auto`. `--fix` leaves it to you.",
    source: """
      Follows from openai-openapi 2025-03-21, RealtimeSessionCreateRequest.tool_choice; no server \
      answer is on record
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let choice = profile.sessionField("tool_choice"), profile.isText(choice, "required")
    else { return }
    let tools = Tools(profile)
    guard tools.areFinal(in: profile) else { return }
    if let list = tools.list, profile[list].firstChild != .none { return }
    if profile.isMeant("tools", in: profile.session) { return }
    bag.report(
      profile.finding(
        descriptor,
        "the session has no tools to choose from",
        at: choice,
        help: "declare tools, or write `tool_choice: auto`",
        related: tools.list.map { [RelatedLocation("the list is empty", at: profile.span($0))] }
          ?? []
      )
    )
  }
}
