package import ProfileIR
package import SourceDiagnostics

/// What the body of a client secret says beyond its session, and an event has no place for.
package enum Envelope {
  /// Reports what a body would lose in a target of its own dialect that is none.
  ///
  /// - Parameters:
  ///   - form: that of the target.
  ///   - posted: the name of a target that keeps it.
  package static func check(
    _ profile: BoundProfile,
    for form: DocumentKind.Form,
    posted: String,
    into bag: inout DiagnosticBag
  ) {
    guard form != .body, profile.document.form == .body else { return }
    let what = form == .event ? "an event" : "a session by itself"
    for name in profile.schema.facts(of: profile.document)?.besideNames.strings ?? [] {
      guard let id = profile.child(named: name, of: profile.root) else { continue }
      bag.report(
        profile.finding(
          NotInTarget.descriptor,
          "`\(name)` has no place in \(what)",
          at: id,
          onKey: true,
          help: "remove it, or compile for \(posted)"
        )
      )
    }
    guard profile.session == .none, form == .event else { return }
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
