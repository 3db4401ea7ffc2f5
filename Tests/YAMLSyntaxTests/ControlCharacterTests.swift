import SourceDiagnostics
import Testing
import YAMLSyntax

/// U+007F to U+009F, U+FFFE and U+FFFF: JSON writes them as they are, so quotes may hold them.
@Suite struct ControlCharacterTests {
  static let characters: [Unicode.Scalar] =
    (0x7F...0x9F).compactMap { Unicode.Scalar(UInt32($0)) } + ["\u{FFFE}", "\u{FFFF}"]

  @Test(arguments: characters) func quotesHoldThem(_ character: Unicode.Scalar) throws {
    for (before, after) in [("\"", "\""), ("'", "'"), ("\"é\\n\\\"", "\"")] {
      var bag = DiagnosticBag()
      let text = "k: \(before)a\(character)b\(character)\(after)\n\"\(character)\": 1\n"
      let tree = try #require(Composer.compose(Array(text.utf8), into: &bag))
      #expect(bag.isEmpty, "\(bag.sorted().map(\.message))")
      let value = try #require(tree.value(of: "k", in: tree.root))
      #expect(tree.string(value).unicodeScalars.filter { $0 == character }.count == 2)
      let keys = tree.entries(of: tree.root).map { tree.string($0.key) }
      #expect(keys.contains { $0.unicodeScalars.elementsEqual([character]) })
    }
  }

  @Test(arguments: characters) func nothingElseDoes(_ character: Unicode.Scalar) {
    for text in [
      "k: a\(character)b\n", "k\(character): 1\n", "# \(character)\nk: 1\n",
      "k: |\n  a\(character)\n",
      "k: [\(character)]\n", "k: 1 \(character)", "\(character)",
    ] {
      var bag = DiagnosticBag()
      _ = Composer.compose(Array(text.utf8), into: &bag)
      let found = bag.sorted().filter { $0.rule.code == "SP005" }
      #expect(found.count == 1, "\(text): \(bag.sorted().map(\.message))")
      let place = text.utf8.firstIndex { Character(character).utf8.first == $0 }
      #expect(
        found.first?.span.start == place.map { text.utf8.distance(from: text.startIndex, to: $0) }
      )
    }
  }
}
