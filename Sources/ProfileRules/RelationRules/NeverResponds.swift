internal import ProfileIR
package import SourceDiagnostics

/// Turn detection that neither answers nor interrupts: the session sends events and nothing else.
package enum NeverResponds: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP302",
    "never-responds",
    "turn detection is on, but nothing happens when a turn ends",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      With `create_response` off the model does not answer when a turn ends, and with \
      `interrupt_response` off it does not stop when the user begins to speak. With both off, turn \
      detection only sends events: callers hear nothing unless your client asks for each answer.
      """,
    bad: """
      turn_detection:
        type: server_vad
        create_response: false
        interrupt_response: false
      """,
    good: """
      turn_detection:
        type: server_vad
        create_response: true
        interrupt_response: false
      """,
    remedy: """
      Turn one of the two on, or write `turn_detection: null` if the client drives the turns. If \
      your client works from the events alone, keep it as it is: the finding is a warning. `--fix` \
      leaves it to you.
      """,
    source: """
      openai-openapi 2025-03-21, turn_detection.create_response and interrupt_response; \
      openai-openapi main: with both off, only events
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let detection = profile.turnDetection,
      let create = profile.child("create_response", of: detection),
      let interrupt = profile.child("interrupt_response", of: detection),
      profile.bool(create) == false, profile.bool(interrupt) == false
    else { return }
    bag.report(
      profile.finding(
        descriptor,
        "with both responses off, turn detection only sends events",
        at: create,
        label: "no answer when a turn ends",
        help:
          "remove one of the two, or write `turn_detection: null` if the client drives the turns",
        related: [
          RelatedLocation("and no interruption when one begins", at: profile.span(interrupt))
        ]
      )
    )
  }
}
