import SourceDiagnostics
import Testing

@Suite struct TextEditsTests {
  private func fix(_ edits: (Range<Int>, String)...) -> FixIt {
    FixIt(
      "test",
      isSafe: true,
      edits: edits.map {
        FixIt.Edit(SourceSpan(start: $0.0.lowerBound, end: $0.0.upperBound), $0.1)
      }
    )
  }

  @Test func appliesEditsOfSeveralFixesInFileOrder() {
    var edits = TextEdits()
    let isAdded1 = edits.add(fix((8..<9, "Z")))
    #expect(isAdded1)
    let isAdded2 = edits.add(fix((0..<1, "AA"), (4..<6, "")))
    #expect(isAdded2)
    let isAdded3 = edits.add(fix((3..<3, "+")))
    #expect(isAdded3)
    let result = edits.applied(to: Array("abcdefghi".utf8))
    #expect(String(decoding: result, as: UTF8.self) == "AAbc+dghZ")
    let map = OffsetMap(edits)
    #expect([1, 2, 6, 7].map { map[$0] } == [2, 3, 6, 7])
  }

  @Test func takesAllEditsOfAFixOrNone() {
    var edits = TextEdits()
    let isAdded4 = edits.add(fix((2..<4, "x")))
    #expect(isAdded4)
    let isAdded5 = edits.add(fix((0..<1, "y"), (3..<5, "z")))
    #expect(!isAdded5)
    #expect(edits.edits.count == 1)
    let isAdded6 = edits.add(fix((4..<5, "z")))
    #expect(isAdded6)
    let isAdded7 = edits.add(fix((2..<2, "two insertions at one place")))
    #expect(!isAdded7)
  }

  @Test func knowsWhichBytesGo() {
    var edits = TextEdits()
    let isAdded = edits.add(fix((2..<4, "x"), (8..<8, "y")))
    #expect(isAdded)
    #expect((0..<10).filter { edits.replacesByte(at: $0) } == [2, 3])
  }
}

@Suite struct FingerprintsTests {
  private let rule = RuleDescriptor("SP999", "test", "a test")

  private func fingerprint(
    _ text: String,
    _ span: Range<Int>,
    _ message: String = "`a` is wrong",
    path: String = "/tools/1/name",
    hidesSource: Bool = false
  ) -> String {
    let diagnostic = Diagnostic(
      rule,
      message,
      at: SourceSpan(start: span.lowerBound, end: span.upperBound),
      path: path,
      hidesSource: hidesSource
    )
    return Fingerprints.of(diagnostic, in: SourceText(name: "a", text: text))
  }

  @Test func placesAndWordingDoNotCount() {
    let one = fingerprint("a b", 0..<3)
    #expect(one.count == 16)
    #expect(fingerprint("\n\n  a  b", 4..<8, "now `a` is not right", path: "/tools/7/name") == one)
  }

  @Test func fieldTextAndNamesCount() {
    let one = fingerprint("a b", 0..<3)
    #expect(fingerprint("a c", 0..<3) != one)
    #expect(fingerprint("a b", 0..<3, "`b` is wrong") != one)
    #expect(fingerprint("a b", 0..<3, path: "/tools/1/type") != one)
  }

  @Test func secretsDoNotCount() {
    let one = fingerprint("secret", 0..<6, hidesSource: true)
    #expect(fingerprint("other!", 0..<6, hidesSource: true) == one)
  }
}
