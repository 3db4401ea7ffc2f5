import DiagnosticReports
import SourceDiagnostics
import Testing

@Suite struct WordWrapTests {
  @Test(arguments: [
    ("one two three", 0, 0, "one two three"),
    ("one two three four", 0, 0, "one two three\nfour"),
    ("one two three four", 6, 2, "one two\n  three four"),
    ("one two", 12, 4, "\n    one two"),
    ("a-word-that-is-longer-than-a-line b", 0, 2, "a-word-that-is-longer-than-a-line\n  b"),
    ("日本日本 日本 x", 0, 0, "日本日本 日本\nx"),
    ("", 3, 3, ""),
  ])
  func breaksBetweenWords(_ text: String, _ column: Int, _ indent: Int, _ wanted: String) {
    #expect(WordWrap.lines(text, columns: 14, from: column, indent: indent) == wanted)
  }

  @Test func onlyATerminalGetsShortLines() {
    let source = SourceText(name: "profiles/p.yaml", text: "a: 1\n")
    let diagnostic = Diagnostic(
      RuleDescriptor("SP999", "test", "a test"),
      "a message of so many words that it has no room in a line of a narrow terminal",
      at: SourceSpan(start: 0, end: 1),
      label: "a label that is so long that it needs a line, or two of them in a narrow terminal",
      help: "help that has no room either, so that it is continued below its own first word",
      fix: .replace(
        SourceSpan(start: 0, end: 1),
        with: "b",
        title: "rename `a` to what it is called"
      )
    )
    let wrapped = TextRenderer(columns: 60, wrapsWords: true).render([diagnostic], of: source)
    #expect(
      wrapped == """
        profiles/p.yaml:1:1: error[SP999 test]: a message of so many
            words that it has no room in a line of a narrow terminal
           1 | a: 1
             | ^
             | a label that is so long that it needs a line, or two
               of them in a narrow terminal
           = help: help that has no room either, so that it is
                   continued below its own first word
           = fix: rename `a` to what it is called
             - a: 1
             + b: 1


        """
    )
    let piped = TextRenderer(columns: 60).render([diagnostic], of: source)
    #expect(piped.split(separator: "\n").count == 8)
  }
}
