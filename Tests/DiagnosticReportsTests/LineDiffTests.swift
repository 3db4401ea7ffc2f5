import DiagnosticReports
import Testing

@Suite struct LineDiffTests {
  @Test func equalTextsHaveNoDifference() {
    #expect(LineDiff.unified(["a"], ["a"]).isEmpty)
    #expect(LineDiff.unified([], []).isEmpty)
  }

  /// Unicode holds them equal; a file does not.
  @Test func linesOfOtherBytesDiffer() {
    #expect(LineDiff.unified(["\u{E9}"], ["e\u{301}"]).count == 3)
    let many = (0..<1_500).map { "\($0)" }
    let edits = LineDiff.edits(["\u{E9}"] + many + ["a"], ["b"] + many.reversed() + ["e\u{301}"])
    #expect(!edits.contains { $0.kind == .same && $0.line.unicodeScalars.first == "e" })
    #expect(!edits.contains { $0.kind == .same && $0.line.unicodeScalars.first == "\u{E9}" })
  }

  @Test func showsThreeLinesOfContext() {
    let old = (1...20).map(String.init)
    var new = old
    new[9] = "ten"
    #expect(
      LineDiff.unified(old, new) == [
        "@@ -7,7 +7,7 @@", " 7", " 8", " 9", "-10", "+ten", " 11", " 12", " 13",
      ]
    )
  }

  @Test func farChangesAreHunksOfTheirOwn() {
    let old = (1...40).map(String.init)
    var new = old
    new[0] = "x"
    new.remove(at: 39)
    #expect(
      LineDiff.unified(old, new) == [
        "@@ -1,4 +1,4 @@", "-1", "+x", " 2", " 3", " 4", "@@ -37,4 +37,3 @@", " 37", " 38", " 39",
        "-40",
      ]
    )
  }

  @Test func longTextsAreSplitAtLinesThatAreThereOnce() {
    let old = (1...3000).map(String.init)
    var new = old
    new[0] = "x"
    new[1499] = "y"
    new.remove(at: 2999)
    let lines = LineDiff.unified(old, new)
    #expect(lines.filter { $0.hasPrefix("-") } == ["-1", "-1500", "-3000"])
    #expect(lines.filter { $0.hasPrefix("+") } == ["+x", "+y"])
  }

  @Test func longTextsWithoutSuchLinesAreReplacedWhole() {
    let edits = LineDiff.edits(
      Array(repeating: "a", count: 2000) + ["z"],
      Array(repeating: "b", count: 2000) + ["y"]
    )
    #expect(edits.count == 4002)
  }

  @Test func anEmptySideIsCountedFromTheLineBefore() {
    #expect(LineDiff.unified([], ["a"]) == ["@@ -0,0 +1,1 @@", "+a"])
  }
}
