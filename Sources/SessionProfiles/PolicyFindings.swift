internal import ProfileIR
internal import ProfileRules
internal import ProfileTargets
internal import SourceDiagnostics
internal import YAMLSyntax

extension Compiler {
  /// Reports where a profile does not keep the policies that are about it.
  ///
  /// - Parameters:
  ///   - lowered: the profile in the dialect of its target, where that is another one.
  ///   - isWhole: whether all of it could be had, so that what is absent is absent.
  func checkPolicies(
    of profile: BoundProfile,
    _ lowered: BoundProfile?,
    _ isWhole: Bool,
    called name: String,
    into bag: inout DiagnosticBag
  ) {
    guard let dialect = profile.schema.dialect else { return }
    var others: [Dialect: OtherForm] = [:]
    for policy in options.policies.about(name, variant: profile.tree.composition?.variant) {
      guard let form = policy.place.dialect(for: dialect) else { continue }
      guard form != dialect else {
        PolicyChecker.check(policy, in: .init(profile, isWhole: isWhole), into: &bag)
        continue
      }
      let own = lowered?.schema.dialect == form ? lowered : nil
      let made = others[form] ?? OtherForm(profile, own ?? OtherForm.lower(profile, to: form))
      others[form] = made
      made.report(policy, isWhole, into: &bag)
    }
  }
}

/// A profile in the form of another dialect, for policies about fields of that one alone.
private final class OtherForm {
  private let profile: BoundProfile
  private let lowered: BoundProfile
  /// Made where something is found.
  private lazy var parts = AuthoredParts(profile, lowered.tree)

  init(_ profile: BoundProfile, _ lowered: BoundProfile) {
    (self.profile, self.lowered) = (profile, lowered)
  }

  /// What has no counterpart is left out: whoever asks for a request of that dialect is told.
  static func lower(_ profile: BoundProfile, to form: Dialect) -> BoundProfile {
    let target =
      profile.document.isEvent ? Target.first(of: form, .event) : Target.posted(of: form)
    var bag = DiagnosticBag(limit: 1)
    let result = Lowering.lower(profile, to: target, rule: PolicyRule.descriptor, into: &bag)
    return Binder.bind(result.tree, to: Schema.of(form), as: result.document)
  }

  func report(_ policy: FieldPolicy, _ isWhole: Bool, into bag: inout DiagnosticBag) {
    let subject = PolicyChecker.Subject(lowered, authored: profile, isWhole: isWhole) { id in
      let node = self.lowered[id]
      return self.parts.id(of: node.key == .none ? node.value : node.key)
        ?? self.parts.id(of: node.value)
    }
    var found = DiagnosticBag(limit: bag.limit)
    PolicyChecker.check(policy, in: subject, into: &found)
    for var finding in found.unsorted {
      // What is absent has its place in the profile as authored.
      if finding.content == nil { parts.apply(to: &finding) }
      bag.report(finding)
    }
    for (kind, count) in found.more.kinds { bag.count(kind, count, at: found.more.first) }
  }
}
