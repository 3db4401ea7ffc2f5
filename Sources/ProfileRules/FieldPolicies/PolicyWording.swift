internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// What findings of policies say.
enum PolicyWording {
  /// A value that is not what the policy wants.
  static func finding(
    _ policy: FieldPolicy,
    _ problems: [PolicyProblem],
    at id: IRID,
    in subject: PolicyChecker.Subject
  ) -> Diagnostic {
    let phrases = problems.map { problem in
      problem.found.map { "must \(problem.wanted), not \($0)" } ?? "must \(problem.wanted)"
    }
    let dialect = dialectNote(id, in: subject)
    let message = "\(label(id, in: subject)) \(phrases.joined(separator: ", and "))\(dialect)"
    return finding(
      policy,
      message,
      at: id,
      in: subject,
      fix: problems.count == 1 && subject.authored == nil
        ? problems[0].fix.flatMap { fix(id, $0, in: subject.profile) } : nil
    )
  }

  /// A field that must not be there.
  static func forbidden(
    _ policy: FieldPolicy,
    _ id: IRID,
    in subject: PolicyChecker.Subject
  ) -> Diagnostic {
    let message = "\(label(id, in: subject)) must not be written"
    return finding(policy, message, at: id, onKey: true, in: subject)
  }

  /// A list of which no item is what one must be.
  static func noItem(
    _ policy: FieldPolicy,
    _ list: IRID,
    in subject: PolicyChecker.Subject
  ) -> Diagnostic {
    let wanted =
      policy.isForbidden
      ? "without `\(policy.field)`"
      : subject.profile.fieldPath(list) == policy.field
        ? "as the policy wants it: \(wanted(policy))"
        : "whose `\(policy.field)` is as the policy wants it: \(wanted(policy))"
    let message = "\(label(list, in: subject)) must have an item \(wanted)"
    return finding(policy, message, at: list, onKey: true, in: subject)
  }

  static func finding(
    _ policy: FieldPolicy,
    _ message: String,
    at id: IRID,
    onKey: Bool = false,
    in subject: PolicyChecker.Subject,
    fix: FixIt? = nil
  ) -> Diagnostic {
    subject.profile.finding(
      policy.descriptor,
      message,
      at: id,
      onKey: onKey,
      help: help(policy),
      fix: fix
    )
  }

  /// Why the policy is there; where nobody has said, what kind of thing it is.
  static func help(_ policy: FieldPolicy) -> String {
    policy.why.map { Wording.shown($0, most: 400) }
      ?? "`\(policy.name)` is a policy of this project; to make an exception, add the profile to its `except`"
  }

  // MARK: Values

  /// What a message calls a value: as the author wrote its key.
  private static func label(_ id: IRID, in subject: PolicyChecker.Subject) -> String {
    guard let authored = subject.authored, let origin = subject.origin(id) else {
      return subject.profile.label(id)
    }
    return authored.label(origin)
  }

  /// Said where the value is not what the author wrote, but what the other dialect has for it.
  private static func dialectNote(_ id: IRID, in subject: PolicyChecker.Subject) -> String {
    guard let authored = subject.authored, let origin = subject.origin(id),
      authored[origin].value != subject.profile[id].value,
      let dialect = subject.profile.schema.dialect
    else { return "" }
    return ", in the \(dialect.title) dialect"
  }

  /// A value as a message shows it; `nil` for one that may be a secret.
  static func shown(_ id: IRID, in profile: BoundProfile) -> String? {
    switch profile.node(id).kind {
    case .mapping: return "an object"
    case .sequence: return "a list"
    case .alias: return nil
    case .scalar: break
    }
    let (field, union) = (profile.schema[profile[id].field], profile.schema[profile[id].union])
    if field.isSecret || union.isSecret { return nil }
    let text = Wording.shown(profile.text(id))
    return profile.isScalar(id, .string) ? "`\(text)`" : text
  }

  /// As "be `marin` or `cedar`".
  static func list(_ values: [FieldPolicy.Value]) -> String {
    let isPattern = values.contains {
      if case .text(let pattern) = $0 { pattern.hasStars } else { false }
    }
    return (isPattern ? "match " : "be ") + choices(values)
  }

  private static func choices(_ values: [FieldPolicy.Value]) -> String {
    Wording.choices(values.map { Wording.shown(text($0), most: 80) })
  }

  private static func text(_ value: FieldPolicy.Value) -> String {
    switch value {
    case .text(let pattern): pattern.text
    case .number(let number): Wording.number(number)
    case .boolean(let boolean): boolean ? "true" : "false"
    case .null: "null"
    }
  }

  /// The one text that a list takes.
  static func onlyText(of values: [FieldPolicy.Value]) -> String? {
    guard values.count == 1 else { return nil }
    if case .text(let pattern) = values[0], pattern.hasStars { return nil }
    let text = text(values[0])
    // As a text without quotes it must be the same text.
    let isPlain = text.utf8.allSatisfy {
      $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || [0x2D, 0x2E, 0x2F, 0x5F].contains($0)
    }
    guard isPlain, text.utf8.first != UInt8(ascii: "-") || Double(text) != nil else { return nil }
    if case .text = values[0], ScalarResolver.kind(of: Array(text.utf8)[...]) != .string {
      return nil
    }
    return text
  }

  /// Never safe: what the policy wants is not what the author meant.
  private static func fix(_ id: IRID, _ text: String, in profile: BoundProfile) -> FixIt? {
    guard profile.node(id).kind == .scalar, Wording.shown(text) != "***" else { return nil }
    return profile.rewriting(id, as: text, isSafe: false)
  }

  /// What a field that is not there must be: "at most 1200".
  static func wanted(_ policy: FieldPolicy) -> String {
    var phrases: [String] = []
    if let allowed = policy.allowed { phrases.append(choices(allowed)) }
    if !policy.refused.isEmpty { phrases.append("not " + choices(policy.refused)) }
    if let least = policy.minimum { phrases.append("at least \(Wording.number(least))") }
    if let most = policy.maximum { phrases.append("at most \(Wording.number(most))") }
    if let least = policy.minLength { phrases.append("\(least) long or more") }
    if let most = policy.maxLength { phrases.append("\(most) long or less") }
    if let contained = policy.contained {
      phrases.append("with `\(Wording.shown(contained, most: 80))` in it")
    }
    return phrases.isEmpty ? "it is not left to the server" : phrases.joined(separator: ", ")
  }
}
