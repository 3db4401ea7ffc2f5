import SourceDiagnostics
import TestSupport
import Testing
import YAMLSyntax

/// What composing some text gave.
private struct Composed {
  var tree: NodeTree?
  var findings: [Diagnostic]
  var marked: MarkedText

  init(_ source: String, limits: Limits = Limits()) {
    let marked = MarkedText(source)
    self.init(Array(marked.text.utf8), marked: marked, limits: limits)
  }

  init(_ bytes: [UInt8], marked: MarkedText = MarkedText(""), limits: Limits = Limits()) {
    var bag = DiagnosticBag()
    tree = Composer.compose(bytes, limits: limits, into: &bag)
    findings = bag.sorted()
    self.marked = marked
  }

  /// The tree in a short form: scalars as their text, strings in quotes where plain text would be
  /// something else.
  var dump: String { tree.map { $0.root == .none ? "-" : dump($0.root, of: $0) } ?? "unreadable" }

  private func dump(_ id: NodeID, of tree: NodeTree) -> String {
    let id = tree.resolve(id)
    switch tree[id].kind {
    case .mapping:
      let entries = tree.entries(of: id).map {
        "\(dump($0.key, of: tree)): \(dump($0.value, of: tree))"
      }
      return "{" + entries.joined(separator: ", ") + "}"
    case .sequence:
      return "[" + tree.items(of: id).map { dump($0, of: tree) }.joined(separator: ", ") + "]"
    case .scalar, .alias:
      let text = tree.string(id)
      switch tree[id].scalar {
      case .string: return ScalarResolver.kind(of: tree.bytes(id)) == .string ? text : "'\(text)'"
      case .null: return "null"
      default: return text
      }
    }
  }
}

@Suite struct ComposerTests {
  @Test(arguments: [
    ("a: 1", "{a: 1}"), ("a: [b, 'c', \"d\", 5, '5']", "{a: [b, c, d, 5, '5']}"),
    ("a:\nb: ~", "{a: null, b: null}"), ("{\"a\": {\"b\": []}}", "{a: {b: []}}"),
    ("a: !!str 5", "{a: '5'}"), ("a: !!int '5'", "{a: 5}"), ("a: ! 5", "{a: '5'}"),
    ("a: !<tag:yaml.org,2002:str> 5", "{a: '5'}"), ("a: &x 1\nb: *x", "{a: 1, b: 1}"),
    ("a: &x {k: v}\nb: *x", "{a: {k: v}, b: {k: v}}"), ("", "-"), ("# only\n", "-"),
    ("---\n", "null"),
    ("a: \"\\u00e9\\x41\\U0001F600\\/\"", "{a: éA😀/}"),
  ])
  func composes(_ text: String, _ dump: String) {
    let composed = Composed(text)
    #expect(composed.dump == dump)
    #expect(composed.findings.isEmpty, "\(composed.findings)")
  }

  /// yaml.org/type/merge.html: own keys win; among merged mappings the earlier wins.
  @Test(arguments: [
    ("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3, c: 4}", "{x: {a: 1, b: 2}, y: {b: 3, c: 4, a: 1}}"),
    (
      "x: &x {a: 1}\nz: &z {a: 2, b: 2}\ny: {<<: [*x, *z]}",
      "{x: {a: 1}, z: {a: 2, b: 2}, y: {a: 1, b: 2}}"
    ),
    ("y: {<<: {a: 1}, a: 2}", "{y: {a: 2}}"), ("y: {<<: {a: 1}}", "{y: {a: 1}}"),
    ("y: {\"<<\": 1}", "{y: {<<: 1}}"),
    (
      "x: &x {a: 1}\ny: &y {<<: *x, b: 2}\nz: {<<: *y, c: 3}",
      "{x: {a: 1}, y: {b: 2, a: 1}, z: {c: 3, b: 2, a: 1}}"
    ),
    ("x: &x {}\ny: {<<: *x}", "{x: {}, y: {}}"),
  ])
  func merges(_ text: String, _ dump: String) {
    let composed = Composed(text)
    #expect(composed.dump == dump)
    #expect(composed.findings.isEmpty, "\(composed.findings)")
  }

  static let findings: [(source: String, codes: [String])] = [
    ("a: 1\n«a»: 2", ["SP002"]),
    ("a: 1\n«\"a\"»: 2\n«'a'»: 3", ["SP002", "SP002"]),
    ("é: 1\ne\u{301}: 2", []),  // compared by bytes: two different keys
    ("t:\n  - {k: 1, «k»: 2}", ["SP002"]),
    ("<<: {a: 1}\n«<<»: {b: 2}", ["SP002"]),
    ("«5»: a", ["SP008"]), ("«true»: a", ["SP008"]), ("«~»: a", ["SP008"]), ("«1.5»: a", ["SP008"]),
    ("yes: a\non: b\n'5': c", []),
    ("? «[»a, b]\n: 1", ["SP008"]), ("? «{»a: b}\n: 1", ["SP008"]),
    ("? «é»: b\n: 1", ["SP008"]),
    ("a: «!secret x»", ["SP006"]), ("a: !!int «abc»", ["SP006"]), ("a: «!!binary aGk=»", ["SP006"]),
    ("a: «!»!map 5", ["SP006"]),
    ("a: «*nope»", ["SP001"]), ("a: &x [«*x»]", ["SP001"]), ("a: &x {b: {c: «*x»}}", ["SP001"]),
    ("a: {<<: «5»}", ["SP001"]), ("a: {<<: [«b»]}", ["SP001"]),
    ("a: 1\n«---»\nb: 2", ["SP007"]),
    ("a: «x\u{2028}»b: y", ["SP005"]), ("a: x «\u{85}»y", ["SP005"]), ("# «\u{2029}»", ["SP005"]),
    ("a: |\n  x «\u{2028}» y", ["SP005"]),
    ("a: \"x\u{2028}y\"\nb: 'x\u{85}y'", []),
    ("a:\n«\t»b: 1", ["SP001"]), ("a: b: c", ["SP001"]), ("a: [1, 2", ["SP001"]),
    ("a: «\"»unclosed", ["SP001"]), ("a: «@»x", ["SP001"]), ("a: 1\n b: 2", ["SP001"]),
    ("a: \"\\q\"", ["SP001"]), ("a: \"\\ud83d\"", ["SP001"]), ("a: %x", ["SP001"]),
    ("%YAML 2.0\n---\na: 1", ["SP001"]), ("a: !x!y z", ["SP001"]), ("{a: 1} x", ["SP001"]),
  ]

  @Test(arguments: findings) func reports(_ source: String, _ codes: [String]) {
    let composed = Composed(source)
    #expect(composed.findings.map(\.rule.code) == codes, "\(composed.findings)")
    let marked = composed.marked.ranges
    if marked.count == codes.count, !source.contains("«!»"), !source.contains("«!secret"),
      !source.contains("«!!binary"), !source.contains("x\u{2028}»b")
    {
      #expect(composed.findings.map(\.span.range) == marked, "\(composed.findings)")
    }
  }

  /// What people get wrong, and the words they are told it in.
  @Test(arguments: [
    ("a: 'it's'", "there is text after the end of the value"),
    ("a: 1\n b: 2", "`b` is indented below `a`, which has a value already"),
    ("a:1\nb: 2", "a space is missing after the `:`"),
    ("a: |\n  x\n y", "this does not line up with the keys above it"),
    ("a:\n\tb: 1", "a tab is used for indentation"),
    ("a: [1\nb: 2", "expected `,` or `]` here"),
    ("a: {b: 1", "the mapping opened here is not closed"),
    ("a: \"x", "the quote opened here is not closed"), ("a: @x", "no value can begin with `@`"),
    ("a: \"\\q\"", "there is no such escape in a double-quoted text"),
    ("a:\n  - 1\n b: 2", "this does not line up with the keys above it"),
  ])
  func syntaxErrorsAreInPlainWords(_ text: String, _ message: String) {
    #expect(Composed(text).findings.map(\.message) == [message])
  }

  @Test func duplicateNamesBothPlaces() {
    let composed = Composed("tools:\n  - a: 1\n    b:\n      c: 1\n      c: 2\n")
    #expect(composed.findings.map(\.path) == ["/tools/0/b/c"])
    #expect(composed.findings.first?.related.count == 1)
  }

  @Test func findsOneDuplicateAmongManyKeys() {
    let keys = (0..<5000).map { "k\($0): 1" }.joined(separator: "\n")
    #expect(Composed(keys).findings.isEmpty)
    #expect(Composed(keys + "\nk17: 2").findings.map(\.rule.code) == ["SP002"])
  }

  // MARK: Encoding

  @Test func byteOrderMarkIsSkipped() {
    let composed = Composed([0xEF, 0xBB, 0xBF] + Array("a: é\nb: 1".utf8))
    #expect(composed.dump == "{a: é, b: 1}")
    let root = composed.tree.map { $0[$0.root] }
    #expect(root?.start == 3)
  }

  @Test func linesMayEndInAnyWay() {
    for end in ["\n", "\r\n", "\r"] {
      let composed = Composed("a: |\(end)  x\(end)  y\(end)b: 1\(end)")
      #expect(composed.dump == "{a: x\ny\n, b: 1}")
    }
  }

  static let unreadable: [(prefix: String, bytes: [UInt8], offset: Int)] = [
    ("a: b\nc: ", [0xFF], 8), ("a: b\n# é\nc: ", [0x07], 13), ("a: ", [0x00], 3),
    ("a: ", [0xED, 0xA0, 0x80], 3), ("é: ", [0xC3, 0x28], 4), ("a: ", [0x7F], 3),
  ]

  @Test(arguments: unreadable)
  func readerErrorsAreAtTheirRealPlace(_ prefix: String, _ bytes: [UInt8], _ offset: Int) {
    let composed = Composed(Array(prefix.utf8) + bytes)
    #expect(composed.findings.map(\.rule.code) == ["SP005"])
    #expect(composed.findings.first?.span.start == offset)
  }

  @Test func utf16IsRefused() {
    #expect(Composed([0xFF, 0xFE, 0x61, 0]).findings.map(\.rule.code) == ["SP005"])
    // Of a text in another encoding no row is shown, with a byte order mark or without.
    let letter: [(String, [UInt8])] = [
      ("UTF-16", [0x61, 0]), ("UTF-16", [0, 0x61]), ("UTF-32", [0x61, 0, 0, 0]),
      ("UTF-32", [0, 0, 0, 0x61]),
    ]
    for (name, bytes) in letter {
      let mark = bytes.first == 0 ? [0xFE, 0xFF] : [0xFF, 0xFE] as [UInt8]
      let full = bytes.count == 2 ? mark : bytes.first == 0 ? [0, 0] + mark : mark + [0, 0]
      for mark in [[], full] {
        let found = Composed(mark + bytes + bytes).findings
        #expect(found.map(\.message) == ["the file is in \(name)"], "\(mark) \(bytes)")
        #expect(found.map(\.isAboutFile) == [true])
      }
    }
  }

  @Test func nulMayStandInAnEscape() {
    #expect(Composed("a: \"x\\0y\"").dump == "{a: x\0y}")
  }

  // MARK: JSON's surrogate pairs, and U+2028 in quotes

  @Test(arguments: [
    ("{\"a\": \"\\ud83d\\ude00\"}", "{a: 😀}"),
    (
      "{\"a\": \"x \\uD83D\\uDE00 \\u00e9 \\ud83d\\ude01!\", \"\\ud83d\\ude00\": 1}",
      "{a: x 😀 é 😁!, 😀: 1}"
    ),
    ("a: \\ud83d\\ude00\nb: \"\\ud83d\\ude00\"", "{a: \\ud83d\\ude00, b: 😀}"),
    ("a: '\\ud83d\\ude00'\nb: \"\\ud83d\\ude00\"", "{a: \\ud83d\\ude00, b: 😀}"),
    (
      "a: |\n  \\ud83d\\ude00 \\u0041\\u0041\nb: \"\\ud83d\\ude00\"",
      "{a: \\ud83d\\ude00 \\u0041\\u0041\n, b: 😀}"
    ),
    ("a: \"\\\\ud83d \\ud83d\\ude00\"", "{a: \\ud83d 😀}"),
    ("a: \"x\n  y \\ud83d\\ude00\n\n  z\\\n  w\"", "{a: x y 😀\nzw}"),
    ("a: \"x\u{2028} y\u{85}z\"", "{a: x\u{2028} y\u{85}z}"),
    ("a: 'it''s\u{2029}'", "{a: it's\u{2029}}"),
  ])
  func readsAsYAML12Does(_ text: String, _ dump: String) {
    let composed = Composed(text)
    #expect(composed.dump == dump, "\(composed.findings)")
    #expect(composed.findings.isEmpty)
  }

  // MARK: Spans

  @Test func spansEndWhereTheValueEnds() throws {
    let marked = MarkedText("a:\n  «- é1\n  - 'x'»\n\n# comment\nb: «|\n  text»\n\nc: «{d: 1}»\n")
    let composed = Composed(Array(marked.text.utf8), marked: marked)
    let tree = try #require(composed.tree)
    let spans = tree.entries(of: tree.root).map { tree.span($0.value).range }
    #expect(spans == marked.ranges)
  }

  @Test func tagsAndAnchorsAreNotPartOfAScalar() throws {
    let marked = MarkedText("a: !!str &x «5»\nb: &y\n  «z»")
    let composed = Composed(Array(marked.text.utf8), marked: marked)
    let tree = try #require(composed.tree)
    #expect(tree.entries(of: tree.root).map { tree.span($0.value).range } == marked.ranges)
  }
}
