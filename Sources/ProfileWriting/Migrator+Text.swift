internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// Parts of the profile's text, as they are or indented.
extension Migrator {
  func applied(_ edits: TextEdits, to piece: Piece) -> String {
    var moved = TextEdits()
    for edit in edits.edits {
      let span = SourceSpan(
        source: edit.span.source,
        start: edit.span.start - piece.range.lowerBound,
        end: edit.span.end - piece.range.lowerBound
      )
      _ = moved.add(.replace(span, with: edit.text))
    }
    let bytes = moved.applied(to: Array(tree.sourceBytes[piece.range]))
    let text = String(decoding: bytes, as: UTF8.self)
    return text.utf8.last == 0x0A ? text : text + newline
  }

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
}

extension LoweringTable.Row {
  /// What GA writes in the place of a flat value, in flow style; `nil` where it has no counterpart.
  func gaValue(of id: NodeID, in tree: NodeTree) -> String? {
    let pair = values.first { pair in
      tree.isEqual(id, to: pair.flat.node, of: pair.flat.tree, unordered: isUnordered)
    }
    return pair.map { $0.ga.tree.flowText($0.ga.node) }
  }
}

extension NodeTree {
  /// A value on one line, with quotes where they are needed.
  fileprivate func flowText(_ id: NodeID) -> String {
    switch self[id].kind {
    case .mapping:
      let entries = entries(of: id).map { "\(string($0.key)): \(flowText($0.value))" }
      return "{\(entries.joined(separator: ", "))}"
    case .sequence: return "[\(items(of: id).map(flowText).joined(separator: ", "))]"
    case .scalar, .alias:
      let text = string(id)
      return self[id].scalar != .string || PlainText.isPlain(text, inFlow: true)
        ? text : PlainText.quoted(text)
    }
  }
}
