import Testing

@testable import sessionc

@Suite struct LineDiffTests {
  @Test func equalTextsHaveNoDifference() {
    #expect(LineDiff.unified(["a"], ["a"]).isEmpty)
    #expect(LineDiff.unified([], []).isEmpty)
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

  @Test func largeTextsAreReplacedWhole() {
    let lines = LineDiff.unified(["a", "b", "c"], ["d", "b", "e"], workMax: 1)
    #expect(lines.dropFirst() == ["-a", "-b", "-c", "+d", "+b", "+e"])
  }
}
