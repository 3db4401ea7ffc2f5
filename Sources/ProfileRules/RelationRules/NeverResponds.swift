internal import ProfileIR
package import SourceDiagnostics

/// Turn detection that neither answers nor interrupts: the session sends events and nothing else.
package enum NeverResponds: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP302",
    "never-responds",
    "turn detection is on, but nothing happens when a turn ends"
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let detection = profile.sessionField("turn_detection"),
      let create = profile.child("create_response", of: detection),
      let interrupt = profile.child("interrupt_response", of: detection),
      profile.bool(create) == false, profile.bool(interrupt) == false
    else { return }
    bag.report(
      profile.finding(
        descriptor,
        "with both responses off, turn detection only sends events",
        severity: .warning,
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
