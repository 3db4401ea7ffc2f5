import SessionProfiles
import TestSupport
import Testing

/// Pairs with very many of something: what comparing them costs may grow with them, and no faster. The square
/// of their size would take minutes.
@Suite struct DifferenceGrowthTests {
  private static let most = Duration.seconds(15)

  struct Large: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var old: String
    var new: String
    var changes: Int
  }

  private static func repeated(_ count: Int, _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined()
  }

  private static func parameters(_ properties: String) -> String {
    "tools:\n- type: function\n  name: f\n  parameters:\n    type: object\n    properties:\n\(properties)"
  }

  private static let pairs = [
    Large(
      testDescription: "functions that go, and others that come",
      old: "tools:\n"
        + repeated(2_000) { "- {type: function, name: a\($0), description: x\($0)}\n" },
      new: "tools:\n"
        + repeated(2_000) { "- {type: function, name: b\($0), description: y\($0)}\n" },
      changes: 4_000
    ),
    Large(
      testDescription: "functions under other names",
      old: "tools:\n" + repeated(2_000) { "- {type: function, name: a\($0), description: x}\n" },
      new: "tools:\n" + repeated(2_000) { "- {type: function, name: b\($0), description: x}\n" },
      changes: 2_000
    ),
    Large(
      testDescription: "arguments that go, and others that come",
      old: parameters(repeated(5_000) { "      a\($0): {}\n" }),
      new: parameters(repeated(5_000) { "      b\($0): {}\n" }),
      changes: 1
    ),
    Large(
      testDescription: "items without names",
      old: "x: [\(repeated(5_000) { "a\($0), " })b]\n",
      new: "x: [\(repeated(5_000) { "b\($0), " })b]\n",
      changes: 1
    ),
    Large(
      testDescription: "a text of other words",
      old: "instructions: \(repeated(110_000) { "a\($0) " })\n",
      new: "instructions: \(repeated(110_000) { "b\($0) " })\n",
      changes: 1
    ),
    Large(
      testDescription: "a text with very many changed lines",
      old: "instructions: |\n\(repeated(10_000) { "  line \($0)\n" })",
      new:
        "instructions: |\n\(repeated(10_000) { $0 % 10 == 0 ? "  row \($0)\n" : "  line \($0)\n" })",
      changes: 1
    ),
  ]

  @Test(arguments: pairs) func growsWithThePair(_ pair: Large) throws {
    func request(_ text: String) -> ComposedRequest? {
      Compiler().request(of: SourceText(name: "p.yaml", text: "type: realtime\n\(text)")).request
    }
    let old = try #require(request(pair.old))
    let new = try #require(request(pair.new))
    let (changes, time) = timed { ProfileDifference.changes(from: old, to: new) }
    #expect(changes.count == pair.changes)
    #expect(time < Self.most)
  }

  /// Very many changes that two profiles share, each at a line of its own.
  @Test func growsWithWhatProfilesShare() throws {
    func request(_ word: String) -> ComposedRequest? {
      let tools = Self.repeated(8_000) {
        "- {type: function, name: f\($0), description: \(word)\($0)}\n"
      }
      let source = SourceText(name: "p.yaml", text: "type: realtime\ntools:\n\(tools)")
      return Compiler().request(of: source).request
    }
    let changes = ProfileDifference.changes(
      from: try #require(request("a")),
      to: try #require(request("b"))
    )
    let profiles = ["p.yaml", "q.yaml"].map {
      ComparedProfile(file: $0, status: .changed, changes: changes)
    }
    let (report, time) = timed {
      DifferenceForm.text.bytes(Comparison(profiles), DifferenceOptions())
    }
    #expect(String(decoding: report, as: UTF8.self).contains("8000 behaviour"))
    #expect(time < Self.most)
  }
}
