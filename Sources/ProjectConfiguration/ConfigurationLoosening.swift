internal import ProfileIR
internal import ProfileRules
internal import ProfileTargets
internal import RequestDifference
internal import ServerOverlays
public import SourceDiagnostics
internal import YAMLSyntax

/// Where a configuration checks less than another one.
public struct ConfigurationLoosening: Sendable, Equatable {
  /// A JSON Pointer into the configuration.
  public var path: String
  /// What it said, and what it says; `nil` for nothing.
  public var old: String?
  public var new: String?

  /// Everything that a configuration leaves through, and the one before did not.
  public static func all(from old: Configuration, to new: Configuration) -> [ConfigurationLoosening]
  {
    policies(old, new) + severities(old.policy, new.policy) + allowed(old.policy, new.policy)
      + changes(old.changes, new.changes) + scope(old, new)
  }

  /// The place of a setting in the text of a configuration, or of what is around it.
  public static func span(of path: String, in source: SourceText) -> SourceSpan? {
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(source.bytes, into: &bag), tree.root != .none else {
      return nil
    }
    var (node, span) = (tree.root, nil as SourceSpan?)
    for name in JSONPointer.names(in: path) {
      guard tree[node].kind == .mapping,
        let entry = tree.entries(of: node).first(where: { tree.string($0.key) == name })
      else { break }
      span = tree.span(entry.key)
      node = tree.resolve(entry.value)
    }
    return span
  }

  // MARK: Policies

  private static func policies(_ old: Configuration, _ new: Configuration) -> [Self] {
    old.policies.all.compactMap { policy in
      let path = "/policies" + JSONPointer.token(policy.name)
      guard let other = new.policies.policy(named: policy.name) else {
        return Self(path: path, old: policy.asks, new: nil)
      }
      return isWeaker(other, than: policy)
        ? Self(path: path, old: policy.asks, new: other.asks) : nil
    }
  }

  private static func isWeaker(_ new: FieldPolicy, than old: FieldPolicy) -> Bool {
    func isLower<Value: Comparable>(_ new: Value?, _ old: Value?) -> Bool {
      old.map { old in new.map { $0 < old } ?? true } ?? false
    }
    func isHigher<Value: Comparable>(_ new: Value?, _ old: Value?) -> Bool {
      old.map { old in new.map { $0 > old } ?? true } ?? false
    }
    func isWider(_ new: [FieldPolicy.Value]?, _ old: [FieldPolicy.Value]?) -> Bool {
      old.map { old in new.map { !$0.allSatisfy(old.contains) } ?? true } ?? false
    }
    let asksLess =
      new.field != old.field || old.isRequired && !new.isRequired
      || old.isForbidden && !new.isForbidden || isWider(new.allowed, old.allowed)
      || !old.refused.allSatisfy(new.refused.contains)
      || isLower(new.minimum, old.minimum) || isHigher(new.maximum, old.maximum)
      || isLower(new.minLength, old.minLength) || isHigher(new.maxLength, old.maxLength)
      || old.contained != nil && new.contained != old.contained
      || new.needsOnlyOne && !old.needsOnlyOne || new.mayBeIgnored && !old.mayBeIgnored
      || new.severity < old.severity
    return asksLess || isAboutLess(new, than: old)
  }

  /// Whether there are objects or profiles that a policy is not about any more.
  private static func isAboutLess(_ new: FieldPolicy, than old: FieldPolicy) -> Bool {
    func texts(_ patterns: [PathPattern]) -> Set<ByteText> {
      Set(patterns.map { ByteText($0.text) })
    }
    let hasMoreConditions = new.conditions.contains { condition in
      !old.conditions.contains { other in
        other.member == condition.member && other.values.allSatisfy(condition.values.contains)
      }
    }
    if hasMoreConditions { return true }
    if let paths = new.paths {
      guard let before = old.paths, texts(before).isSubset(of: texts(paths)) else { return true }
    }
    if !texts(new.except).isSubset(of: texts(old.except)) { return true }
    guard let variants = new.variants else { return false }
    return old.variants.map { !Set($0).isSubset(of: variants) } ?? true
  }

  // MARK: Rules

  private static func severities(_ old: RulePolicy, _ new: RulePolicy) -> [Self] {
    Set(old.settings.keys).union(new.settings.keys).sorted().compactMap { name in
      let (before, now) = (old.settings[name], new.settings[name])
      let standard = rank(RuleRegistry.rule(named: name)?.severity ?? .error)
      guard before != now, now.map(rank) ?? standard < before.map(rank) ?? standard else {
        return nil
      }
      return Self(
        path: "/severities" + JSONPointer.token(name),
        old: before?.rawValue,
        new: now?.rawValue
      )
    }
  }

  private static func rank(_ setting: RulePolicy.Setting) -> Int {
    switch setting {
    case .off: 0
    case .warning: 1
    case .error: 2
    }
  }

  private static func rank(_ severity: Severity) -> Int { severity == .error ? 2 : 1 }

  private static func allowed(_ old: RulePolicy, _ new: RulePolicy) -> [Self] {
    new.allowed.keys.sorted().compactMap { field in
      let before = old.allowed[field] ?? []
      let values = (new.allowed[field] ?? []).subtracting(before)
      guard !values.isEmpty else { return nil }
      return Self(
        path: "/allow" + JSONPointer.token(field),
        old: before.isEmpty ? nil : before.sorted().joined(separator: ", "),
        new: before.union(values).sorted().joined(separator: ", ")
      )
    }
  }

  private static func changes(_ old: ChangeSettings, _ new: ChangeSettings) -> [Self] {
    func text(_ setting: ChangeSettings.Setting?) -> String? {
      setting.map { $0.level?.rawValue ?? "off" }
    }
    func lower(
      _ name: String,
      _ old: ChangeSettings.Setting?,
      _ new: ChangeSettings.Setting?,
      _ standard: ChangeLevel?
    ) -> Self? {
      func rank(_ setting: ChangeSettings.Setting?) -> Int {
        let level = setting.map(\.level) ?? standard
        return level.flatMap { ChangeLevel.allCases.firstIndex(of: $0) } ?? -1
      }
      guard old != new, rank(new) < rank(old) else { return nil }
      return Self(path: "/changes" + JSONPointer.token(name), old: text(old), new: text(new))
    }
    let rules = Set(old.rules.keys).union(new.rules.keys).sorted().compactMap { name in
      lower(name, old.rules[name], new.rules[name], ChangeRules.embedded.gravest(named: name))
    }
    // Of a field the kinds of change may be of any level.
    let fields = Set(old.fields.keys).union(new.fields.keys).sorted().compactMap { name in
      lower(name, old.fields[name], new.fields[name], .breaking)
    }
    return rules + fields
  }

  // MARK: What is looked at

  private static func scope(_ old: Configuration, _ new: Configuration) -> [Self] {
    var result: [Self] = []
    let (before, now) = (old.exclude.map(\.text), new.exclude.map(\.text))
    if !Set(now.map(ByteText.init)).isSubset(of: before.map(ByteText.init)) {
      result.append(
        Self(
          path: "/exclude",
          old: before.isEmpty ? nil : before.joined(separator: ", "),
          new: now.joined(separator: ", ")
        )
      )
    }
    if let paths = new.paths {
      let earlier = old.paths ?? ["profiles"]
      if !Set(earlier.map(ByteText.init)).isSubset(of: paths.map(ByteText.init)) {
        result.append(
          Self(
            path: "/paths",
            old: old.paths?.joined(separator: ", "),
            new: paths.joined(separator: ", ")
          )
        )
      }
    }
    return result + servers(old.servers, new.servers)
  }

  /// A server may take more than another one, and an overlay may say that it does.
  private static func servers(_ old: Servers, _ new: Servers) -> [Self] {
    var result: [Self] = []
    if let server = new.shown, server != old.shown {
      result.append(Self(path: "/server", old: old.shown, new: server))
    }
    for server in new.own where !old.own.contains(server) {
      let isKnown = old.own.contains { $0.name == server.name }
      result.append(
        Self(
          path: "/overlays",
          old: isKnown ? server.name : nil,
          new: server.name + (isKnown ? ", changed" : "")
        )
      )
    }
    return result
  }
}

extension FieldPolicy {
  /// What it asks for, in short: `audio.output.voice: in marin, cedar`.
  fileprivate var asks: String {
    func list(_ values: [Value]) -> String { values.map(\.shown).joined(separator: ", ") }
    var parts: [String] = []
    if isRequired { parts.append("require") }
    if isForbidden { parts.append("forbid") }
    if let allowed { parts.append("in \(list(allowed))") }
    if !refused.isEmpty { parts.append("not \(list(refused))") }
    if let minimum { parts.append("min \(Value.number(minimum).shown)") }
    if let maximum { parts.append("max \(Value.number(maximum).shown)") }
    if let minLength { parts.append("min-length \(minLength)") }
    if let maxLength { parts.append("max-length \(maxLength)") }
    if let contained { parts.append("contains \(contained)") }
    if needsOnlyOne { parts.append("some") }
    for condition in conditions {
      parts.append("when \(condition.member) is \(list(condition.values))")
    }
    if let paths { parts.append("paths " + paths.map(\.text).joined(separator: ", ")) }
    if !except.isEmpty { parts.append("except " + except.map(\.text).joined(separator: ", ")) }
    if let variants { parts.append("variants " + variants.joined(separator: ", ")) }
    if severity == .warning { parts.append("warning") }
    if mayBeIgnored { parts.append("may-ignore") }
    return "\(field): " + parts.joined(separator: "; ")
  }
}

extension FieldPolicy.Value {
  fileprivate var shown: String {
    switch self {
    case .text(let pattern): pattern.text
    case .number(let value): Int(exactly: value).map(String.init) ?? String(value)
    case .boolean(let value): String(value)
    case .null: "null"
    }
  }
}

extension ChangeRules {
  /// The gravest level of the rows of a name.
  fileprivate func gravest(named name: String) -> ChangeLevel? {
    all.filter { $0.name == name }.map(\.level).max()
  }
}
