import SourceDiagnostics
import TestSupport
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

  /// One limit, with a text that just keeps it and one that just exceeds it.
  struct Bound: Sendable, CustomTestStringConvertible {
    var name: String
    var limits: @Sendable (inout Limits) -> Void = { _ in }
    var below: String
    var above: MarkedText
    var message: String
    var path = ""
    var testDescription: String { name }
  }

  private static let bounds = [
    Bound(
      name: "bytes of the file",
      limits: { $0.inputBytes = 4 },
      below: "a: 1",
      above: MarkedText("«»a: 12"),
      message: "the file has more than the 4 bytes that a profile may have"
    ),
    Bound(
      name: "levels",
      limits: { $0.depth = 3 },
      below: "a: [[1]]",
      above: MarkedText("a: [[«[»1]]]"),
      message: "nesting is more than 3 levels deep",
      path: "/a/0/0"
    ),
    Bound(
      name: "levels below an alias",
      limits: { $0.depth = 4 },
      below: "a: &a [[1]]\nb: [*a]",
      above: MarkedText("a: &a [[1]]\nb: [[«*a»]]"),
      message: "nesting is more than 4 levels deep with this alias",
      path: "/b/0/0"
    ),
    Bound(
      name: "nodes",
      limits: { $0.nodes = 5 },
      below: "a: [1, 2]",
      above: MarkedText("a: [1, 2, «3»]"),
      message: "the profile has more than 5 nodes, aliases expanded",
      path: "/a/2"
    ),
    Bound(
      name: "nodes of aliases",
      limits: { $0.nodes = 9 },
      below: "a: &a [1, 2]\nb: *a",
      above: MarkedText("a: &a [1, 2, 3]\nb: «*a»"),
      message: "the profile has more than 9 nodes, aliases expanded",
      path: "/b"
    ),
    Bound(
      name: "nodes of merged mappings",
      limits: { $0.nodes = 17 },
      below: "a: &a {k: 1}\nb: {<<: *a}",
      above: MarkedText("a: &a {k: 1, «l»: 2}\nb: {<<: *a}"),
      message: "the profile has more than 17 nodes after merging",
      path: "/b"
    ),
    Bound(
      name: "keys",
      limits: { $0.keys = 3 },
      below: "a: {b: 1, c: 2, d: 3}\nx: {b: 1, c: 2, d: 3}",
      above: MarkedText("a: {b: 1, c: 2, d: 3, «e»: 4, f: 5}"),
      message: "a mapping has more than 3 keys",
      path: "/a/e"
    ),
    Bound(
      name: "keys of the profile itself",
      limits: { $0.keys = 2 },
      below: "a: 1\nb: 2",
      above: MarkedText("a: 1\nb: 2\n«c»: 3"),
      message: "a mapping has more than 2 keys",
      path: "/c"
    ),
    Bound(
      name: "keys of merged mappings",
      limits: { $0.keys = 3 },
      below: "a: &a {k: 1, l: 2}\nb: {<<: *a, m: 3}",
      above: MarkedText("a: &a {k: 1, «l»: 2}\nb: {<<: *a, m: 3, n: 4}"),
      message: "a mapping has more than 3 keys",
      path: "/b/l"
    ),
    Bound(
      name: "bytes of text",
      limits: { $0.textBytes = 4 },
      below: "a: bcd",
      above: MarkedText("a: «bcde»"),
      message: "the profile has more than 4 bytes of text, aliases expanded",
      path: "/a"
    ),
    Bound(
      name: "bytes of text of aliases",
      limits: { $0.textBytes = 8 },
      below: "a: &a xyz\nb: *a",
      above: MarkedText("a: &a wxyz\nb: «*a»"),
      message: "the profile has more than 8 bytes of text, aliases expanded",
      path: "/b"
    ),
  ]

  @Test(arguments: bounds)
  func justBelowAndJustAbove(_ bound: Bound) {
    var limits = Limits()
    bound.limits(&limits)
    #expect(codes(bound.below, limits) == [])
    var bag = DiagnosticBag()
    let tree = Composer.compose(Array(bound.above.text.utf8), limits: limits, into: &bag)
    #expect(tree == nil)
    let found = bag.sorted()
    #expect(found.map(\.rule.code) == ["SP004"])
    #expect(found.map(\.message) == [bound.message])
    #expect(found.map(\.span.range) == bound.above.ranges)
    #expect(found.map(\.path) == [bound.path])
  }

  private static func directives(_ count: Int, before line: String = "") -> String {
    (0..<count).map { "%TAG !\($0)! !\n" }.joined() + line
  }

  /// libyaml compares each with all before it. Where directives can stand: at the beginning, behind a
  /// document with and without its end, after comments, and with other line ends.
  @Test(arguments: [
    directives(9, before: "---\na: 1\n"), "# c\n\n" + directives(9, before: "---\na: 1\n"),
    "a: 1\n...\n" + directives(9, before: "---\na: 1\n"), "a: 1\n" + directives(9),
    directives(9).replacing("\n", with: "\r\n"), directives(9).replacing("\n", with: "\r"),
    "\u{FEFF}" + directives(9, before: "---\n"), "%YAML 1.2\n" + directives(9, before: "---\n"),
    directives(20_000),
  ])
  func theNinthTagDirectiveIsTooMany(_ text: String) throws {
    var bag = DiagnosticBag()
    #expect(Composer.compose(Array(text.utf8), into: &bag) == nil)
    let finding = try #require(bag.sorted().first)
    #expect(finding.rule.code == "SP004" && bag.count == 1)
    #expect(finding.message == "the file has more than 8 `%TAG` directives")
    let ninth = try #require(Array(text.utf8)[...].firstRange(ofBytes: "%TAG !8!".utf8))
    #expect(finding.span.range == ninth.lowerBound..<ninth.lowerBound + 4)
  }

  @Test(arguments: [
    directives(8, before: "---\na: 1\n"),
    "a: |\n" + directives(20).split(separator: "\n").map { "  \($0)\n" }.joined(),
    "a: '" + directives(20).replacing("\n", with: " ") + "'\n",
    "# " + directives(20).replacing("\n", with: "\n# ") + "\na: 1\n",
  ])
  func fewDirectivesAndOtherTextAreFine(_ text: String) { #expect(codes(text) == []) }

  /// Of very long keys a path has only as many as are needed to find the place.
  @Test func pathsAreNotLong() {
    let key = String(repeating: "k", count: 900)
    let text = "a:\n \(key):\n  \(key):\n   \(key):\n    b: !foo c\n"
    var bag = DiagnosticBag()
    _ = Composer.compose(Array(text.utf8), into: &bag)
    #expect(bag.sorted().map(\.path) == ["/a/\(key)/\(key)"])
  }

  /// The documented numbers are what a profile is held to.
  @Test func standardLimits() {
    let limits = Limits()
    #expect(limits.inputBytes == 16 << 20)
    #expect(limits.depth == 100)
    #expect(limits.nodes == 1_000_000)
    #expect(limits.keys == 100_000)
    #expect(limits.textBytes == 16 << 20)
    #expect(limits.tagDirectives == 8)
  }
}
