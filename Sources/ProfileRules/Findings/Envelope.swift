package import ProfileIR
package import SourceDiagnostics

/// What the body of a client secret says beyond its session, and an event has no place for.
package enum Envelope {
  /// Reports what a GA body would lose as an event of its own dialect.
  ///
  /// - Parameter isEvent: whether the target is the event.
  package static func check(
    _ profile: BoundProfile,
    isEvent: Bool,
    into bag: inout DiagnosticBag
  ) {
    guard isEvent, profile.document == .clientSecret else { return }
    if let lifetime = profile.child("expires_after", of: profile.root) {
      bag.report(
        profile.finding(
          NotInTarget.descriptor,
          "`expires_after` has no place in an event",
          at: lifetime,
          onKey: true,
          help: "remove it, or compile for ga-client-secrets"
        )
      )
    }
    guard profile.session == .none else { return }
    bag.report(
      profile.finding(
        NotInTarget.descriptor,
        "an event needs a session, and this body has none",
        at: profile.root,
        help: "add `session: {type: realtime}`"
      )
    )
  }
}
