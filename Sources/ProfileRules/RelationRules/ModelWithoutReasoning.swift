internal import ProfileIR
package import SourceDiagnostics

/// `reasoning` for a model that does not reason.
package enum ModelWithoutReasoning: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP451",
    "model-without-reasoning",
    "the model does not reason"
  )

  package static let explanation = RuleExplanation(
    why: """
      Only some models reason. The service refuses `reasoning` for the others, and applies nothing of \
      the request.
      """,
    bad: """
      type: realtime
      model: gpt-realtime-1.5
      reasoning: {effort: low}
      """,
    good: """
      type: realtime
      model: gpt-realtime-2.1
      reasoning: {effort: low}
      """,
    remedy: """
      Remove the field, or choose a model that takes it. `--fix --unsafe` removes the field.
      """,
    source: """
      openai-openapi main, RealtimeSessionCreateRequestGA.reasoning; refusals: livekit/agents-js
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    ModelAbility(group: "realtime", ability: "reasoning").check(
      profile.sessionField("reasoning"),
      of: profile.sessionField("model"),
      what: "reasoning",
      rule: descriptor,
      in: profile,
      into: &bag
    )
  }
}
