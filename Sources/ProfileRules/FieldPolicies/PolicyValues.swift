internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// One thing that a value is not, and what it is to be.
struct PolicyProblem {
  /// As "be at most 1200".
  var wanted: String
  /// What the value is in place of it; `nil` where that need not be said.
  var found: String?
  /// The text that would do, where only one would.
  var fix: String?
}

/// Whether values are what a policy wants.
enum PolicyValues {
  /// Whether a value is one of a list. A mapping or a list never is.
  static func contains(_ values: [FieldPolicy.Value], _ id: IRID, in profile: BoundProfile) -> Bool
  {
    guard profile.node(id).kind == .scalar else { return false }
    return values.contains { isEqual($0, id, in: profile) }
  }

  private static func isEqual(
    _ value: FieldPolicy.Value,
    _ id: IRID,
    in profile: BoundProfile
  ) -> Bool {
    switch value {
    case .text(let pattern): profile.isScalar(id, .string) && pattern.matches(profile.bytes(id))
    case .number(let number): profile.number(id) == number
    case .boolean(let boolean): profile.bool(id) == boolean
    case .null: profile.isScalar(id, .null)
    }
  }

  /// What a value, or an item of a list, is not.
  static func problems(
    _ policy: FieldPolicy,
    _ id: IRID,
    in subject: PolicyChecker.Subject
  ) -> [PolicyProblem] {
    let profile = subject.profile
    var result: [PolicyProblem] = []
    func add(_ wanted: String, _ fix: String? = nil) {
      let found = PolicyWording.shown(id, in: profile)
      result.append(PolicyProblem(wanted: wanted, found: found, fix: fix))
    }
    if let allowed = policy.allowed, !contains(allowed, id, in: profile) {
      add(PolicyWording.list(allowed), PolicyWording.onlyText(of: allowed))
    }
    if contains(policy.refused, id, in: profile) {
      let wanted = "not " + PolicyWording.list(policy.refused)
      result.append(PolicyProblem(wanted: wanted, found: nil))
    }
    let number = profile.number(id)
    // Of a field of whole numbers, half of one is no value.
    func text(_ bound: Double) -> String? {
      let isWhole = bound == bound.rounded()
      let takesParts = profile.field(id)?.kinds.contains(.number) ?? false
      return isWhole || takesParts ? Wording.number(bound) : nil
    }
    if let least = policy.minimum, number.map({ $0 < least }) ?? true {
      add("be at least \(Wording.number(least))", text(least))
    }
    if let most = policy.maximum, number.map({ $0 > most }) ?? true {
      add("be at most \(Wording.number(most))", text(most))
    }
    return result
  }

  /// What a text, or a list as a whole, is not.
  static func problemsOfWhole(
    _ policy: FieldPolicy,
    _ id: IRID,
    in subject: PolicyChecker.Subject
  ) -> [PolicyProblem] {
    let profile = subject.profile
    let isList = profile.node(id).kind == .sequence
    guard isList || profile.isScalar(id, .string) else {
      let found = PolicyWording.shown(id, in: profile)
      return [PolicyProblem(wanted: "be text", found: found)]
    }
    var result: [PolicyProblem] = []
    if policy.minLength != nil || policy.maxLength != nil {
      let count = length(of: id, in: profile)
      if let least = policy.minLength, count < least {
        let wanted = "have at least \(Wording.number(of: least, isList ? "item" : "character"))"
        result.append(PolicyProblem(wanted: wanted, found: String(count)))
      }
      if let most = policy.maxLength, count > most {
        let wanted = "have at most \(Wording.number(of: most, isList ? "item" : "character"))"
        result.append(PolicyProblem(wanted: wanted, found: String(count)))
      }
    }
    if let contained = policy.contained, let part = policy.containedPart,
      !contains(part, id, in: profile)
    {
      let wanted = "contain `\(Wording.shown(contained, most: 80))`"
      result.append(PolicyProblem(wanted: wanted, found: nil))
    }
    return result
  }

  private static func length(of id: IRID, in profile: BoundProfile) -> Int {
    guard profile.node(id).kind == .scalar else { return Int(profile.node(id).count) }
    return profile.bytes(id).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  private static func contains(_ part: BytePart, _ id: IRID, in profile: BoundProfile) -> Bool {
    guard profile.node(id).kind == .sequence else {
      return part.firstEnd(in: profile.bytes(id)) != nil
    }
    return profile.children(of: id).contains { item in
      profile.node(item).flags.contains(.broken)
        || profile.isScalar(item, .string) && profile.bytes(item) == part.bytes[...]
    }
  }
}

extension BoundProfile {
  /// The value of a scalar that is a number, else `nil`.
  fileprivate func number(_ id: IRID) -> Double? {
    guard tree.jsonKind(self[id].value).contains(.number) else { return nil }
    return NumberText.value(bytes(id))
  }
}
