internal import ProfileIR
internal import ProfileRules
internal import ProfileTargets
internal import ServerOverlays
internal import SourceDiagnostics

/// What a profile is compiled for, and what that asks of it.
extension Compiler {
  func target(of profile: BoundProfile, _ shape: DocumentShape) -> Target {
    options.target
      ?? profile.child("$target", of: profile.root).flatMap { profile.string($0) }
      .flatMap { Target(rawValue: $0) }
      ?? options.defaultTarget ?? Target.standard(for: shape)
  }

  /// Checks whether a profile can be what its target is.
  ///
  /// - Returns: the profile in the dialect of its target, where that is another one.
  func check(
    _ profile: BoundProfile,
    _ shape: DocumentShape,
    for target: Target,
    at server: Server?,
    _ misspellings: Binder.Misspellings,
    into bag: inout DiagnosticBag
  ) -> BoundProfile? {
    if target.dialect == shape.dialect {
      NotInTarget.check(target.facts, in: profile, into: &bag)
      Envelope.check(profile, for: target.form, into: &bag)
      return nil
    }
    guard LoweringTable.embedded.connects(shape.dialect, target.dialect) else {
      NotInTarget.report(
        profile,
        for: target.rawValue,
        of: target.dialect,
        insteadOf: Target.standard(for: shape).rawValue,
        into: &bag
      )
      return nil
    }
    return misspellings == .unknown ? lower(profile, to: target, at: server, into: &bag) : nil
  }

  /// The profile in the dialect of its target, checked there as well.
  private func lower(
    _ profile: BoundProfile,
    to target: Target,
    at server: Server?,
    into bag: inout DiagnosticBag
  ) -> BoundProfile {
    let rule = NotInTarget.descriptor
    let lowered = Lowering.lower(profile, to: target, rule: rule, into: &bag)
    let schema = Server.schema(of: target.dialect, at: server)
    let request = Binder.bind(lowered.tree, to: schema, as: lowered.document)
    var found = DiagnosticBag(limit: options.findingsHeld)
    check(request, at: server, into: &found)
    NotInTarget.check(target.facts, in: request, into: &found)
    LoweredFindings.report(found, in: request, from: profile, for: target, into: &bag)
    return request
  }
}
