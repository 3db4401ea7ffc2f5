import DiagnosticReports
import Foundation
import SourceDiagnostics
import Testing

@Suite struct TextRendererTests {
  private let rule = RuleDescriptor("SP999", "test", "a test")

  private func render(
    _ text: String,
    _ span: Range<Int>,
    message: String = "wrong",
    help: String? = nil,
    related: [RelatedLocation] = [],
    columns: Int = 80
  ) -> String {
    let diagnostic = Diagnostic(
      rule,
      message,
      at: SourceSpan(start: span.lowerBound, end: span.upperBound),
      label: "here",
      help: help,
      related: related
    )
    return TextRenderer(columns: columns)
      .render([diagnostic], of: SourceText(name: "p.yaml", text: text))
  }

  @Test func drawsTheSpansWithTheirLabels() {
    let related = [RelatedLocation("because of this", at: SourceSpan(start: 6, end: 7))]
    #expect(
      render("a: 1\nb: 2\nc: 3\nd: 4\n", 15..<16, help: "do that", related: related) == """
        p.yaml:4:1: error[SP999 test]: wrong
           2 | b: 2
             |  - because of this
           .
           4 | d: 4
             | ^ here
           = help: do that


        """
    )
  }

  @Test func alignsTabsAndWideCharacters() {
    #expect(render("k:\t日本é x", 12..<13).hasSuffix("   1 | k:  日本é x\n     |           ^ here\n\n"))
  }

  @Test func escapesWhatATerminalWouldObey() {
    let text = render("a: \u{1B}[31m\u{202E}x", 0..<1, message: "bad `\u{1B}]0;x\u{7}`\r\n")
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
    #expect(text.contains("\\u{1B}"))
    #expect(text.contains("\\u{202E}"))
    #expect(text.contains("\\u{D}\\u{A}"))
  }

  @Test func cutsLongLinesAroundTheSpan() {
    let long = String(repeating: "x", count: 5000)
    let text = render("\(long)HERE\(long)", 5000..<5004, columns: 60)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 60 + 10 })
    #expect(lines[1].contains("HERE"))
    #expect(lines[1].contains("…"))
    let place = lines[1].distance(
      from: lines[1].startIndex,
      to: lines[1].range(of: "HERE")?.lowerBound ?? lines[1].endIndex
    )
    let caret = lines[2].distance(
      from: lines[2].startIndex,
      to: lines[2].firstIndex(of: "^") ?? lines[2].startIndex
    )
    #expect(place == caret)
  }

  private func column(_ character: Character, in line: Substring) -> Int {
    line.prefix { $0 != character }.count
  }

  @Test func twoSpansOfALongLineAreShownTogetherOrTheLineTwice() {
    let text = "\(String(repeating: "x", count: 200))AB\(String(repeating: "x", count: 200))CD"
    let near = [RelatedLocation("near", at: SourceSpan(start: 200, end: 201))]
    let together = render(text, 201..<202, related: near, columns: 60).split(separator: "\n")
    #expect(together.count == 4)
    #expect(column("-", in: together[2]) == column("A", in: together[1]))
    #expect(column("^", in: together[3]) == column("B", in: together[1]))
    let apart = render(text, 402..<403, related: near, columns: 60).split(separator: "\n")
    #expect(apart.count == 5)
    #expect(column("^", in: apart[4]) == column("C", in: apart[3]))
  }

  @Test func aLabelWithoutRoomStandsBelow() {
    let text = render("\(String(repeating: "y", count: 50)): z", 52..<53, columns: 60)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[2].hasSuffix("^"))
    #expect(lines[3].hasSuffix("here"))
    #expect(lines.allSatisfy { $0.count <= 60 })
  }

  @Test func showsTheLinesThatAFixChanges() {
    let source = SourceText(name: "p.yaml", text: "a: 1\nb:\t2\nc: 3\n")
    let fix = FixIt(
      "swap",
      isSafe: false,
      edits: [
        FixIt.Edit(SourceSpan(start: 5, end: 6), "x\u{1B}"),
        FixIt.Edit(SourceSpan(start: 10, end: 15), ""),
      ]
    )
    let diagnostic = Diagnostic(rule, "x", at: SourceSpan(start: 5, end: 6), fix: fix)
    let text = TextRenderer().render([diagnostic], of: source)
    #expect(
      text.hasSuffix(
        """
           = fix (unsafe): swap
             - b:  2
             - c: 3
             + x\\u{1B}:    2

        """ + "\n"
      ),
      "\(text)"
    )
  }

  @Test func aFixOfManyLinesIsCut() {
    let lines = (1...30).map { "k\($0): v" }.joined(separator: "\n")
    let fix = FixIt.replace(SourceSpan(start: 0, end: lines.utf8.count), with: "", title: "cut")
    let diagnostic = Diagnostic(rule, "x", at: SourceSpan(start: 0, end: 1), fix: fix)
    let text = TextRenderer().render(
      [diagnostic],
      of: SourceText(name: "p", text: lines)
    )
    #expect(text.contains("     - k12: v\n       … 19 more lines\n"))
  }

  @Test func brokenUTF8CostsNoPlace() {
    let bytes: [UInt8] = [
      0x61, 0xEF, 0x39, 0xF0, 0x9F, 0x98, 0x80, 0xEF, 0xBB, 0xED, 0xA0, 0x62, 0xFF,
    ]
    let source = SourceText(name: "p", bytes: bytes)
    for start in bytes.indices {
      let diagnostic = Diagnostic(rule, "x", at: SourceSpan(start: start, end: start + 1))
      #expect(TextRenderer().render([diagnostic], of: source).contains("^"))
    }
  }

  @Test func hidesSecrets() {
    let secret = Diagnostic(
      rule,
      "a key",
      at: SourceSpan(start: 3, end: 9),
      hidesSource: true
    )
    let other = Diagnostic(rule, "other", at: SourceSpan(start: 0, end: 1))
    let text = TextRenderer().render(
      [other, secret],
      of: SourceText(name: "p", text: "a: sk-123 b")
    )
    #expect(!text.contains("sk-123"))
    #expect(text.contains("a: ****** b"))
  }

  @Test func marksAnEmptySpanAndTheEndOfFile() {
    #expect(render("a:\n", 2..<2).contains("     |   ^ here"))
    #expect(render("a: [", 4..<4).contains("     |     ^ here"))
  }
}
