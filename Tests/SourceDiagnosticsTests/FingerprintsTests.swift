import SourceDiagnostics
import Testing

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

  @Test(arguments: ["a", "\u{301}a", "\u{200D}"])
  func placesInListsDoNotCountWhateverTheName(_ name: String) {
    let one = fingerprint("a b", 0..<3, path: "/tools/0/\(name)")
    #expect(fingerprint("a b", 0..<3, path: "/tools/7/\(name)") == one)
    #expect(fingerprint("a b", 0..<3, path: "/tools/0/b") != one)
  }

  @Test(arguments: ["a", "\u{301}a"])
  func namesCountWhateverTheyBeginWith(_ name: String) {
    let one = fingerprint("a b", 0..<3, "`\(name)` is wrong")
    #expect(fingerprint("a b", 0..<3, "wrong is `\(name)`") == one)
    #expect(fingerprint("a b", 0..<3, "`b` is wrong") != one)
  }
}
