/// Collects findings in any order; gives them out in file order, each once.
public struct DiagnosticBag: Sendable {
  private var found: [Diagnostic] = []

  public init() {}

  public var isEmpty: Bool { found.isEmpty }
  public var count: Int { found.count }

  public mutating func report(_ diagnostic: Diagnostic) { found.append(diagnostic) }

  public mutating func report(contentsOf other: DiagnosticBag) {
    if !other.found.isEmpty { found.append(contentsOf: other.found) }
  }

  /// The findings ordered by place, then code. One text that is reached by several aliases is
  /// reported once, under the path that comes first.
  public func sorted() -> [Diagnostic] {
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
    for (_, diagnostic) in ordered {
      if let last = result.last, last.span == diagnostic.span,
        last.rule.code == diagnostic.rule.code, last.message == diagnostic.message
      {
        continue
      }
      result.append(diagnostic)
    }
    return result
  }
}
