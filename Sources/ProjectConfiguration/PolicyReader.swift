internal import ProfileIR
internal import ProfileRules
internal import SourceDiagnostics
internal import YAMLSyntax

/// Reads `policies`, and reports each mistake at its place.
struct PolicyReader {
  let file: BoundProfile
  private(set) var bag = DiagnosticBag()
  private let shared: SharedPolicies

  /// - Parameter shared: those of the file that the configuration extends.
  init(_ file: BoundProfile, besides shared: SharedPolicies) {
    (self.file, self.shared) = (file, shared)
  }

  mutating func read(_ id: IRID) -> [FieldPolicy] {
    var result: [FieldPolicy] = []
    for (index, policy) in file.children(of: id).enumerated() {
      guard index + shared.policies.count < FieldPolicies.countMax else {
        report(
          "there are more than \(FieldPolicies.countMax) policies",
          at: policy,
          help: "put several into one, with a list in `in`, or check less"
        )
        break
      }
      if let policy = readPolicy(policy) { result.append(policy) }
    }
    return result
  }

  private mutating func readPolicy(_ id: IRID) -> FieldPolicy? {
    let name = file.name(id)
    let shown = Wording.shown(name)
    if let problem = PolicyName.problem(name) {
      report("`\(shown)` \(problem.message)", at: id, help: problem.help)
    } else if shared.contains(name) {
      report(
        "`\(shown)` is a policy of the file that this one extends already",
        at: id,
        help: "give it another name, or change it there"
      )
    }
    guard let field = file.child("field", of: id), let path = file.string(field) else {
      return nil
    }
    guard var policy = FieldPolicy(name, field: path) else {
      bag.report(
        file.mistake(
          "`\(Wording.shown(path, most: 80))` is not a field of a session",
          at: field,
          help: UnknownPath.advice(insteadOf: path)
        )
      )
      return nil
    }
    readChecks(id, into: &policy)
    readScope(id, into: &policy)
    check(policy, id)
    return policy
  }

  // MARK: What it asks for

  private mutating func readChecks(_ id: IRID, into policy: inout FieldPolicy) {
    func flag(_ name: StaticString) -> Bool {
      file.child(name, of: id).flatMap { file.bool($0) } ?? false
    }
    policy.isRequired = flag("require")
    policy.isForbidden = flag("forbid")
    policy.needsOnlyOne = flag("some")
    policy.mayBeIgnored = flag("may-ignore")
    if let list = file.child("in", of: id) { policy.allowed = values(list, of: policy) }
    if let list = file.child("not", of: id) { policy.refused = values(list, of: policy) }
    policy.minimum = number("min", of: id, policy)
    policy.maximum = number("max", of: id, policy)
    policy.minLength = length("min-length", of: id, policy)
    policy.maxLength = length("max-length", of: id, policy)
    if let text = file.child("contains", of: id),
      isAbout(text, policy, "contains", [.string, .array], wholly: true)
    {
      policy.contained = file.string(text)
    }
  }

  private mutating func values(_ list: IRID, of policy: FieldPolicy) -> [FieldPolicy.Value] {
    let name = file.name(list)
    let scalars: KindSet = [.string, .number, .integer, .boolean, .null]
    guard isAbout(list, policy, name, scalars, wholly: false) else { return [] }
    let kinds = kinds(of: policy, wholly: false)
    return file.children(of: list).compactMap { item in
      guard let value = file.policyValue(item) else { return nil }
      if kinds.isDisjoint(with: file.tree.jsonKind(file[item].value)) {
        bag.report(
          file.mistake(
            "`\(policy.field)` takes \(Self.title(kinds)), and never `\(Wording.shown(file.text(item)))`",
            at: item,
            help: "write a value that the field takes, or remove this one"
          )
        )
      }
      return value
    }
  }

  private mutating func number(
    _ name: StaticString,
    of id: IRID,
    _ policy: FieldPolicy
  ) -> Double? {
    guard let value = file.child(name, of: id) else { return nil }
    let isAbout = isAbout(value, policy, "\(name)", [.number, .integer], wholly: false)
    guard isAbout, file.tree.jsonKind(file[value].value).contains(.number) else { return nil }
    return NumberText.value(file.bytes(value))
  }

  private mutating func length(
    _ name: StaticString,
    of id: IRID,
    _ policy: FieldPolicy
  ) -> Int? {
    guard let value = file.child(name, of: id),
      isAbout(value, policy, "\(name)", [.string, .array], wholly: true),
      file.tree.jsonKind(file[value].value).contains(.integer)
    else { return nil }
    return Int(exactly: NumberText.value(file.bytes(value)))
  }

  /// Reports a check that is about other kinds of values than the field takes.
  private mutating func isAbout(
    _ check: IRID,
    _ policy: FieldPolicy,
    _ name: String,
    _ wanted: KindSet,
    wholly: Bool
  ) -> Bool {
    let kinds = kinds(of: policy, wholly: wholly)
    guard kinds.isDisjoint(with: wanted) else { return true }
    report(
      "`\(name)` is about \(Self.title(wanted)), and `\(policy.field)` takes \(Self.title(kinds))",
      at: check,
      help: kinds.subtracting([.object, .array]).isEmpty
        ? "name a field inside it, as `\(policy.field).…`" : "use `in` or `not`"
    )
    return false
  }

  /// - Parameter wholly: whether a list is looked at as a whole, not at its items.
  private func kinds(of policy: FieldPolicy, wholly: Bool) -> KindSet {
    let (whole, items) = policy.kinds
    return wholly || !whole.contains(.array) ? whole : whole.subtracting(.array).union(items)
  }

  private static func title(_ kinds: KindSet) -> String {
    let names: [(KindSet, String)] = [
      (.string, "text"), (.number, "numbers"), (.integer, "numbers"),
      (.boolean, "`true` and `false`"),
      (.array, "lists"), (.object, "objects"), (.null, "`null`"),
    ]
    var titles: [String] = []
    for (kind, title) in names where !kinds.isDisjoint(with: kind) && !titles.contains(title) {
      titles.append(title)
    }
    return titles.joined(separator: " or ")
  }

  // MARK: What it is about

  private mutating func readScope(_ id: IRID, into policy: inout FieldPolicy) {
    if let list = file.child("paths", of: id) {
      policy.paths = file.paths(list, into: &bag).map { PathPattern($0.text) }
    }
    if let list = file.child("except", of: id) {
      policy.except = file.paths(list, into: &bag).map { PathPattern($0.text) }
    }
    if let list = file.child("variants", of: id) { policy.variants = variants(list) }
    if let severity = file.child("severity", of: id) {
      policy.severity = file.string(severity).flatMap { Severity(rawValue: $0) } ?? .error
    }
    // On one line, as findings are.
    policy.why = file.child("why", of: id).flatMap { file.string($0) }
      .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .flatMap { $0.isEmpty ? nil : $0 }
    guard let when = file.child("when", of: id) else { return }
    let siblings = policy.siblings
    for member in file.children(of: when) {
      let name = file.name(member)
      guard siblings.contains(name) else {
        report(
          "`\(Wording.shown(name))` is no member of the object that holds `\(policy.field)`",
          at: member,
          help: Suggestion.nearest(to: name, in: siblings).map { "did you mean `\($0)`?" }
            ?? "its members are \(Wording.choices(siblings))"
        )
        continue
      }
      let isList = file.node(member).kind == .sequence
      let values = isList ? Array(file.children(of: member)) : [member]
      policy.conditions.append(.init(name, values.compactMap { file.policyValue($0) }))
    }
  }

  private mutating func variants(_ list: IRID) -> [String] {
    file.children(of: list).compactMap { item in
      guard let name = file.string(item) else { return nil }
      let isPlain: (UInt8) -> Bool = { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 }
      guard let first = name.utf8.first, isPlain(first),
        name.utf8.allSatisfy({ isPlain($0) || $0 == UInt8(ascii: "-") })
      else {
        bag.report(
          file.mistake(
            "`\(Wording.shown(name))` is no name of a variant",
            at: item,
            help: "a variant is named with lower-case letters, digits and `-`, such as `prod`"
          )
        )
        return nil
      }
      return name
    }
  }

  // MARK: Whether it makes sense

  private mutating func check(_ policy: FieldPolicy, _ id: IRID) {
    let asks = [
      "in", "not", "min", "max", "min-length", "max-length", "contains",
    ].contains { file.child(named: $0, of: id) != nil }
    // What is neither true nor false has a finding of its own.
    let isUnclear = ["require", "forbid"].contains { name in
      file.child(named: name, of: id).map { file.bool($0) == nil } ?? false
    }
    if !policy.isRequired, !policy.isForbidden, !asks, !isUnclear {
      report(
        "`\(Wording.shown(policy.name))` asks for nothing",
        at: id,
        help: "give it `require: true`, `in: [VALUE]`, `max: NUMBER` or another check"
      )
    }
    if policy.isForbidden, policy.isRequired || asks, let forbid = file.child("forbid", of: id) {
      report(
        "a field that is forbidden can be nothing else",
        at: forbid,
        help: "keep `forbid`, or the other checks"
      )
    }
    if let least = policy.minimum, let most = policy.maximum, least > most {
      reportRange("min", "max", of: id)
    }
    if let least = policy.minLength, let most = policy.maxLength, least > most {
      reportRange("min-length", "max-length", of: id)
    }
    if policy.needsOnlyOne, !policy.hasList, let some = file.child("some", of: id) {
      report(
        "`some` is about the items of a list, and `\(policy.field)` is in none",
        at: some,
        help: "remove it"
      )
    }
  }

  private mutating func reportRange(
    _ least: StaticString,
    _ most: StaticString,
    of id: IRID
  ) {
    guard let low = file.child(least, of: id), let high = file.child(most, of: id) else { return }
    bag.report(
      file.mistake(
        "`\(least)` is \(Wording.shown(file.text(low))), above `\(most)`, which is \(Wording.shown(file.text(high)))",
        at: low,
        rule: OutOfRange.descriptor,
        help: "write the smaller number in `\(least)`"
      )
    )
  }

  private mutating func report(_ message: String, at id: IRID, help: String) {
    bag.report(file.mistake(message, at: id, onKey: true, help: help))
  }
}

extension BoundProfile {
  /// A scalar as a value of a policy.
  fileprivate func policyValue(_ id: IRID) -> FieldPolicy.Value? {
    guard node(id).kind == .scalar else { return nil }
    switch node(id).scalar {
    case .string: return .text(TextPattern(text(id)))
    case .bool: return .boolean(bool(id) ?? false)
    case .null: return .null
    case .integer, .float: return .number(NumberText.value(bytes(id)))
    case .notFinite: return nil
    }
  }
}
