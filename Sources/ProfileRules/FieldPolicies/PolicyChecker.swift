package import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// Checks one policy in one profile: goes to all places of its field, and judges what stands there.
package struct PolicyChecker {
  /// A profile in the form of the field's dialect.
  package struct Subject {
    let profile: BoundProfile
    /// The profile as authored, where `profile` is what it was lowered to.
    let authored: BoundProfile?
    /// The value as authored that a value of `profile` stands for.
    let origin: (IRID) -> IRID?
    /// Whether what is absent is absent: not where a file is missing or could not be read to its end.
    let isWhole: Bool

    package init(
      _ profile: BoundProfile,
      authored: BoundProfile? = nil,
      isWhole: Bool,
      origin: @escaping (IRID) -> IRID? = { $0 }
    ) {
      (self.profile, self.authored, self.isWhole, self.origin) = (
        profile, authored, isWhole, origin
      )
    }
  }

  let policy: FieldPolicy
  let subject: Subject
  private let way: PolicyPlace.Way
  private var bag: DiagnosticBag
  /// For a policy that one item may keep: what was seen of the items.
  private var items = Items()

  private struct Items {
    /// The outermost list.
    var list: IRID?
    /// Those that were judged.
    var count = 0
    var isKept = false
    /// Whether one could not be judged.
    var isUnknown = false
  }

  var profile: BoundProfile { subject.profile }

  /// Reports where the profile does not keep a policy. Looks at each value on the way once.
  package static func check(
    _ policy: FieldPolicy,
    in subject: Subject,
    into bag: inout DiagnosticBag
  ) {
    guard let dialect = subject.profile.schema.dialect, let way = policy.place.way(in: dialect),
      subject.profile.session != .none
    else { return }
    var checker = PolicyChecker(policy, subject, way, heldMax: bag.limit)
    checker.visit(subject.profile.session, step: 0)
    if policy.needsOnlyOne { checker.judgeItems() }
    bag.report(contentsOf: checker.bag)
  }

  private init(_ policy: FieldPolicy, _ subject: Subject, _ way: PolicyPlace.Way, heldMax: Int) {
    (self.policy, self.subject, self.way) = (policy, subject, way)
    bag = DiagnosticBag(limit: heldMax)
  }

  // MARK: The way

  private mutating func visit(_ id: IRID, step: Int) {
    let node = profile.node(id)
    if node.flags.contains(.broken) {
      items.isUnknown = true
    } else if step == way.steps.count {
      judge(id)
    } else if node.kind == .sequence {
      if items.list == nil { items.list = id }
      for item in profile.children(of: id) { visit(item, step: step) }
    } else {
      visitMember(of: id, step: step)
    }
  }

  private mutating func visitMember(of id: IRID, step: Int) {
    if step == way.steps.count - 1 {
      switch fits(id) {
      case true?: break
      case false?: return
      case nil:
        items.isUnknown = true
        return
      }
    }
    let name = way.steps[step]
    for child in profile.children(of: id) {
      let key = profile[child].key
      if key != .none, profile.tree.bytes(key) == name[...] {
        visit(child, step: step + 1)
        return
      }
    }
    miss(in: id, step: step)
  }

  /// Whether an object is one that the policy is about; `nil` where that is not known.
  private func fits(_ id: IRID) -> Bool? {
    for condition in policy.conditions {
      guard let member = profile.child(named: condition.member, of: id) else {
        return subject.isWhole ? false : nil
      }
      if profile.node(member).flags.contains(.broken) { return nil }
      guard PolicyValues.contains(condition.values, member, in: profile) else { return false }
    }
    return true
  }

  // MARK: What is absent

  private mutating func miss(in id: IRID, step: Int) {
    if policy.needsOnlyOne, policy.isForbidden, items.list != nil { items.isKept = true }
    guard policy.isRequired, subject.isWhole, !policy.needsOnlyOne else { return }
    // What a policy says of each item says nothing where there are none.
    if let list = way.stepsToList, step < list { return }
    // Nor is it about an object that the policy's conditions are not about.
    guard policy.conditions.isEmpty || step == way.steps.count - 1, canHave(id, step) else {
      return
    }
    report(PolicyAbsence.find(policy, in: id, of: subject))
  }

  /// Whether an object of this kind may have the field at all.
  private func canHave(_ id: IRID, _ step: Int) -> Bool {
    let node = profile[id]
    guard node.field != .unknown else { return false }
    // What is no value for its own place has a finding, and nothing belongs into it.
    let facts = profile.schema[node.field]
    guard !facts.isUnion || id == profile.session,
      !facts.kinds.isDisjoint(with: profile.tree.jsonKind(node.value))
    else { return false }
    let field = profile.node(id).kind == .mapping ? node.field : node.union
    return profile.schema.leads(from: field, through: way.names[step...])
  }

  private mutating func report(_ finding: Diagnostic?) {
    if let finding { bag.report(finding) }
  }

  // MARK: What is there

  private mutating func judge(_ id: IRID) {
    if policy.needsOnlyOne {
      judgeOne(id)
      return
    }
    if policy.isForbidden {
      if isFull(at: id) { return }
      bag.report(PolicyWording.forbidden(policy, id, in: subject))
      return
    }
    let whole = policy.checksWhole ? PolicyValues.problemsOfWhole(policy, id, in: subject) : []
    guard policy.checksItems else {
      report(whole, at: id)
      return
    }
    guard profile.node(id).kind == .sequence else {
      report(PolicyValues.problems(policy, id, in: subject) + whole, at: id)
      return
    }
    report(whole, at: id)
    for item in profile.children(of: id) where !profile.node(item).flags.contains(.broken) {
      report(PolicyValues.problems(policy, item, in: subject), at: item)
    }
  }

  private mutating func report(_ problems: [PolicyProblem], at id: IRID) {
    guard !problems.isEmpty, !isFull(at: id) else { return }
    bag.report(PolicyWording.finding(policy, problems, at: id, in: subject))
  }

  private mutating func isFull(at id: IRID) -> Bool {
    let (rule, span) = (policy.descriptor, profile.span(id))
    return bag.countsOnly(rule, at: span)
  }

  // MARK: One item will do

  private mutating func judgeOne(_ id: IRID) {
    guard !items.isKept else { return }
    if items.list == nil { items.list = id }
    let isList = profile.node(id).kind == .sequence && policy.checksItems
    // An empty list is no item.
    items.count += isList ? Int(profile.node(id).count) : 1
    if policy.isForbidden { return }
    if policy.checksWhole, !PolicyValues.problemsOfWhole(policy, id, in: subject).isEmpty { return }
    guard policy.checksItems else {
      items.isKept = true
      return
    }
    guard isList else {
      items.isKept = PolicyValues.problems(policy, id, in: subject).isEmpty
      return
    }
    for item in profile.children(of: id) where !items.isKept {
      if profile.node(item).flags.contains(.broken) {
        items.isUnknown = true
      } else {
        items.isKept = PolicyValues.problems(policy, item, in: subject).isEmpty
      }
    }
  }

  private mutating func judgeItems() {
    guard !items.isKept, !items.isUnknown else { return }
    if items.count == 0 {
      guard policy.isRequired, subject.isWhole else { return }
      guard let list = items.list else {
        if canHave(profile.session, 0) {
          report(PolicyAbsence.find(policy, in: profile.session, of: subject))
        }
        return
      }
      bag.report(PolicyWording.noItem(policy, list, in: subject))
      return
    }
    if let list = items.list { bag.report(PolicyWording.noItem(policy, list, in: subject)) }
  }
}
