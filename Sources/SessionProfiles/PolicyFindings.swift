internal import ProfileIR
internal import ProfileRules
internal import ProfileTargets
internal import SourceDiagnostics
internal import YAMLSyntax

/// Where a profile does not keep the policies of its project.
struct PolicyFindings {
  private let profile: BoundProfile
  private let dialect: Dialect
  /// The profile in the other dialect; made for the first policy that is about a field of that one alone.
  private var lowered: BoundProfile?
  private var parts: AuthoredParts?
  private let isWhole: Bool

  /// - Parameters:
  ///   - lowered: the profile as it was lowered already, if it was.
  ///   - isWhole: whether what is absent is absent.
  init?(_ profile: BoundProfile, lowered: BoundProfile?, isWhole: Bool) {
    guard let dialect = profile.schema.dialect else { return nil }
    (self.profile, self.dialect, self.lowered, self.isWhole) = (profile, dialect, lowered, isWhole)
  }

  mutating func report(_ policy: FieldPolicy, into bag: inout DiagnosticBag) {
    let form = policy.place.dialect(for: dialect)
    guard form != dialect else {
      PolicyChecker.check(policy, in: .init(profile, isWhole: isWhole), into: &bag)
      return
    }
    let lowered = self.lowered ?? lower(to: form)
    self.lowered = lowered
    let parts = self.parts ?? AuthoredParts(profile, lowered.tree)
    self.parts = parts
    let subject = PolicyChecker.Subject(lowered, authored: profile, isWhole: isWhole) { id in
      parts.id(of: lowered[id].key == .none ? lowered[id].value : lowered[id].key)
        ?? parts.id(of: lowered[id].value)
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

  /// What has no counterpart is left out: whoever asks for a request of that dialect is told.
  private func lower(to form: Dialect) -> BoundProfile {
    let isEvent = profile.document.isEvent
    let target: Target =
      switch form {
      case .ga: isEvent ? .gaSessionUpdate : .gaClientSecrets
      case .sessions: isEvent ? .sessionUpdate : .sessions
      }
    var bag = DiagnosticBag(limit: 1)
    let result = Lowering.lower(profile, to: target, rule: PolicyRule.descriptor, into: &bag)
    return Binder.bind(result.tree, to: Schema.of(form), as: result.document)
  }
}
