internal import ProfileIR
package import SourceDiagnostics

/// `parallel_tool_calls` for a model that does not take it.
package enum ModelWithoutParallelCalls: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP452",
    "model-without-parallel-calls",
    "the model makes no parallel tool calls"
  )

  package static let explanation = RuleExplanation(
    why: """
      Only the reasoning models take `parallel_tool_calls`. The service refuses it for the others, and \
      applies nothing of the request.
      """,
    bad: """
      type: realtime
      model: gpt-realtime-1.5
      parallel_tool_calls: true
      """,
    good: """
      type: realtime
      model: gpt-realtime-2.1
      parallel_tool_calls: true
      """,
    remedy: """
      Remove the field, or choose a model that takes it. `--fix --unsafe` removes the field.
      """,
    source: """
      openai-openapi main, RealtimeSessionCreateRequestGA.parallel_tool_calls
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    ModelAbility(group: "realtime", ability: "parallel_tool_calls").check(
      profile.sessionField("parallel_tool_calls"),
      of: profile.sessionField("model"),
      what: "parallel tool calls",
      rule: descriptor,
      in: profile,
      into: &bag
    )
  }
}
