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

  /// In whatever order fixes come, the edits are those of a list that is looked through for each.
  @Test func theOrderOfFixesDoesNotMatter() {
    var state: UInt64 = 1
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var edits = TextEdits()
    var plain: [Range<Int>] = []
    for _ in 0..<3000 {
      let start = random(20_000)
      let range = start..<start + random(4)
      let isFree = plain.allSatisfy { other in
        range.lowerBound != other.lowerBound
          && (range.upperBound <= other.lowerBound || other.upperBound <= range.lowerBound)
      }
      let isAdded = edits.add(fix((range, "x")))
      #expect(isAdded == isFree)
      if isAdded { plain.append(range) }
    }
    #expect(plain.count > 1000)
    let sorted = plain.sorted { $0.lowerBound < $1.lowerBound }
    #expect(edits.edits.map(\.span.range) == sorted)
  }

  @Test func knowsWhichBytesGo() {
    var edits = TextEdits()
    let isAdded = edits.add(fix((2..<4, "x"), (8..<8, "y")))
    #expect(isAdded)
    let map = OffsetMap(edits)
    #expect((0..<10).filter { map.replacesByte(at: $0) } == [2, 3])
  }
}
