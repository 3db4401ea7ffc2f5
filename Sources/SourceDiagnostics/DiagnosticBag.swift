/// Collects findings in any order; gives them out in file order, each once.
///
/// It holds a limited number, and only counts those beyond. An error takes the place of a warning, so
/// that no number of warnings keeps an error from being held.
public struct DiagnosticBag: Sendable {
  private var found: [Diagnostic] = []
  /// The findings that are only counted.
  public private(set) var more = FindingCounts()
  /// The most findings that are held.
  public let limit: Int
  /// Where to look for a warning that can give way: none stands here or behind it.
  private var warningsEnd = Int.max

  /// How many findings of one file are held unless somebody asks for more.
  public static let heldMax = 10_000

  public init(limit: Int = heldMax) { self.limit = max(limit, 1) }

  public var isEmpty: Bool { found.isEmpty }
  /// How many there are, held and only counted.
  public var count: Int { found.count + more.count }

  public mutating func report(_ diagnostic: Diagnostic) {
    if found.count < limit {
      found.append(diagnostic)
    } else {
      replaceOrCount(diagnostic)
    }
  }

  public mutating func report(contentsOf other: DiagnosticBag) {
    guard !other.found.isEmpty else { return }
    if found.count + other.found.count <= limit {
      found.append(contentsOf: other.found)
    } else {
      for diagnostic in other.found { report(diagnostic) }
    }
    more.add(other.more)
  }

  /// Whether no more findings of a severity would be held.
  public mutating func isFull(for severity: Severity) -> Bool {
    found.count >= limit && (severity == .warning || lastWarning() == nil)
  }

  /// Counts a finding that would not be held, so that nobody need put it into words.
  ///
  /// - Parameters:
  ///   - severity: `nil` for the rule's own.
  ///   - hasSafeFix: whether its fix is safe; `nil` where it has none.
  /// - Returns: `false` where the finding would be held; then it must be reported.
  @inline(__always)
  public mutating func countsOnly(
    _ rule: @autoclosure () -> RuleDescriptor,
    severity: Severity? = nil,
    hasSafeFix: Bool? = nil,
    at span: @autoclosure () -> SourceSpan
  ) -> Bool {
    guard found.count >= limit else { return false }
    let rule = rule()
    let kind = FindingCounts.Kind(
      rule: rule,
      severity: severity ?? rule.severity,
      hasSafeFix: hasSafeFix
    )
    return counts(kind, at: span())
  }

  /// Adds findings that are only counted elsewhere already.
  package mutating func count(_ kind: FindingCounts.Kind, _ count: Int, at span: SourceSpan?) {
    more.add(kind, count: count, at: span)
  }

  @inline(never)
  private mutating func counts(_ kind: FindingCounts.Kind, at span: SourceSpan) -> Bool {
    guard isFull(for: kind.severity) else { return false }
    more.add(kind, at: span)
    return true
  }

  @inline(never)
  private mutating func replaceOrCount(_ diagnostic: Diagnostic) {
    guard diagnostic.severity == .error, let index = lastWarning() else {
      more.add(diagnostic)
      return
    }
    more.add(found[index])
    found[index] = diagnostic
  }

  /// The last warning among those held. Once the bag is full, no more are added.
  private mutating func lastWarning() -> Int? {
    var end = min(warningsEnd, found.count)
    while end > 0, found[end - 1].severity == .error { end -= 1 }
    warningsEnd = end
    return end > 0 ? end - 1 : nil
  }

  /// Whether there is an error, held or only counted.
  package var hasErrors: Bool { more.errors > 0 || found.contains { $0.severity == .error } }

  /// The findings held, in the order in which they were reported.
  package var unsorted: [Diagnostic] { found }

  /// The findings held, ordered by place, then code. One mistake that is reached by several aliases is
  /// reported once, under the path that comes first.
  public func sorted() -> [Diagnostic] { sorted(isOfOneTree: true) }

  /// - Parameter isOfOneTree: whether the nodes of all findings are of one tree.
  package func sorted(isOfOneTree: Bool) -> [Diagnostic] {
    guard !found.isEmpty else { return [] }
    let ordered = found.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.span.source != b.span.source { return a.span.source.rawValue < b.span.source.rawValue }
      if a.span.start != b.span.start { return a.span.start < b.span.start }
      if a.span.end != b.span.end { return a.span.end < b.span.end }
      if a.rule.code != b.rule.code { return a.rule.code < b.rule.code }
      return left.offset < right.offset
    }
    var result: [Diagnostic] = []
    result.reserveCapacity(ordered.count)
    var repeated = RepeatedMistakes()
    for (_, diagnostic) in ordered {
      if let last = result.last, last.span == diagnostic.span,
        last.rule.code == diagnostic.rule.code, last.rule.name == diagnostic.rule.name,
        last.message == diagnostic.message
      {
        continue
      }
      if !isOfOneTree || !repeated.contain(diagnostic) { result.append(diagnostic) }
    }
    return result
  }
}
