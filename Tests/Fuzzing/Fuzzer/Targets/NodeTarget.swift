import SourceDiagnostics

@testable import YAMLSyntax

/// Bytes to nodes.
enum NodeTarget: FuzzTarget {
  static let name = "nodes"

  static func test(_ bytes: [UInt8]) {
    let read = EventScan.records(of: bytes, decodes: false)
    let given = EventScan.records(of: bytes, decodes: true)
    expect(
      read.events == given.events && read.end == given.end,
      "libyaml finds the same in a text whether it reads it or is given it"
    )
    var bag = DiagnosticBag()
    let tree = Composer.compose(bytes, into: &bag)
    Places.check(bag.sorted(), in: SourceText(name: "profile.yaml", bytes: bytes))
    guard let tree else {
      expect(!bag.isEmpty, "what cannot be read has a finding")
      return
    }
    // What can be read is text; libyaml refuses everything else.
    expect(Places.isText(Array(bytes[..<tree.readEnd])), "a profile that is read is UTF-8")
    for node in tree.nodes { check(node, of: tree) }
    for comment in tree.comments {
      Places.check(comment, in: bytes, true, "comment")
      expect(bytes[comment.start] == UInt8(ascii: "#"), "a comment begins with `#`")
    }
    checkReach(of: tree)
  }

  private static func check(_ node: Node, of tree: NodeTree) {
    Places.check(tree.span(of: node), in: tree.sourceBytes, true, "node")
    expect(node.start <= node.end, "a node ends after its beginning")
    guard node.kind == .scalar else { return }
    let text = Array(tree.bytes(of: node))
    expect(Places.isText(text), "the text of a scalar is UTF-8")
    let isPlain = node.style == .plain && !node.flags.contains(.tagged) && !text.isEmpty
    if isPlain, !node.flags.contains(.broken) {
      expect(ScalarResolver.kind(of: text[...]) == node.scalar, "a scalar has the kind of its text")
    }
    if node.style == .singleQuoted || node.style == .doubleQuoted {
      checkQuoted(node, text, of: tree)
    }
  }

  /// Our own decoder, for what libyaml would change, agrees with libyaml on everything.
  private static func checkQuoted(_ node: Node, _ text: [UInt8], of tree: NodeTree) {
    let source = tree.sourceBytes[Int(node.start)..<Int(node.end)]
    guard let quote = source.first(where: { $0 == 0x22 || $0 == 0x27 }), quote == source.first
    else {
      return  // Properties stand before it.
    }
    let decoded = QuotedScalar.decode(source)
    expect(
      decoded == text,
      "a quoted scalar is decoded as libyaml does: \(text) is not \(decoded ?? [])"
    )
  }

  /// Every child lies in the tree, and no collection comes back to itself.
  private static func checkReach(of tree: NodeTree) {
    var visits = 0
    for index in tree.nodes.indices {
      let id = NodeID(index: UInt32(index))
      let children = tree[id].kind == .mapping ? tree.entries(of: id).map(\.value) : []
      for child in children + Array(tree.items(of: id)) {
        visits += 1
        expect(Int(child.index) < tree.nodes.count, "a child is a node")
        expect(tree[tree.resolve(child)].kind != .alias, "an alias stands for a value")
      }
      expect(visits <= 4 * (tree.nodes.count + 1_000_000), "the tree is finite")
    }
  }
}
