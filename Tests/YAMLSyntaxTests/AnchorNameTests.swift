import SourceDiagnostics
import Testing

@testable import YAMLSyntax

@Suite struct AnchorNameTests {
  @Test(
    arguments: [
      ("a: &x 1\nb: *x\n", ["&x 4", "*x 12"]), ("a: !!str &x 1", ["&x 10"]),
      ("a: &x !!str 1", ["&x 4"]),
      ("&r\na: [&i {&k k: &v v}, *i]", ["&r 1", "&i 8", "&k 12", "&v 18", "*i 25"]),
      // Bytes, not characters; what only looks like one.
      ("é: &x '&y *z' # &w\n", ["&x 5"]), ("\u{FEFF}a: &x 1", ["&x 7"]), ("a: b &x\nc: d&x\n", []),
      ("a: !<tag:&x> &y 1", ["&y 14"]), ("a: &x 1\nb: [", ["&x 4"]), ("", []), ("&", []),
    ]
  )
  func arePlacedByBytes(_ text: String, _ expected: [String]) {
    let found = AnchorName.all(in: Array(text.utf8))
    #expect(found.map { ($0.isAlias ? "*" : "&") + $0.name + " \($0.span.start)" } == expected)
  }
}
