import SourceDiagnostics
import Testing

@Suite struct JSONPointerTests {
  @Test(
    arguments: [
      "", "a", "a/b", "~", "~1", "~01", "/", "\u{301}a", "a/\u{301}", "~\u{301}", "~1\u{301}", "é",
    ]
  )
  func namesComeBack(_ name: String) {
    let names = JSONPointer.names(in: JSONPointer.token("x") + JSONPointer.token(name))
    #expect(names.map { Array($0.utf8) } == [Array("x".utf8), Array(name.utf8)])
  }
}
