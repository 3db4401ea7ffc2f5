internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// Turn detection that neither answers nor interrupts, and that no sound can start.
package enum NeverResponds: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP302",
    "never-responds",
    "turn detection is on, and can do nothing at all",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      With `create_response` and `interrupt_response` off, turn detection only sends events, and the \
      client asks for each answer. That is how push-to-talk with events works. With a `threshold` of \
      1 no sound is loud enough to begin a turn, so there is not even an event.
      """,
    bad: """
      type: realtime
      audio:
        input:
          turn_detection:
            type: server_vad
            threshold: 1
            create_response: false
            interrupt_response: false
      """,
    good: """
      type: realtime
      audio:
        input:
          turn_detection: null
      """,
    remedy: """
      Write `turn_detection: null` if the client drives the turns, or lower the threshold if it works \
      from the events. `--fix` leaves it to you.
      """,
    source: """
      openai-openapi main, turn_detection: create_response and interrupt_response with both off, \
      threshold
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let detection = profile.turnDetection,
      let create = profile.child("create_response", of: detection),
      let interrupt = profile.child("interrupt_response", of: detection),
      profile.bool(create) == false, profile.bool(interrupt) == false,
      let threshold = profile.child("threshold", of: detection),
      [.integer, .float].contains(profile.node(threshold).scalar),
      NumberText.value(profile.bytes(threshold)) == 1
    else { return }
    bag.report(
      profile.finding(
        descriptor,
        "no sound reaches a threshold of 1, and both responses are off: turn detection does nothing",
        at: threshold,
        help:
          "write `turn_detection: null` if the client drives the turns; else lower the threshold",
        related: [
          RelatedLocation("no answer when a turn ends", at: profile.span(create)),
          RelatedLocation("no interruption when one begins", at: profile.span(interrupt)),
        ]
      )
    )
  }
}
