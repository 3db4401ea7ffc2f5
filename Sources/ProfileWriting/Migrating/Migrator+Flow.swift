internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// A session in flow style, which JSON is: on one line, or with lines of its own.
extension Migrator {
  mutating func rewriteFlow(of session: NodeID) throws(Obstacle) {
    let node = tree[session]
    guard !node.flags.contains(.hasProperties), node.start + 2 <= node.end else {
      throw Obstacle("the session has an anchor or a tag; write it without", at: tree.span(session))
    }
    let layout = FlowLayout(of: session, in: tree)
    var stays: [(place: Int, member: FlowMember)] = []
    var moved: [String: [(name: String, key: NodeID, member: FlowMember)]] = [:]
    // What the session has of `audio` already.
    var audio: (place: Int, piece: FlowPiece)?
    var movedPlaces: [Int] = []
    var root: [FlowMember] = []
    var lifetime: FlowMember?
    let (pieces, tail) = try flowPieces(of: session)
    for (index, piece) in pieces.enumerated() {
      switch try fate(of: piece.key, piece.value) {
      case .own:
        let member = member(piece, try ownEntry(piece.key, piece.value))
        root.append(member)
        stays.append((index, member))
      case .stays(let name):
        try take(name, insteadOf: tree.string(piece.key), at: tree.span(piece.key))
        if name == "audio" { audio = (stays.count, piece) }
        let entry = try entry(piece.key, piece.value, as: name)
        stays.append((index, member(piece, entry)))
      case .moves(let side, let name):
        let entry = try entry(piece.key, piece.value, as: name)
        moved[side, default: []].append((name, piece.key, member(piece, entry)))
        movedPlaces.append(index)
      case .goes(let why):
        stays.append((index, .comments(try commentedOut(piece, why: why))))
      case .lifetime: lifetime = try self.lifetime(of: piece)
      }
    }
    if let audio, !moved.isEmpty {
      let piece = audio.piece
      stays[audio.place].member = .comments(piece.leading)
      let place = stays[audio.place].place
      stays.insert((place, try merged(piece, moved)), at: audio.place + 1)
      stays.insert((place, .comments(piece.trailing)), at: audio.place + 2)
    } else if let place = placement == .first ? movedPlaces.min() : movedPlaces.max() {
      try take("audio", insteadOf: "", at: tree.span(session))
      let sides = ["input", "output"].compactMap { side in
        moved[side].map { FlowMember.object(name: word(side), $0.map(\.member)) }
      }
      stays.append((place, .object(name: word("audio"), sides)))
    }
    let ordered = stays.enumerated().sorted {
      ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
    }
    var members: [FlowMember] = hasKind ? [] : [.entry(word("type") + layout.colon + word(kind))]
    if let lifetime {
      // The author's own keys stay at the root.
      let own = Set(pieces.indices.filter { tree.isOwnKey(pieces[$0].key) })
      members += ordered.filter { !own.contains($0.element.place) || $0.element.member.isObject }
        .map(\.element.member)
      members = root + [lifetime, .object(name: word("session"), members)]
    } else {
      members += ordered.map(\.element.member)
    }
    members.append(.comments(tail))
    put(members, in: session, layout)
  }

  /// A name or a value of ours, in the quotes that JSON wants.
  func word(_ text: String) -> String { tree.isJSON ? "\"\(text)\"" : text }

  private mutating func put(
    _ members: [FlowMember],
    in session: NodeID,
    _ layout: FlowLayout
  ) {
    let span = tree.span(session)
    guard layout.isLined else {
      let line = max(tree.lineStart(of: span.start), tree.contentStart)
      // Comments have no place on the line itself.
      let comments = members.flatMap(\.allComments)
      let indent = tree.sourceBytes[line..<span.start].prefix { $0 == 0x20 }.count
      let lines = comments.map { blanks(indent) + $0 + newline }.joined()
      let rest = text(line..<span.start)
      let whole = SourceSpan(source: span.source, start: line, end: span.end)
      // Where something stands before the session on its line, that may have edits of its own.
      if rest.utf8.allSatisfy({ $0 == 0x20 }) || lines.isEmpty {
        let place = lines.isEmpty ? span : whole
        add(.replace(place, with: (lines.isEmpty ? "" : lines + rest) + layout.onOneLine(members)))
      } else {
        add(.replace(SourceSpan(source: span.source, start: line, end: line), with: lines))
        add(.replace(span, with: layout.onOneLine(members)))
      }
      return
    }
    add(.replace(span, with: layout.onLines(members, newline: newline)))
  }

  // MARK: Parts of the text

  /// An entry with the comments around it.
  struct FlowPiece {
    var key: NodeID
    var value: NodeID
    var range: Range<Int>
    /// Comments on lines before it, and those behind it on its last line.
    var leading: [String] = []
    var trailing: [String] = []
  }

  /// The entries, and the comments before the closing bracket.
  func flowPieces(of session: NodeID) throws(Obstacle) -> ([FlowPiece], [String]) {
    var pieces: [FlowPiece] = []
    var end = Int(tree[session].start) + 1
    var key = tree[session].firstChild
    while key != .none {
      let value = tree[key].next
      guard !tree.isExplicitKey(key), !tree[key].flags.contains(.hasProperties) else {
        throw Obstacle("this key must be written as `key: value`", at: tree.span(key))
      }
      let range = Int(tree[key].start)..<flowEnd(of: key, value)
      let (behind, before) = comments(in: end..<range.lowerBound, isFirst: pieces.isEmpty)
      if !pieces.isEmpty { pieces[pieces.count - 1].trailing += behind }
      pieces.append(FlowPiece(key: key, value: value, range: range, leading: before))
      end = range.upperBound
      key = tree[value].next
    }
    let (behind, tail) = comments(in: end..<Int(tree[session].end), isFirst: pieces.isEmpty)
    if !pieces.isEmpty { pieces[pieces.count - 1].trailing += behind }
    return (pieces, tail)
  }

  /// Where an entry ends; of one without a value, behind its colon.
  private func flowEnd(of key: NodeID, _ value: NodeID) -> Int {
    let end = Int(tree[key].end)
    if tree[value].start < tree[value].end { return max(end, Int(tree[value].end)) }
    let rest = tree.sourceBytes[end...].drop { $0 == 0x20 }
    return rest.first == UInt8(ascii: ":") ? rest.startIndex + 1 : end
  }

  /// The comments of a gap between entries: those on the line of what is before it, and the others.
  private func comments(in gap: Range<Int>, isFirst: Bool) -> (behind: [String], before: [String]) {
    var result: (behind: [String], before: [String]) = ([], [])
    let first = comments.partitioningIndex { $0.start >= gap.lowerBound }
    for span in comments[first...].prefix(while: { $0.start < gap.upperBound }) {
      let isBehind = !tree.sourceBytes[gap.lowerBound..<span.start].contains(0x0A)
      if isBehind, !isFirst {
        result.behind.append(text(span.range))
      } else {
        result.before.append(text(span.range))
      }
    }
    return result
  }

  func member(_ piece: FlowPiece, _ entry: Entry) -> FlowMember {
    let bytes = entry.edits.applied(to: tree.sourceBytes[piece.range])
    return .entry(
      String(decoding: bytes, as: UTF8.self),
      leading: piece.leading + entry.comments.map { text($0.range) },
      trailing: piece.trailing
    )
  }

  private mutating func commentedOut(
    _ piece: FlowPiece,
    why: String
  ) throws(Obstacle) -> [String] {
    let name = tree.string(piece.key)
    guard !isStrictJSON else {
      throw Obstacle(
        "`\(name)` has no counterpart in the GA dialect, and JSON has no comments to keep it in: take it out, or make the file a .yaml",
        at: tree.span(piece.key)
      )
    }
    rewritten.append(piece.range)
    let column = piece.range.lowerBound - tree.lineStart(of: piece.range.lowerBound)
    let lines = Self.lines(text(piece.range)).enumerated().map { index, line in
      let blanks = index == 0 ? 0 : min(column, line.utf8.prefix { $0 == 0x20 }.count)
      let content = line.utf8.last == 0x0D ? String(line.unicodeScalars.dropLast()) : line
      return "# " + content.dropping(bytes: blanks)
    }
    return piece.leading + ["# No counterpart in the GA dialect: \(why)"] + lines + piece.trailing
  }

  private mutating func lifetime(of piece: FlowPiece) throws(Obstacle) -> FlowMember {
    let entry = try lifetime(piece.key, piece.value)
    rewritten.append(tree.span(piece.key).range)
    let range = Int(tree[entry.key].start)..<flowEnd(of: entry.key, entry.value)
    let others = comments.filter {
      piece.range.contains($0.start) && !range.contains($0.start)
    }
    return .entry(
      text(range),
      leading: piece.leading + others.map { text($0.range) },
      trailing: piece.trailing
    )
  }
}
