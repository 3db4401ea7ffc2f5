internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// Parts of the profile's text, as they are or indented.
extension Migrator {
  func text(_ range: Range<Int>) -> String {
    String(decoding: tree.sourceBytes[range], as: UTF8.self)
  }

  /// Every line that is not empty, further to the right.
  func indented(_ text: String, by count: Int) -> String {
    Self.lines(text).map { $0.isEmpty || $0 == "\r" ? $0 : blanks(count) + $0 }
      .joined(separator: "\n")
  }

  /// The parts between line feeds; by bytes, since a `Character` may be CR and LF together.
  static func lines(_ text: String) -> [String] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// Every line as a comment that begins at a column; those that are comments already, or empty, stay.
  func commentedOut(_ text: String, from indent: Int) -> String {
    Self.lines(text).map { line in
      let content = line.utf8.drop { $0 == 0x20 || $0 == 0x09 }
      let isEmpty = content.isEmpty || content.elementsEqual([0x0D])
      if isEmpty || content.first == UInt8(ascii: "#") { return line }
      let blanks = min(indent, line.utf8.prefix { $0 == 0x20 }.count)
      return self.blanks(indent) + "# " + line.dropping(bytes: blanks)
    }
    .joined(separator: "\n")
  }

  /// The only member that a secret of a request has.
  func lifetime(
    _ key: NodeID,
    _ value: NodeID
  ) throws(Obstacle) -> (key: NodeID, value: NodeID) {
    guard tree[value].kind == .mapping, tree[value].count == 2,
      let entry = tree.entries(of: value).first(where: { _ in true }),
      tree.text(of: entry.key, is: "expires_after"),
      tree[value].flags.isDisjoint(with: [.hasProperties, .merges]),
      tree[entry.value].kind == .mapping,
      tree[entry.value].flags.isDisjoint(with: [.hasProperties, .merges])
    else {
      throw Obstacle("of this only `expires_after` has a place in GA", at: tree.span(key))
    }
    return entry
  }
}

extension LoweringTable.Row {
  /// What GA writes in the place of a flat value, in flow style, as JSON in a tree that is; `nil` where it
  /// has no counterpart.
  func gaValue(of id: NodeID, in tree: NodeTree) -> String? {
    let pair = values.first { pair in
      pair[.flat].map { tree.isEqual(id, to: $0.node, of: $0.tree, unordered: isUnordered) }
        ?? false
    }
    return pair?[.ga].map { $0.tree.flowText($0.node, asJSON: tree.isJSON) }
  }

  /// Whether a value is written as GA has it already: one of its values, or a mapping like them.
  func isGAValue(_ id: NodeID, in tree: NodeTree) -> Bool {
    values.contains { pair in
      guard let value = pair[.ga] else { return false }
      return value.tree[value.node].kind == .mapping && tree[tree.resolve(id)].kind == .mapping
        || tree.isEqual(id, to: value.node, of: value.tree, unordered: isUnordered)
    }
  }
}

extension NodeTree {
  /// A value on one line, with quotes where they are needed, or as JSON wants them.
  fileprivate func flowText(_ id: NodeID, asJSON isJSON: Bool) -> String {
    let written = { flowText($0, asJSON: isJSON) }
    switch self[id].kind {
    case .mapping:
      let entries = entries(of: id).map { "\(written($0.key)): \(written($0.value))" }
      return "{\(entries.joined(separator: ", "))}"
    case .sequence: return "[\(items(of: id).map(written).joined(separator: ", "))]"
    case .scalar, .alias:
      let text = string(id)
      let isPlain = self[id].scalar != .string || !isJSON && PlainText.isPlain(text, inFlow: true)
      return isPlain ? text : PlainText.quoted(text)
    }
  }
}
