import ProfileWriting
import SessionProfiles
import SourceDiagnostics
import YAMLSyntax

/// Bodies to profiles: nothing is lost, or nothing is written.
enum ImportTarget: FuzzTarget {
  static let name = "import"

  static func test(_ bytes: [UInt8]) {
    let source = SourceText(name: "body.json", bytes: bytes)
    for dialect in [nil] + Dialect.allCases.map(Optional.init) {
      let result = ProfileImporter.profile(of: source, dialect: dialect)
      Places.check(result.diagnostics, in: source)
      expect((result.profile == nil) == !result.diagnostics.isEmpty, "a profile or findings")
      guard let text = result.profile else { continue }
      let profile = SourceText(name: "profile.yaml", text: text)
      var bag = DiagnosticBag()
      let tree = Composer.compose(profile.bytes, into: &bag)
      expect(
        bag.isEmpty,
        "an imported profile can be read: \(bag.sorted().map(\.message))\n\(text)"
      )
      let compiled = Compiler().compile(profile)
      Places.check(compiled.diagnostics, in: profile)
      if let tree { checkContent(of: tree, text, from: source, isWhole: result.leftOut.isEmpty) }
      if dialect == nil, result.leftOut.isEmpty { checkMeaning(of: profile, from: source) }
      checkAgain(profile, tree)
    }
  }

  /// Texts that both readers take for the same, and the comments of YAML, are in the profile.
  private static func checkContent(
    of written: NodeTree,
    _ profile: String,
    from source: SourceText,
    isWhole: Bool
  ) {
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(source.bytes, into: &bag), bag.isEmpty, isWhole,
      tree.root != .none, !tree[tree.root].flags.contains(.flow)
    else { return }
    let event = tree.value(of: "session", in: tree.root) != nil
    let texts = Set(
      written.nodes.filter { $0.kind == .scalar }.map { Array(written.bytes(of: $0)) }
    )
    // `!!null ''` is written as `null`.
    let isText = { (node: Node) in node.kind == .scalar && node.scalar != .null }
    for node in tree.nodes where isText(node) && node.end > node.start && !event {
      let text = Array(tree.bytes(of: node))
      let isMerge = text == Array("<<".utf8)
      expect(isMerge || texts.contains(text), "a text is lost: \(text)\n\(profile)")
    }
    expect(
      written.comments.count { _ in true } >= tree.comments.count { _ in true },
      "a comment is lost:\n\(profile)"
    )
  }

  /// A profile is carried over whole as well.
  private static func checkAgain(_ profile: SourceText, _ tree: NodeTree?) {
    let again = ProfileImporter.profile(of: profile)
    guard let text = again.profile, let tree, again.leftOut.isEmpty else { return }
    var bag = DiagnosticBag()
    let second = Composer.compose(Array(text.utf8), into: &bag)
    expect(
      second?.comments.count { _ in true } == tree.comments.count { _ in true },
      "a comment is lost:\n\(String(decoding: profile.bytes, as: UTF8.self))\n\(text)"
    )
  }

  /// What compiles as it is compiles to the same once imported.
  private static func checkMeaning(of profile: SourceText, from source: SourceText) {
    let wanted = Compiler().compile(source)
    // An ignore may have to move with what it is about, which a request does not show. What JavaScript
    // and Python read in another way than YAML is read in theirs.
    let other = source.bytes.contains { [0x27, 0x5C, 0x2F, 0x60].contains($0) }
    let names = source.bytes.contains(UInt8(ascii: "N")) || source.bytes.contains(UInt8(ascii: "("))
    let isTight = zip(source.bytes, source.bytes.dropFirst()).contains { $0 == 0x3A && $1 > 0x20 }
    guard let request = wanted.request, wanted.result.silenced.isEmpty, !other, !names, !isTight
    else { return }
    let got = Compiler(options: .init(target: wanted.target)).compile(profile)
    expect(
      got.request == request,
      """
      an imported profile means the same: \(got.diagnostics.map(\.message))
      \(String(decoding: profile.bytes, as: UTF8.self))
      \(String(decoding: request, as: UTF8.self))
      \(String(decoding: got.request ?? [], as: UTF8.self))
      """
    )
  }
}
