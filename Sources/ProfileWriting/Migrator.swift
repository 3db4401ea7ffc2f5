package import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// Rewrites the text of a flat profile in the GA dialect: fields that stay keep their bytes, those
/// that move keep their comments and layout and are indented, and what has no counterpart is commented
/// out with a note, so that nothing is lost.
package struct Migrator {
  /// Where the block of moved fields goes: in the place of the first of them, or of the last. An
  /// anchor must stand before its aliases, and only one of the two may be right.
  package enum Placement: CaseIterable, Sendable { case first, last }

  private let profile: BoundProfile
  let tree: NodeTree
  private let table = LoweringTable.embedded
  let newline: String
  /// The blanks before the session's keys.
  private let indent: Int

  /// - Returns: the new text; `nil` where the session is not a mapping in block style with a line for
  ///   each field, or a merge key brings fields in.
  package static func migrate(_ profile: BoundProfile, placement: Placement) -> [UInt8]? {
    guard let migrator = Migrator(profile) else { return nil }
    return migrator.run(placement)
  }

  private init?(_ profile: BoundProfile) {
    let session = profile.session
    guard session != .none, profile[session].written == profile[session].value else { return nil }
    let node = profile.node(session)
    guard node.kind == .mapping, !node.flags.contains(.flow), !node.flags.contains(.merges),
      node.firstChild != .none
    else { return nil }
    self.profile = profile
    tree = profile.tree
    newline = tree.newline
    let first = Int(tree[node.firstChild].start)
    indent = first - tree.lineStart(of: first)
  }

  // MARK: Pieces of the text

  /// An entry of the session: the comment lines before it, and its own lines.
  struct Piece {
    var key: NodeID
    var value: NodeID
    /// From the first of its comment lines to the end of its last line.
    var range: Range<Int>
    var name: String
  }

  private func pieces() -> [Piece]? {
    var result: [Piece] = []
    var key = profile.node(profile.session).firstChild
    var start: Int?
    while key != .none {
      let value = tree[key].next
      let keyStart = Int(tree[key].start)
      let lineStart = tree.lineStart(of: keyStart)
      guard keyStart - lineStart == indent, !tree.isExplicitKey(key),
        tree.sourceBytes[lineStart..<keyStart].allSatisfy({ $0 == 0x20 }),
        let end = tree.lineEnd(after: Int(max(tree[key].end, tree[value].end)))
      else { return nil }
      let from = start ?? leadingComments(before: lineStart)
      result.append(Piece(key: key, value: value, range: from..<end, name: tree.string(key)))
      start = end
      key = tree[value].next
    }
    return result
  }

  /// Where the comment lines directly above a line begin: those without a blank line between.
  private func leadingComments(before line: Int) -> Int {
    var start = line
    while start > 0 {
      let previous = tree.lineStart(of: start - 1)
      let text = tree.sourceBytes[previous..<start].drop { $0 == 0x20 }
      guard text.first == UInt8(ascii: "#") else { break }
      start = previous
    }
    // Comments at the very top are about the file.
    return start == 0 ? line : start
  }

  // MARK: Rewriting

  private func run(_ placement: Placement) -> [UInt8]? {
    guard let pieces = pieces(), let first = pieces.first, let last = pieces.last else {
      return nil
    }
    var stays: [(place: Int, text: String)] = []
    var moved: [String: [String]] = [:]
    var movedPlaces: [Int] = []
    var lifetime: String?
    // The author's own keys and the compiler's, which stay at the root whatever the session is in.
    var own = ""
    let hasLifetime = pieces.contains { $0.name == "client_secret" }
    for (index, piece) in pieces.enumerated() {
      guard let row = table.row(of: .init([piece.name]), in: .sessions) else {
        if piece.name == "client_secret" {
          lifetime = lifetimeText(of: piece)
          guard lifetime != nil else { return nil }
        } else if hasLifetime {
          own += compilerKey(piece)
        } else {
          stays.append((index, compilerKey(piece)))
        }
        continue
      }
      guard let place = row.ga else {
        stays.append((index, commentedOut(piece, why: row.why)))
        continue
      }
      guard let text = rewritten(piece, row, as: place.steps.last ?? piece.name) else { return nil }
      if place.steps.count == 1 {
        stays.append((index, text))
      } else {
        moved[place.steps[1], default: []].append(indented(text, by: 4))
        movedPlaces.append(index)
      }
    }
    if let place = placement == .first ? movedPlaces.min() : movedPlaces.max() {
      stays.append((place, audio(moved)))
    }
    stays.sort { $0.place < $1.place }
    let kind = profile.document == .transcriptionUpdate ? "transcription" : "realtime"
    let type = blanks(indent) + "type: \(kind)" + newline
    var body = type + stays.map(\.text).joined()
    // A line feed more at the end would belong to a block text there.
    if tree.sourceBytes.last != 0x0A, last.range.upperBound == tree.sourceBytes.count {
      body.unicodeScalars.removeLast(newline.unicodeScalars.count)
    }
    var before = text(0..<first.range.lowerBound)
    let after = text(last.range.upperBound..<tree.sourceBytes.count)
    if profile.document == .transcriptionUpdate {
      before = before.replacing(
        "transcription_session.update",
        with: "session.update",
        maxReplacements: 1
      )
    }
    if let lifetime {
      guard !profile.document.isEnvelope else { return nil }
      body = own + lifetime + "session:" + newline + indented(body, by: 2)
    }
    return Array((before + body + after).utf8)
  }

  private func audio(_ moved: [String: [String]]) -> String {
    var text = blanks(indent) + "audio:" + newline
    for side in ["input", "output"] {
      guard let parts = moved[side] else { continue }
      text += blanks(indent + 2) + side + ":" + newline + parts.joined().drop { $0.isNewline }
    }
    return text
  }

  /// A piece with another name for its key, and its value as GA writes it.
  private func rewritten(_ piece: Piece, _ row: LoweringTable.Row, as name: String) -> String? {
    var edits = TextEdits()
    func replace(_ span: SourceSpan, _ text: String) { _ = edits.add(.replace(span, with: text)) }
    if name != piece.name { replace(tree.span(piece.key), name) }
    if !row.values.isEmpty, tree[tree.resolve(piece.value)].scalar != .null || isCollection(piece) {
      guard let value = row.gaValue(of: piece.value, in: tree) else { return nil }
      guard !isBlock(piece.value) else {
        // A list in block style stands on lines of its own, below the key.
        let end = Int(tree[piece.key].end)
        let span = SourceSpan(source: tree.source, start: end, end: Int(tree[piece.value].end))
        replace(span, ": " + value)
        return applied(edits, to: piece)
      }
      replace(tree.span(piece.value), value)
    } else if let fill = row.fill(for: .ga), !add(fill, to: piece, &edits) {
      return nil
    }
    return applied(edits, to: piece)
  }

  /// Adds the entry that the flat dialect implies, such as a `type`; `false` where there is no place
  /// for it.
  private func add(_ fill: SchemaValue, to piece: Piece, _ edits: inout TextEdits) -> Bool {
    let value = tree[piece.value]
    let target = tree.resolve(piece.value)
    guard tree[target].kind == .mapping,
      let added = fill.tree.entries(of: fill.node).first(where: { _ in true }),
      !tree.entries(of: target).contains(where: { tree.bytes($0.key) == fill.tree.bytes(added.key) }
      )
    else { return true }
    guard value.kind == .mapping, !value.flags.contains(.hasProperties) else { return false }
    let first = value.firstChild
    let place = first == .none ? Int(value.start) + 1 : Int(tree[first].start)
    let isFlow = value.flags.contains(.flow)
    let quote = tree[piece.key].style == .doubleQuoted ? "\"" : ""
    let entry = [added.key, added.value].map { quote + fill.tree.string($0) + quote }
      .joined(separator: ": ")
    let separator =
      first == .none ? "" : isFlow ? ", " : newline + blanks(place - tree.lineStart(of: place))
    let span = SourceSpan(source: tree.source, start: place, end: place)
    return edits.add(.replace(span, with: entry + separator))
  }

  private func isCollection(_ piece: Piece) -> Bool {
    tree[tree.resolve(piece.value)].kind != .scalar
  }

  private func isBlock(_ value: NodeID) -> Bool {
    tree[value].kind == .sequence && !tree[value].flags.contains(.flow)
  }

  /// `$dialect` and `$target` say the new dialect; the author's own keys stay.
  private func compilerKey(_ piece: Piece) -> String {
    let names = [
      "sessions": piece.name == "$dialect" ? "ga" : "ga-client-secrets",
      "session-update": "ga-session-update",
    ]
    guard piece.name == "$dialect" || piece.name == "$target",
      let name = names[tree.string(tree.resolve(piece.value))]
    else { return applied(TextEdits(), to: piece) }
    var edits = TextEdits()
    _ = edits.add(.replace(tree.span(piece.value), with: name))
    return applied(edits, to: piece)
  }

  /// The lifetime of the secret, which GA has at the root.
  private func lifetimeText(of piece: Piece) -> String? {
    guard let entry = tree.entries(of: piece.value).first(where: { _ in true }),
      tree.text(of: entry.key, is: "expires_after"), tree[piece.value].count == 2
    else { return nil }
    let members = tree.entries(of: tree.resolve(entry.value)).map {
      "\(tree.string($0.key)): \(tree.string(tree.resolve($0.value)))"
    }
    let comments = text(piece.range.lowerBound..<tree.lineStart(of: Int(tree[piece.key].start)))
    return comments + "expires_after: {\(members.joined(separator: ", "))}" + newline
  }

  private func commentedOut(_ piece: Piece, why: String) -> String {
    let lines = Self.lines(applied(TextEdits(), to: piece))
    let note = blanks(indent) + "# No counterpart in the GA dialect: \(why)" + newline
    let body = lines.enumerated().map { index, line in
      let isLast = index == lines.count - 1
      let content = line.utf8.drop { $0 == 0x20 }
      let isEmpty = content.isEmpty || content.elementsEqual([0x0D])
      if isEmpty || content.first == UInt8(ascii: "#") || isLast && line.isEmpty {
        return line
      }
      return blanks(indent) + "# " + line.dropping(bytes: indent)
    }
    return note + body.joined(separator: "\n")
  }
}
