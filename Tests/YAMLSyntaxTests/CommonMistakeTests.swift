import SourceDiagnostics
import TestSupport
import Testing
import YAMLSyntax

/// The mistakes that people make, at their place and by their name.
@Suite struct CommonMistakeTests {
  static let cases: [(String, String)] = [
    ("a: 1\n«instructions hi»\nb: 2\n", "a `:` is missing"),
    ("a: 1\n«instructions hi»\n", "a `:` is missing"),
    ("a: 1\n«instructions hi»", "a `:` is missing"),
    ("a:\n  b: 1\n  «c d»\ne: 1\n", "a `:` is missing"),
    ("a: |\n«You are nice.»\nBe brief.\nb: 1\n", "belongs to the `a` above"),
    ("a: 1\nb: >-\n\n«Text»\nc: 1\n", "belongs to the `b` above"),
    ("x:\n  b: |\n  «Text»\n  c: 1\n", "belongs to the `b` above"),
    ("«```yaml»\na: 1\n```\n", "Markdown code fence"), ("a: 1\n«```»\n", "Markdown code fence"),
    ("{\n  «// the kind»\n  \"a\": 1\n}\n", "`//` is not a comment"),
    ("a: 1\n«// note»\nb: 1\n", "`//` is not a comment"),
    ("{\n«/* x */»\n\"a\": 1}\n", "`/*` is not a comment"),
    ("a: 1\n«<<<<<<< HEAD»\nb: 1\n=======\nb: 2\n>>>>>>> c\n", "unresolved merge conflict"),
    ("a: 1\n  «b»: 2\n", "`b` is indented below `a`"),
    ("a:\n  b: x\n    «c»: 2\n", "`c` is indented below `b`"),
    ("a: 1\nb«:»c\n", "a space is missing"), ("b«:»c\na: 1\n", "a space is missing"),
    ("a«\u{FF1A}» b\nc: 1\n", "FULLWIDTH COLON"), ("a: 1\nb«\u{FF1A}»c\n", "FULLWIDTH COLON"),
    ("a:«\u{A0}»b\nc: 1\n", "U+00A0 NO-BREAK SPACE"),
    ("a: 1\nb:«\u{3000}»c\n", "U+3000 IDEOGRAPHIC SPACE"),
    ("a:\n«\u{A0}\u{A0}»b: 1\n", "U+00A0 NO-BREAK SPACE"),
    ("a:\n  «\u{A0}»b: 1\n  c: 1\n", "U+00A0"),
    ("a:\n«\u{A0} \u{A0} »b: 1\n", "U+00A0 NO-BREAK SPACE"),
    ("{\"a\": «1»\n \"b\": 2}\n", "a `,` is missing"),
    ("{\"a\": \"x«\"»\n\n  \"b\": 2}\n", "a `,` is missing"),
    ("a: [x,\n  «\"»y\n]\n", "quote opened here is not closed"),
    ("a: [x, «${b}»]\n", "cannot stand in brackets"),
    ("a: [«${b}», c]\n", "cannot stand in brackets"),
    ("a: {b: «${c}», d: 1}\n", "cannot stand in brackets"),
    // These have words of their own.
    ("a: Note«:» be brief\n", "a second `:`"), ("a: http://x: y«:» b\n", "a second `:`"),
  ]

  @Test(arguments: cases) func isNamedAtItsPlace(_ text: String, _ message: String) throws {
    for newline in ["\n", "\r\n"] {
      let marked = MarkedText(text.replacing("\n", with: newline))
      var bag = DiagnosticBag()
      let tree = Composer.compose(Array(marked.text.utf8), into: &bag)
      #expect(tree == nil)
      let finding = try #require(bag.sorted().first)
      #expect(bag.sorted().count == 1)
      #expect(finding.message.contains(message), "\(finding.message)")
      let isOwn = !message.contains("second") && !message.contains("quote opened")
      if newline == "\n", isOwn {
        #expect([finding.span.range] == marked.ranges, "\(finding.message)")
      }
    }
  }

  /// What only looks like one of them is read as it is.
  @Test(arguments: [
    "a: |\n  ```\n  // x\n  <<<<<<< HEAD\nb: 1\n", "a: \"x\u{A0}y\"\n", "a: x\u{A0}y\n",
    "a: b\u{FF1A} c\n",
    "a: |\n  \u{A0} x\n", "# \u{A0}\na: 1\n", "\"\u{A0}a\": 1\n", "a: http://x/y\n",
  ]) func othersAreRead(_ text: String) {
    var bag = DiagnosticBag()
    #expect(Composer.compose(Array(text.utf8), into: &bag) != nil)
    #expect(bag.isEmpty, "\(bag.sorted().map(\.message))")
  }

  @Test(arguments: [
    "a: 1\n", "a b\n", "// x\n", "a:\n  b\n", "- \"\n", "\u{A0}", "a:\u{A0}\n", "<<<<<<< \n",
  ]) func costGrowsWithTheLength(_ part: String) {
    let text = Array(("x: 1\n" + String(repeating: part, count: 20_000) + "a: \"").utf8)
    var bag = DiagnosticBag()
    let (_, time) = timed { _ = Composer.compose(text, into: &bag) }
    #expect(time < .seconds(20), "\(part)")
  }

  /// A finding begins and ends where characters do, whatever byte libyaml stopped at.
  @Test func aPlaceIsAWholeCharacter() {
    var bag = DiagnosticBag()
    let text = "- a: { \u{FEFF}\n\"# x:\n# y: {}\n- b: c"
    _ = Composer.compose(Array(text.utf8), into: &bag)
    let bytes = Array(text.utf8)
    #expect(!bag.isEmpty)
    for finding in bag.sorted() {
      for offset in [finding.span.start, finding.span.end] where offset < bytes.count {
        #expect(bytes[offset] & 0xC0 != 0x80, "\(finding.message)")
      }
    }
  }

}
