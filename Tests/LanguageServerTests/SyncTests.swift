import CanonicalJSON
import SourceDiagnostics
import Testing

@testable import LanguageServer

/// Changes come as ranges, in units that the client chooses.
@Suite struct SyncTests {
  /// Numbers that are the same in every run.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) | (state << 31)
    }
  }

  private static let pieces = [
    "a", "é", "😀", "\n", "\r\n", "\r", "voice: ", "日本", "", "\u{FEFF}", "  - x\n", "\"", "#",
  ]

  /// The same edits on scalars, as a person would make them, and as ranges.
  @Test(arguments: ["utf-8", "utf-16", "utf-32"])
  func editsAreWhatAFullTextWouldBe(_ encoding: String) throws {
    // One that asks for findings: so nothing is checked in between.
    let capabilities =
      #"{"general":{"positionEncodings":["\#(encoding)"]},"textDocument":{"diagnostic":{}}}"#
    let editor = Editor(capabilities)
    let units = try #require(PositionEncoding(rawValue: encoding))
    var numbers = Numbers(state: 7)
    var text = Array("voice: nova\ninstructions: 😀 é\r\n".unicodeScalars)
    func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
      scalars.reduce(into: "") { $0.unicodeScalars.append($1) }
    }
    editor.open(string(text))
    for step in 0..<3_500 {
      // A short text has its ends in reach.
      if text.count > 200 {
        text = Array("voice: nova\n# 😀 é\r\n".unicodeScalars)
        editor.change("[{\"text\":\(Editor.json(string(text)))}]")
      }
      var (start, end) = (
        Int.random(in: 0...text.count, using: &numbers),
        Int.random(in: 0...text.count, using: &numbers)
      )
      if start > end { swap(&start, &end) }
      end = min(end, start + 4)
      // No place is between the two characters of a line end.
      func isInside(_ place: Int) -> Bool {
        place > 0 && place < text.count && text[place] == "\n" && text[place - 1] == "\r"
      }
      if isInside(start) || isInside(end) { continue }
      let table = LineTable(Array(string(text).utf8))
      func place(_ index: Int) -> String {
        let place = table.editorPosition(of: string(text[..<index]).utf8.count, in: units)
        return #"{"line":\#(place.line),"character":\#(place.character)}"#
      }
      let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &numbers)]
      let range = #"{"start":\#(place(start)),"end":\#(place(end))}"#
      editor.change(
        #"[{"range":\#(range),"text":\#(Editor.json(piece))}]"#,
        version: step
      )
      text.replaceSubrange(start..<end, with: piece.unicodeScalars)
      guard editor.bytes() == Array(string(text).utf8) else {
        Issue.record("step \(step)")
        return
      }
    }
    let other = Editor(capabilities)
    other.open(string(text))
    let (found, expected) = (
      editor.request("textDocument/diagnostic"), other.request("textDocument/diagnostic")
    )
    #expect(found["result"] == expected["result"])
  }

  /// Half of a pair that stands alone takes as much room as what replaces it.
  @Test func halfASurrogatePairLeavesTheTextInStep() {
    let editor = Editor()
    editor.open("# x\nvoice: nova\n")
    editor.change(
      ##"[{"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":3}},"text":"\ud83d!"}]"##
    )
    #expect(editor.codes() == ["SP201"])
    editor.change(
      ##"[{"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":4}},"text":"x"},{"range":{"start":{"line":1,"character":7},"end":{"line":1,"character":11}},"text":"sage"}]"##
    )
    #expect(editor.codes() == [])
  }

  /// Line and column of a finding behind an emoji, in each encoding.
  @Test(arguments: [("utf-8", "0:20-0:24"), ("utf-16", "0:18-0:22"), ("utf-32", "0:17-0:21")])
  func aFindingBehindAnEmoji(_ encoding: String, _ range: String) {
    let editor = Editor(#"{"general":{"positionEncodings":["\#(encoding)"]}}"#)
    editor.open("{x-a: \"😀\",voice: nova}\n")
    #expect(editor.findings()?.first.map { Editor.range($0["range"]) } == range)
  }
}
