package import ProfileIR
package import SourceDiagnostics

/// What the body of a client secret says beyond its session, and an event has no place for.
package enum Envelope {
  /// Reports what a body would lose in a target of its own dialect that is none.
  ///
  /// - Parameter form: that of the target.
  package static func check(
    _ profile: BoundProfile,
    for form: DocumentKind.Form,
    into bag: inout DiagnosticBag
  ) {
    if profile.document.form == .event, form != .event { checkWhole(profile, into: &bag) }
    guard form != .body, profile.document.form == .body else { return }
    let what = form == .event ? "an event" : "a session by itself"
    let keeper = profile.schema.dialect?.targetName(.body)
    for id in profile.children(of: profile.root) where profile.isBesideSession(id) {
      bag.report(
        profile.finding(
          NotInTarget.descriptor,
          "`\(profile.name(id))` has no place in \(what)",
          at: id,
          onKey: true,
          help: "remove it" + (keeper.map { ", or compile for \($0)" } ?? "")
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

  /// Reports what a session by itself needs and a change of one may leave out.
  private static func checkWhole(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard profile.session != .none else { return }
    let session = profile.schema[profile.schema.session]
    guard profile[profile.session].field != profile.schema.session else { return }
    for name in session.required.strings
    where profile.child(named: name, of: profile.session) == nil {
      bag.report(
        profile.finding(
          NotInTarget.descriptor,
          "an event that changes a session becomes no whole one: it has no `\(name)`",
          at: profile.session,
          onKey: true,
          help: "compile it for the event that it is"
        )
      )
    }
  }
}
