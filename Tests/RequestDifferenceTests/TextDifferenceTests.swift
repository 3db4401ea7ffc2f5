import TestSupport
import Testing

@testable import RequestDifference

@Suite struct TextDifferenceTests {
  private func shown(_ old: String, _ new: String) -> String {
    let difference = TextDifference(Array(old.utf8), Array(new.utf8))
    if let (old, new) = difference.replaced { return "replaced \(old) \(new)" }
    return difference.hunks.map { hunk in
      hunk.pieces.map { piece in
        switch piece.operation {
        case .same: piece.text
        case .removed: "[-\(piece.text)-]"
        case .added: "{+\(piece.text)+}"
        case .skipped: "…"
        }
      }.joined()
    }.joined(separator: "\n@@\n")
  }

  @Test(arguments: [
    ("a", "a", ""), ("", "", ""),
    ("It has eight digits.\n", "It has ten digits.\n", "It has [-eight-]{+ten+} digits.\n"),
    ("", "new\n", "{+new\n+}"), ("old\n", "", "[-old\n-]"),
    ("a b c\n", "x y c\n", "[-a b-]{+x y+} c\n"),
    ("1\n2\n3\n4\n5\n", "1\n2\nx\n4\n5\n", "2\n[-3-]{+x+}\n4\n"),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n", "[-1-]{+x+}\n2\n\n@@\n7\n[-8-]{+y+}\n"
    ),
    ("1\n2\n3\n4\n", "x\n2\n3\ny\n", "[-1-]{+x+}\n2\n3\n[-4-]{+y+}\n"),
    ("a\nb\n", "a\nc\nb\n", "a\n{+c\n+}b\n"),
    ("end", "end\n", "end{+\n+}"),
    ("größe\n", "große\n", "[-größe-]{+große+}\n"),
  ])
  func linesFirstThenWords(_ old: String, _ new: String, _ expected: String) {
    #expect(shown(old, new) == expected)
  }

  @Test func wordsAreCounted() {
    let difference = TextDifference(Array("one two three".utf8), Array("one 2 and 3 three".utf8))
    #expect(difference.removedWords == 1 && difference.addedWords == 3)
  }

  /// Both sides can be read out of the pieces, whatever changed.
  @Test(arguments: 0..<300) func thePiecesAreBothSides(_ seed: Int) {
    var numbers = RandomProfile.Numbers(seed: UInt64(seed))
    func pick(_ count: Int) -> Int { Int(numbers.next() % UInt64(count)) }
    let words = ["a", "b", "c ", "\n", ", ", "dd", " ", "é", "\n\n"]
    let old = (0..<pick(60)).map { _ in words[pick(words.count)] }
    var new = old
    for _ in 0..<pick(8) {
      let place = pick(new.count + 1)
      switch pick(3) {
      case 0: new.insert(words[pick(words.count)], at: place)
      case 1 where !new.isEmpty: new.remove(at: min(place, new.count - 1))
      default: if !new.isEmpty { new[min(place, new.count - 1)] = words[pick(words.count)] }
      }
    }
    let (before, after) = (old.joined(), new.joined())
    let difference = TextDifference(Array(before.utf8), Array(after.utf8))
    #expect(difference.replaced == nil)
    // Each hunk stands at its line of both texts, and what stands between them is the same.
    func lines(_ text: String) -> [Substring] {
      text.split(separator: "\n", omittingEmptySubsequences: false)
    }
    let (mine, theirs) = (lines(before), lines(after))
    func offset(_ lines: [Substring], _ line: Int) -> Int {
      lines.prefix(line - 1).reduce(0) { $0 + $1.utf8.count + 1 }
    }
    var (left, right) = (0, 0)
    for hunk in difference.hunks {
      // One line of both stands before it.
      let context = hunk.newLine > 1 ? 1 : 0
      let (a, b) = (offset(mine, hunk.oldLine - context), offset(theirs, hunk.newLine - context))
      #expect(
        before.utf8.dropFirst(left).prefix(a - left).elementsEqual(
          after.utf8.dropFirst(right).prefix(b - right)
        )
      )
      let removed = hunk.pieces.filter { $0.operation != .added }.map(\.text).joined()
      let added = hunk.pieces.filter { $0.operation != .removed }.map(\.text).joined()
      #expect(before.utf8.dropFirst(a).starts(with: removed.utf8))
      #expect(after.utf8.dropFirst(b).starts(with: added.utf8))
      (left, right) = (a + removed.utf8.count, b + added.utf8.count)
    }
    #expect(before.utf8.dropFirst(left).elementsEqual(after.utf8.dropFirst(right)))
  }

  @Test func whatIsTooLongOrTooDifferentIsReplaced() {
    func words(_ start: Int, _ count: Int) -> String {
      (start..<start + count).map { "w\($0)" }.joined(separator: " ")
    }
    #expect(shown(words(0, 3_000), words(3_000, 3_000)).hasPrefix("replaced "))
    #expect(shown(words(0, 100_001), words(1, 100_001)).hasPrefix("replaced "))
    #expect(!shown(words(0, 2_000), words(2_000, 2_000)).hasPrefix("replaced "))
    // Lines that stay are not counted.
    let long = (0..<200_000).map { "line \($0)\n" }.joined()
    #expect(shown(long + "old\n", long + "new\n") == "line 199999\n[-old-]{+new+}\n")
  }

  /// The longest common part, by the textbook.
  @Test(arguments: 0..<400) func theRunsAreAsLongAsCanBe(_ seed: Int) throws {
    var numbers = RandomProfile.Numbers(seed: UInt64(seed) &+ 77)
    func list() -> [Int32] {
      (0..<Int(numbers.next() % 14)).map { _ in Int32(numbers.next() % 4) }
    }
    let (a, b) = (list(), list())
    var table = Array(repeating: Array(repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        table[i][j] =
          a[i] == b[j] ? table[i + 1][j + 1] + 1 : max(table[i + 1][j], table[i][j + 1])
      }
    }
    let runs = try #require(SequenceDifference.common(a, b, differencesMax: 100))
    #expect(runs.reduce(0) { $0 + $1.count } == table[0][0])
    var (i, j) = (0, 0)
    for run in runs {
      #expect(run.old >= i && run.new >= j)
      #expect(a[run.old..<run.old + run.count] == b[run.new..<run.new + run.count])
      (i, j) = (run.old + run.count, run.new + run.count)
    }
    let differences = a.count + b.count - 2 * table[0][0]
    if differences > 0 {
      #expect(SequenceDifference.common(a, b, differencesMax: differences - 1) == nil)
    }
  }
}
