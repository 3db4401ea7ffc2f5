import SourceDiagnostics
import Testing

/// A bag holds so many findings, and counts the others.
@Suite struct DiagnosticBagTests {
  private let wrong = RuleDescriptor("T1", "wrong", "something is wrong")
  private let odd = RuleDescriptor("T2", "odd", "something is odd", severity: .warning)

  private func finding(_ rule: RuleDescriptor, _ place: Int, fix: Bool? = nil) -> Diagnostic {
    let span = SourceSpan(start: place, end: place + 1)
    return Diagnostic(
      rule,
      "\(place)",
      at: span,
      fix: fix.map { .replace(span, with: "", isSafe: $0) }
    )
  }

  private func bag(_ rules: [RuleDescriptor], limit: Int) -> DiagnosticBag {
    rules.enumerated().reduce(into: DiagnosticBag(limit: limit)) { bag, rule in
      bag.report(finding(rule.element, rule.offset))
    }
  }

  @Test func holdsTenThousand() { #expect(DiagnosticBag().limit == 10_000) }

  @Test func whatIsBeyondIsCounted() {
    let bag = bag([wrong, wrong, odd, wrong], limit: 2)
    #expect(bag.sorted().map(\.message) == ["0", "1"])
    #expect(bag.count == 4)
    #expect((bag.more.errors, bag.more.warnings) == (1, 1))
    #expect(bag.more.first?.start == 2)
  }

  @Test func anErrorTakesThePlaceOfAWarning() {
    let bag = bag([odd, odd, wrong, odd, wrong, wrong, odd, wrong], limit: 4)
    #expect(bag.sorted().map(\.message) == ["2", "4", "5", "7"])
    #expect((bag.more.errors, bag.more.warnings) == (0, 4))
  }

  @Test func whatWouldNotBeHeldNeedNoWords() {
    var bag = bag([odd, wrong], limit: 2)
    let span = SourceSpan(start: 9, end: 10)
    let results = [
      bag.countsOnly(odd, at: span), bag.countsOnly(wrong, at: span),
      bag.isFull(for: .warning), bag.isFull(for: .error),
    ]
    #expect(results == [true, false, true, false])
    bag.report(finding(wrong, 3))
    let after = [bag.countsOnly(wrong, hasSafeFix: false, at: span), bag.isFull(for: .error)]
    #expect(after == [true, true])
    #expect(bag.sorted().map(\.message) == ["1", "3"])
    #expect((bag.more.errors, bag.more.warnings) == (1, 2))
    #expect((bag.more.fixable, bag.more.unsafelyFixable) == (1, 1))
  }

  @Test func aBagThatIsNotFullCountsNothing() {
    var bag = bag([odd], limit: 2)
    let isCounted = bag.countsOnly(odd, at: SourceSpan(start: 1, end: 2))
    #expect(!isCounted && bag.more.isEmpty)
  }

  @Test func bagsAreJoined() {
    var all = bag([odd, odd], limit: 3)
    all.report(contentsOf: bag([wrong, wrong, wrong], limit: 2))
    #expect(all.sorted().map(\.rule.code) == ["T1", "T2", "T1"])
    #expect((all.more.errors, all.more.warnings) == (1, 1))
  }

  @Test func theGreaterNumberOfEachKindIsTaken() {
    var counts = bag([wrong, wrong, wrong, odd], limit: 1).more
    counts.formMaximum(bag([odd, odd, odd, wrong], limit: 1).more)
    #expect((counts.errors, counts.warnings) == (2, 3))
  }

  @Test func fixesAreCountedByTheirSafety() {
    var counts = FindingCounts()
    for fix in [nil, true, false, true] { counts.add(finding(wrong, 0, fix: fix)) }
    #expect((counts.count, counts.fixable, counts.unsafelyFixable) == (4, 3, 1))
  }
}
