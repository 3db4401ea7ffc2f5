import SourceDiagnostics
import Testing

@Suite struct LineTableTests {
  private func places(_ text: String, _ offsets: [Int]) -> [String] {
    let table = LineTable(Array(text.utf8))
    return offsets.map { table.position(of: $0) }.map { "\($0.line):\($0.column)" }
  }

  @Test func countsLinesAndScalars() {
    #expect(places("ab\ncd", [0, 2, 3, 5]) == ["1:1", "1:3", "2:1", "2:3"])
    #expect(places("é😀x\ny", [0, 2, 6, 7, 8]) == ["1:1", "1:2", "1:3", "1:4", "2:1"])
  }

  @Test func linesEndAsInEditors() {
    #expect(places("a\r\nb\rc\nd", [3, 5, 7]) == ["2:1", "3:1", "4:1"])
    #expect(places("a\u{2028}b\u{85}c", [5]) == ["1:4"])
  }

  @Test func aByteOrderMarkTakesNoColumn() {
    #expect(places("\u{FEFF}a: 1", [3, 6]) == ["1:1", "1:4"])
  }

  @Test func longLinesAreCountedInBlocks() {
    let text = String(repeating: "é", count: 5000) + "x"
    #expect(places(text, [10_000, 2048, 2050]) == ["1:5001", "1:1025", "1:1026"])
  }

  @Test func offsetsBeyondTheEndAreTheEnd() {
    #expect(places("ab", [99]) == ["1:3"])
    #expect(places("", [0]) == ["1:1"])
  }

  /// Line ends are looked for in eight bytes at a time: each kind is found at every place.
  @Test func findsEveryLineEndAtEveryPlace() {
    for ending in [
      "\n", "\r", "\r\n", "\n\n", "\r\r", "\n\r", "\u{B}", "\u{C}", "\u{8A}", "\u{85}",
    ] {
      for before in 0..<20 {
        for after in [0, 1, 9, 17] {
          let text =
            String(repeating: "a", count: before) + ending + String(repeating: "b", count: after)
          let ends = text.replacing("\r\n", with: "\n").unicodeScalars.count {
            $0 == "\n" || $0 == "\r"
          }
          let table = LineTable(Array(text.utf8))
          #expect(table.position(of: text.utf8.count).line == ends + 1, "\(text.debugDescription)")
          #expect(table.position(of: before).line == 1, "\(text.debugDescription)")
        }
      }
    }
  }
}
