internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// Fields that move into an `audio` that the session has already.
extension Migrator {
  /// A field with its new name.
  struct MovedEntry {
    var name: String
    var key: NodeID
    /// Its comments and its own lines, at the column of the session's entries.
    var lines: String
    /// From its key to the end of its value.
    var part: [UInt8]
    var hasComments: Bool
  }

  /// Texts that are put in: two at one place, in the order in which they come.
  struct Additions {
    private var texts: [Int: String] = [:]

    mutating func add(_ text: String, at place: Int) { texts[place, default: ""] += text }

    func edits(in source: SourceID) -> TextEdits {
      texts.reduce(into: TextEdits()) { edits, addition in
        let span = SourceSpan(source: source, start: addition.key, end: addition.key)
        _ = edits.add(.replace(span, with: addition.value))
      }
    }
  }

  private func twice(_ name: String, in side: String, at key: NodeID) -> Obstacle {
    Obstacle("`audio.\(side)` has a `\(name)` already; remove one of the two", at: tree.span(key))
  }

  /// The edits that put moved fields into `audio`, each into its side of it.
  ///
  /// - Parameter indent: the column that the lines of the entries begin at.
  func additions(
    of moved: [String: [MovedEntry]],
    to audio: NodeID,
    from indent: Int
  ) throws(Obstacle) -> TextEdits {
    var added = Additions()
    var missing: [(side: String, entries: [MovedEntry])] = []
    for side in ["input", "output"] {
      guard let entries = moved[side] else { continue }
      guard let value = try member(side, of: audio) else {
        missing.append((side, entries))
        continue
      }
      for entry in entries where try member(entry.name, of: value) != nil {
        throw twice(entry.name, in: side, at: entry.key)
      }
      if tree[value].flags.contains(.flow) {
        try addFlow(entries, to: value, &added)
      } else {
        let column = try column(of: value)
        let lines = entries.map { indented($0.lines, by: column - indent) }.joined()
        try addLines(lines, to: value, &added)
      }
    }
    guard !missing.isEmpty else { return added.edits(in: tree.source) }
    if tree[audio].flags.contains(.flow) {
      for (side, entries) in missing {
        let members = try entries.map { entry throws(Obstacle) in try flowText(entry) }
        let text = "\(word(side)): {\(members.joined(separator: ", "))}"
        add(text, toFlow: audio, &added)
      }
    } else {
      let column = try column(of: audio)
      let lines = missing.map { side, entries in
        blanks(column) + side + ":" + newline
          + entries.map { indented($0.lines, by: column + 2 - indent) }.joined()
          .drop { $0.isNewline }
      }
      try addLines(lines.joined(), to: audio, &added)
    }
    return added.edits(in: tree.source)
  }

  /// The value of a key of a mapping that can be added to.
  private func member(_ name: String, of mapping: NodeID) throws(Obstacle) -> NodeID? {
    let node = tree[mapping]
    guard node.kind == .mapping, !node.flags.contains(.merges) else {
      throw Obstacle("fields would move in here; write it out as a mapping", at: tree.span(mapping))
    }
    return tree.entries(of: mapping).first { tree.bytes($0.key).elementsEqual(name.utf8) }?.value
  }

  /// Where the entries of a mapping in block style begin.
  private func column(of mapping: NodeID) throws(Obstacle) -> Int {
    let first = Int(tree[tree[mapping].firstChild].start)
    let line = tree.lineStart(of: first)
    guard tree.sourceBytes[line..<first].allSatisfy({ $0 == 0x20 }) else {
      throw Obstacle("this does not stand on lines of its own", at: tree.span(mapping))
    }
    return first - line
  }

  /// Lines behind the last entry of a mapping in block style.
  private func addLines(_ lines: String, to mapping: NodeID, _ added: inout Additions)
    throws(Obstacle)
  {
    var last = tree[mapping].firstChild
    while tree[last].next != .none { last = tree[last].next }
    guard let end = tree.lineEnd(after: Int(tree[last].end)) else {
      throw Obstacle("this does not stand on lines of its own", at: tree.span(mapping))
    }
    let isEnded =
      end > 0 && (tree.sourceBytes[end - 1] == 0x0A || tree.sourceBytes[end - 1] == 0x0D)
    added.add((isEnded ? "" : newline) + lines, at: end)
  }

  private func addFlow(
    _ entries: [MovedEntry],
    to mapping: NodeID,
    _ added: inout Additions
  ) throws(Obstacle) {
    let texts = try entries.map { entry throws(Obstacle) in try flowText(entry) }
    add(texts.joined(separator: ", "), toFlow: mapping, &added)
  }

  /// An entry for a mapping on one line, where there is no room for comments.
  private func flowText(_ entry: MovedEntry) throws(Obstacle) -> String {
    guard !entry.hasComments, !entry.part.contains(0x0A) else {
      throw Obstacle(
        "`\(entry.name)` would move into a mapping on one line; write `audio` on lines of its own",
        at: tree.span(entry.key)
      )
    }
    return String(decoding: entry.part, as: UTF8.self)
  }

  private func add(_ text: String, toFlow mapping: NodeID, _ added: inout Additions) {
    let node = tree[mapping]
    var last = node.firstChild
    while last != .none, tree[last].next != .none { last = tree[last].next }
    let place = last == .none ? Int(node.start) + 1 : Int(tree[last].end)
    added.add((last == .none ? "" : ", ") + text, at: place)
  }

  // MARK: Flow style

  /// The `audio` of a session in flow style with moved fields in it.
  mutating func merged(
    _ audio: FlowPiece,
    _ moved: [String: [(name: String, key: NodeID, member: FlowMember)]]
  ) throws(Obstacle) -> FlowMember {
    let (sides, tail) = try members(of: audio.value)
    var rest = moved
    var result: [FlowMember] = []
    for side in sides {
      let name = tree.string(side.key)
      guard let entries = rest.removeValue(forKey: name) else {
        result.append(member(side, Entry()))
        continue
      }
      let (inner, end) = try members(of: side.value)
      for entry in entries
      where inner.contains(where: { tree.bytes($0.key).elementsEqual(entry.name.utf8) }) {
        throw twice(entry.name, in: name, at: entry.key)
      }
      let old = inner.map { member($0, Entry()) }
      result.append(.comments(side.leading))
      result.append(
        .object(
          name: text(tree.span(side.key).range),
          old + entries.map(\.member) + [.comments(end)]
        )
      )
      result.append(.comments(side.trailing))
    }
    for side in ["input", "output"] {
      guard let entries = rest[side] else { continue }
      result.append(.object(name: word(side), entries.map(\.member)))
    }
    return .object(name: text(tree.span(audio.key).range), result + [.comments(tail)])
  }

  private func members(of mapping: NodeID) throws(Obstacle) -> ([FlowPiece], [String]) {
    let node = tree[mapping]
    guard node.kind == .mapping, node.flags.isDisjoint(with: [.merges, .hasProperties]) else {
      throw Obstacle("fields would move in here; write it out as a mapping", at: tree.span(mapping))
    }
    return try flowPieces(of: mapping)
  }
}
