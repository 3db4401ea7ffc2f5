internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// A session in block style, with a line or more for each field.
extension Migrator {
  /// An entry of the session: the lines before it that belong to it, and its own lines.
  private struct Piece {
    var key: NodeID
    var value: NodeID
    /// From the first of its comment lines to the end of its last line.
    var range: Range<Int>
    /// Where its own first line begins.
    var line: Int
  }

  mutating func rewriteBlock(of session: NodeID) throws(Obstacle) {
    guard tree[session].firstChild != .none else {
      throw Obstacle("there is no session to rewrite", at: tree.span(session))
    }
    let first = Int(tree[tree[session].firstChild].start)
    let indent = first - tree.lineStart(of: first)
    let pieces = try pieces(of: session, indent: indent)
    guard let start = pieces.first?.range.lowerBound, let end = pieces.last?.range.upperBound else {
      return
    }
    var stays: [(place: Int, text: String)] = []
    var moved: [String: [MovedEntry]] = [:]
    // What the session has of `audio` already.
    var audio: (place: Int, piece: Piece)?
    var movedPlaces: [Int] = []
    var lifetime: String?
    // The author's own keys and the compiler's, which stay at the root whatever the session is in.
    var own: [Int] = []
    for (index, piece) in pieces.enumerated() {
      switch try fate(of: piece.key, piece.value) {
      case .own:
        own.append(stays.count)
        stays.append((index, applied(try ownEntry(piece.key, piece.value), to: piece, indent)))
      case .stays(let name):
        try take(name, insteadOf: tree.string(piece.key), at: tree.span(piece.key))
        if name == "audio" { audio = (stays.count, piece) }
        let entry = try entry(piece.key, piece.value, as: name)
        stays.append((index, applied(entry, to: piece, indent)))
      case .moves(let side, let name):
        let entry = try entry(piece.key, piece.value, as: name)
        moved[side, default: []].append(
          MovedEntry(
            name: name,
            key: piece.key,
            lines: applied(entry, to: piece, indent),
            part: entry.edits.applied(to: tree.sourceBytes[partRange(of: piece)]),
            hasComments: comments.contains { piece.range.contains($0.start) }
          )
        )
        movedPlaces.append(index)
      case .goes(let why): stays.append((index, commentedOut(piece, why: why, indent)))
      case .lifetime: lifetime = try lifetimeText(of: piece, indent)
      }
    }
    var ownText = ""
    if lifetime != nil {
      ownText = own.map { stays[$0].text }.joined()
      for index in own { stays[index].text = "" }
    }
    if let audio, !moved.isEmpty {
      let piece = audio.piece
      let edits = try additions(of: moved, to: piece.value, from: indent)
      let bytes = edits.applied(to: tree.sourceBytes[piece.line..<piece.range.upperBound])
      stays[audio.place].text =
        text(piece.range.lowerBound..<piece.line) + ended(String(decoding: bytes, as: UTF8.self))
    } else if let place = placement == .first ? movedPlaces.min() : movedPlaces.max() {
      try take("audio", insteadOf: "", at: tree.span(session))
      stays.append((place, self.audio(moved, indent)))
    }
    // What has the same place keeps the order in which it was added.
    let ordered = stays.enumerated().sorted {
      ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
    }
    var body = hasKind ? "" : blanks(indent) + "type: \(kind)" + newline
    body += ordered.map(\.element.text).joined()
    if let lifetime {
      body = ownText + lifetime + blanks(indent) + "session:" + newline + indented(body, by: 2)
    }
    // A line feed more at the end would belong to a block text there.
    if tree.sourceBytes.last != 0x0A, end == tree.sourceBytes.count {
      body.unicodeScalars.removeLast(newline.unicodeScalars.count)
    }
    add(.replace(SourceSpan(source: tree.source, start: start, end: end), with: body))
  }

  private func pieces(of session: NodeID, indent: Int) throws(Obstacle) -> [Piece] {
    var result: [Piece] = []
    var key = tree[session].firstChild
    while key != .none {
      let value = tree[key].next
      let keyStart = Int(tree[key].start)
      let line = tree.lineStart(of: keyStart)
      guard !tree.isExplicitKey(key) else {
        throw Obstacle("this key is announced by `?`; write `key: value`", at: tree.span(key))
      }
      guard !tree[key].flags.contains(.hasProperties) else {
        throw Obstacle("this key has an anchor or a tag; write it without", at: tree.span(key))
      }
      guard keyStart - line == indent,
        tree.sourceBytes[line..<keyStart].allSatisfy({ $0 == 0x20 }),
        let end = tree.lineEnd(after: Int(max(tree[key].end, tree[value].end)))
      else {
        throw Obstacle("this field does not stand on lines of its own", at: tree.span(key))
      }
      let start = result.last?.range.upperBound ?? leadingComments(before: line)
      result.append(Piece(key: key, value: value, range: start..<end, line: line))
      key = tree[value].next
    }
    return result
  }

  /// Where the comment lines directly above a line begin: those without a blank line between.
  private func leadingComments(before line: Int) -> Int {
    var start = line
    while start > tree.contentStart {
      let previous = tree.lineStart(of: start - 1)
      let text = tree.sourceBytes[previous..<start].drop { $0 == 0x20 }
      guard text.first == UInt8(ascii: "#") else { break }
      start = previous
    }
    // Comments at the very top are about the file.
    return start == tree.contentStart ? line : start
  }

  // MARK: Text

  private func applied(_ entry: Entry, to piece: Piece, _ indent: Int) -> String {
    let before = text(piece.range.lowerBound..<piece.line)
    let bytes = entry.edits.applied(to: tree.sourceBytes[piece.line..<piece.range.upperBound])
    return before + lines(of: entry.comments, indent)
      + ended(String(decoding: bytes, as: UTF8.self))
  }

  /// Comments on lines of their own.
  private func lines(of comments: [SourceSpan], _ indent: Int) -> String {
    comments.map { blanks(indent) + text($0.range) + newline }.joined()
  }

  private func ended(_ text: String) -> String {
    text.utf8.last == 0x0A || text.utf8.last == 0x0D ? text : text + newline
  }

  private func audio(_ moved: [String: [MovedEntry]], _ indent: Int) -> String {
    var text = blanks(indent) + "audio:" + newline
    for side in ["input", "output"] {
      guard let parts = moved[side] else { continue }
      let lines = parts.map { indented($0.lines, by: 4) }.joined()
      text += blanks(indent + 2) + side + ":" + newline + lines.drop { $0.isNewline }
    }
    return text
  }

  /// From the key of an entry to the end of its value.
  private func partRange(of piece: Piece) -> Range<Int> {
    let start = Int(tree[piece.key].start)
    return start..<max(Int(tree[piece.key].end), Int(tree[piece.value].end), start)
  }

  private mutating func commentedOut(_ piece: Piece, why: String, _ indent: Int) -> String {
    rewritten.append(piece.line..<piece.range.upperBound)
    let before = text(piece.range.lowerBound..<piece.line)
    let note = blanks(indent) + "# No counterpart in the GA dialect: \(why)" + newline
    return before + note
      + commentedOut(ended(text(piece.line..<piece.range.upperBound)), from: indent)
  }

  /// The lifetime of the secret, which GA has at the root.
  private mutating func lifetimeText(of piece: Piece, _ indent: Int) throws(Obstacle) -> String {
    let entry = try lifetime(piece.key, piece.value)
    let range = piece.line..<piece.range.upperBound
    rewritten.append(range)
    let inside = Int(tree[entry.value].start)..<Int(tree[entry.value].end)
    let others = comments.filter { range.contains($0.start) && !inside.contains($0.start) }
    let before = text(piece.range.lowerBound..<piece.line) + lines(of: others, indent)
    let name = blanks(indent) + "expires_after:"
    guard tree[entry.value].kind == .mapping, !tree[entry.value].flags.contains(.flow) else {
      return before + name + " " + text(inside) + newline
    }
    let first = Int(tree[tree[entry.value].firstChild].start)
    let line = tree.lineStart(of: first)
    let shift = first - line - indent - 2
    guard shift >= 0, tree.sourceBytes[line..<first].allSatisfy({ $0 == 0x20 }) else {
      throw Obstacle("this does not stand on lines of its own", at: tree.span(entry.value))
    }
    let body = Self.lines(text(line..<inside.upperBound)).map { line in
      line.dropping(bytes: min(shift, line.utf8.prefix { $0 == 0x20 }.count))
    }
    return before + name + newline + ended(body.joined(separator: "\n"))
  }
}
