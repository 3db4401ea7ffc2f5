internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// One entry of the session, with another name or value where GA wants it.
extension Migrator {
  /// The text of an entry from its key to the end of its value, and the comments that had no place in
  /// it any more: those that stood inside of what was rewritten.
  struct Entry {
    var edits = TextEdits()
    var comments: [SourceSpan] = []
  }

  /// The edits that make a flat entry a GA one; they lie between its key and the end of its value.
  mutating func entry(
    _ key: NodeID,
    _ value: NodeID,
    as name: String
  ) throws(Obstacle) -> Entry {
    var entry = Entry()
    let row = table.row(of: .init([tree.string(key)]), in: .flat)
    if !tree.bytes(key).elementsEqual(name.utf8) { rename(key, name, &entry) }
    guard let row else { return entry }
    let isWritten = tree[tree.resolve(value)].scalar != .null || !isScalar(value)
    if !row.values.isEmpty, isWritten, let text = row.gaValue(of: value, in: tree) {
      replace(value, of: key, with: text, &entry)
    } else if fillsDefaults, let fill = row.fill(for: .ga) {
      try add(fill, to: value, of: key, &entry)
    }
    return entry
  }

  /// The edits of a key of the compiler's or the author's own.
  mutating func ownEntry(_ key: NodeID, _ value: NodeID) throws(Obstacle) -> Entry {
    var entry = Entry()
    guard let word = compilerWord(key, value) else { return entry }
    let quote = quote(of: value)
    guard tree[value].kind == .scalar else {
      throw Obstacle("this must be written out as `\(word)`", at: tree.span(value))
    }
    replace(value, of: key, with: quote + word + quote, &entry)
    return entry
  }

  private mutating func rename(_ key: NodeID, _ name: String, _ entry: inout Entry) {
    let quote = quote(of: key)
    _ = entry.edits.add(.replace(tree.span(key), with: quote + name + quote))
    rewritten.append(tree.span(key).range)
  }

  /// Puts another value in the place of one, with its tag, which says what the old one was; an anchor
  /// stays, since aliases may stand for it.
  private mutating func replace(
    _ value: NodeID,
    of key: NodeID,
    with text: String,
    _ entry: inout Entry
  ) {
    let node = tree[value]
    var start = Int(node.start)
    var kept = ""
    if node.flags.contains(.hasProperties) {
      let words = properties(of: value, after: key)
      start = words.first?.lowerBound ?? start
      kept = words.filter { tree.sourceBytes[$0.lowerBound] == UInt8(ascii: "&") }
        .map { self.text($0) + " " }.joined()
    } else if node.kind == .sequence, !node.flags.contains(.flow) {
      // A list in block style stands on lines of its own, below the key.
      start = colon(after: key)
      kept = " "
    }
    let range = start..<Int(node.end)
    entry.comments += comments.filter { range.contains($0.start) }
    let span = SourceSpan(source: tree.source, start: range.lowerBound, end: range.upperBound)
    _ = entry.edits.add(.replace(span, with: kept + text))
    rewritten.append(range)
  }

  /// The place right behind the colon of a key.
  private func colon(after key: NodeID) -> Int {
    let end = Int(tree[key].end)
    return tree.sourceBytes[end...].firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? end
  }

  /// The anchor and the tag that stand between a key and its value.
  private func properties(of value: NodeID, after key: NodeID) -> [Range<Int>] {
    let end = tree[value].kind == .scalar ? Int(tree[value].start) : Int(tree[value].end)
    var words: [Range<Int>] = []
    var index = colon(after: key)
    while index < end {
      let byte = tree.sourceBytes[index]
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case UInt8(ascii: "&"), UInt8(ascii: "!"):
        let word = tree.sourceBytes[index..<end].prefix { $0 > 0x20 }
        words.append(index..<word.endIndex)
        index = word.endIndex
      case UInt8(ascii: "#"):
        while index < end, tree.sourceBytes[index] != 0x0A { index += 1 }
      default: return words
      }
    }
    return words
  }

  /// Adds the entry that the flat dialect implies, such as a `type`.
  private func add(
    _ fill: SchemaValue,
    to value: NodeID,
    of key: NodeID,
    _ entry: inout Entry
  ) throws(Obstacle) {
    let target = tree.resolve(value)
    guard tree[target].kind == .mapping,
      let added = fill.tree.entries(of: fill.node).first(where: { _ in true }),
      !tree.entries(of: target).contains(where: { tree.bytes($0.key) == fill.tree.bytes(added.key) }
      )
    else { return }
    let name = fill.tree.string(added.key)
    let node = tree[value]
    guard node.kind == .mapping, !node.flags.contains(.merges) else {
      let what = node.kind == .mapping ? "`<<`" : "the alias"
      throw Obstacle(
        "GA needs a `\(name)` in it: write out what \(what) stands for",
        at: tree.span(value)
      )
    }
    let isFlow = node.flags.contains(.flow)
    let first = node.firstChild
    let place = first == .none ? Int(node.end) - 1 : Int(tree[first].start)
    let word = [added.key, added.value].map { fill.tree.string($0) }
      .map { tree.isJSON ? "\"\($0)\"" : $0 }.joined(separator: ": ")
    var separator = ""
    if first != .none {
      let isLine = tree.sourceBytes[tree.lineStart(of: place)..<place].allSatisfy { $0 == 0x20 }
      let blanks = self.blanks(place - tree.lineStart(of: place))
      separator = (isFlow ? "," : "") + (isLine || !isFlow ? newline + blanks : " ")
    }
    let span = SourceSpan(source: tree.source, start: place, end: place)
    _ = entry.edits.add(.replace(span, with: word + separator))
  }

  /// The quotes that a scalar stands in.
  func quote(of id: NodeID) -> String {
    switch tree[id].style {
    case .doubleQuoted: "\""
    case .singleQuoted: "'"
    default: ""
    }
  }
}
