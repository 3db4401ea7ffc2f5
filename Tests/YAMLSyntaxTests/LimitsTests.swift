import SourceDiagnostics
import Testing
import YAMLSyntax

@Suite struct LimitsTests {
  private func codes(_ text: String, _ limits: Limits = Limits()) -> [String] {
    var bag = DiagnosticBag()
    _ = Composer.compose(Array(text.utf8), limits: limits, into: &bag)
    return bag.sorted().map(\.rule.code)
  }

  private func nested(_ depth: Int) -> String {
    String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
  }

  @Test func depthJustBelowAndJustAbove() {
    #expect(codes(nested(100)) == [])
    #expect(codes(nested(101)) == ["SP004"])
  }

  /// libyaml is quadratic in open brackets; the limit must stop it while it reads.
  @Test func manyOpenBracketsStopEarly() {
    #expect(codes(String(repeating: "[", count: 1_000_000)) == ["SP004"])
    #expect(codes(String(repeating: "{a: ", count: 200_000)) == ["SP004"])
  }

  @Test func depthCountsThroughAliases() {
    let half = nested(60)
    #expect(codes("a: &a \(half)\nb: [*a]") == [])
    let wrapped = String(repeating: "[", count: 40) + "*a" + String(repeating: "]", count: 40)
    #expect(codes("a: &a \(half)\nb: \(wrapped)") == ["SP004"])
  }

  @Test func aliasBombsFailByNodes() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<10 {
      let items = repeatElement("*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    #expect(codes(text) == ["SP004"])
  }

  @Test func aliasBombsFailByText() {
    let text =
      "a: &a \(String(repeating: "x", count: 1 << 20))\n"
      + "b: [\(repeatElement("*a", count: 20).joined(separator: ", "))]"
    #expect(codes(text) == ["SP004"])
  }

  @Test func mergeBombsFail() {
    let keys = (0..<1000).map { "k\($0): 1" }.joined(separator: ", ")
    var text = "a: &a {\(keys)}\n"
    for index in 0..<1000 { text += "b\(index): {<<: *a}\n" }
    #expect(codes(text) == ["SP004"])
  }

  @Test func nodesJustBelowAndJustAbove() {
    var limits = Limits()
    limits.nodes = 11
    #expect(codes("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", limits) == [])
    #expect(codes("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]", limits) == ["SP004"])
  }

  @Test func bytesJustBelowAndJustAbove() {
    var limits = Limits()
    limits.inputBytes = 4
    #expect(codes("a: 1", limits) == [])
    #expect(codes("a: 12", limits) == ["SP004"])
  }
}
