/// Findings that are only counted: a file may have more of them than anybody reads, and each that is
/// held takes memory.
public struct FindingCounts: Sendable {
  /// What is known of a finding that is only counted.
  public struct Kind: Sendable, Equatable {
    public var rule: RuleDescriptor
    public var severity: Severity
    /// Whether its fix is safe; `nil` where it has none.
    public var hasSafeFix: Bool?

    public init(rule: RuleDescriptor, severity: Severity, hasSafeFix: Bool? = nil) {
      self.rule = rule
      self.severity = severity
      self.hasSafeFix = hasSafeFix
    }

    public static func == (left: Kind, right: Kind) -> Bool {
      left.rule.code == right.rule.code && left.rule.name == right.rule.name
        && left.severity == right.severity && left.hasSafeFix == right.hasSafeFix
    }
  }

  /// Each kind once, in the order in which they came. They are few.
  public private(set) var kinds: [(kind: Kind, count: Int)] = []
  /// Where the first of them is; `nil` where there is none.
  public private(set) var first: SourceSpan?

  public init() {}

  public var isEmpty: Bool { kinds.isEmpty }
  public var count: Int { kinds.reduce(0) { $0 + $1.count } }
  public var errors: Int { count { $0.severity == .error } }
  public var warnings: Int { count { $0.severity == .warning } }
  /// Those that a fix would mend.
  public var fixable: Int { count { $0.hasSafeFix != nil } }
  /// Of these, the ones whose fix is not safe.
  public var unsafelyFixable: Int { count { $0.hasSafeFix == false } }

  private func count(where isMeant: (Kind) -> Bool) -> Int {
    kinds.reduce(0) { isMeant($1.kind) ? $0 + $1.count : $0 }
  }

  /// How many of a kind there are.
  public func count(of kind: Kind) -> Int { kinds.first { $0.kind == kind }?.count ?? 0 }

  public mutating func add(_ diagnostic: Diagnostic) {
    let kind = Kind(
      rule: diagnostic.rule,
      severity: diagnostic.severity,
      hasSafeFix: diagnostic.fix?.isSafe
    )
    add(kind, at: diagnostic.span)
  }

  /// - Parameter span: where the first of them is.
  public mutating func add(_ kind: Kind, count: Int = 1, at span: SourceSpan?) {
    guard count > 0 else { return }
    if first == nil { first = span }
    if let index = kinds.firstIndex(where: { $0.kind == kind }) {
      kinds[index].count += count
    } else {
      kinds.append((kind, count))
    }
  }

  /// The same numbers, without telling findings with a fix from those without.
  package var withoutFixes: FindingCounts {
    kinds.reduce(into: FindingCounts()) { result, element in
      let kind = Kind(rule: element.kind.rule, severity: element.kind.severity)
      result.add(kind, count: element.count, at: first)
    }
  }

  public mutating func add(_ other: FindingCounts) {
    for (kind, count) in other.kinds { add(kind, count: count, at: other.first) }
  }

  /// Takes the greater number of each kind, where the same file was checked again: most findings are
  /// the same.
  public mutating func formMaximum(_ other: FindingCounts) {
    for (kind, count) in other.kinds {
      add(kind, count: count - self.count(of: kind), at: other.first)
    }
  }
}
