internal import SourceDiagnostics
internal import YAMLSyntax

/// Half-typed text made readable: the word at the cursor is replaced by a marker, and what hinders reading is taken
/// out, until libyaml reads it to its end.
///
/// The place of the marker in the tree is then the place of the cursor.
struct MarkedText {
  /// A word that no profile has.
  static let marker = Array("zzCursorHerezz".utf8)

  private(set) var tree: NodeTree
  /// The node that is the marker.
  let node: NodeID
  let isKey: Bool

  /// The key that the marker stands under, or the list that it is in; `nil` where it is a key.
  var directive: ArraySlice<UInt8>? {
    guard !isKey else { return nil }
    for index in tree.nodes.indices where tree.nodes[index].kind == .mapping {
      for (key, value) in tree.entries(of: NodeID(index: UInt32(index))) {
        if value == node || tree.items(of: value).contains(node) { return tree.bytes(key) }
      }
    }
    return nil
  }

  /// The patch of a variant that the marker is in, as a session by itself.
  var patch: MarkedText? {
    guard let variants = tree.value(of: "$variants", in: tree.root) else { return nil }
    let place = tree.span(node)
    for (_, value) in tree.entries(of: variants) where tree[value].kind == .mapping {
      let span = tree.span(value)
      guard span.start <= place.start, place.end <= span.end, value != node else { continue }
      var patch = self
      patch.tree.root = value
      return patch
    }
    return nil
  }

  /// The most bytes that are read for one cursor.
  private static let bytesMax = 32 << 20
  /// How many lines are taken out.
  private static let roundsMax = 8

  private init(_ tree: NodeTree, _ node: NodeID, isKey: Bool) {
    (self.tree, self.node, self.isKey) = (tree, node, isKey)
  }

  /// What can be said of the first way of reading a text of which something can be said.
  static func first<Found>(
    _ bytes: [UInt8],
    _ word: CursorWord,
    _ find: (MarkedText) -> Found?
  ) -> Found? {
    var reading = Reading(bytes, word)
    return reading.first(find)
  }

  private struct Reading {
    /// What stands above the line of the cursor, and below it.
    var above: [UInt8]
    var below: [UInt8]
    private let original: [UInt8]
    let candidates: [[UInt8]]
    /// Whether nothing or a blank stands before the word.
    let beginsEntry: Bool
    /// The brackets above that the cursor is in: without the line of one, it would be somewhere else.
    let brackets: [Int]
    var budget = MarkedText.bytesMax

    init(_ bytes: [UInt8], _ word: CursorWord) {
      original = bytes
      above = Array(bytes[..<word.line.lowerBound])
      below = Array(bytes[word.line.upperBound...])
      beginsEntry =
        word.range.lowerBound == word.line.lowerBound || bytes[word.range.lowerBound - 1] == 0x20
      let open = OpenBrackets(bytes[..<word.range.lowerBound])
      candidates = Candidates(bytes, word, open).lines
      brackets = open.places.filter { $0 < word.line.lowerBound }
    }

    mutating func first<Found>(_ find: (MarkedText) -> Found?) -> Found? {
      for isCut in [false, true] {
        if isCut { below = [] }
        let (savedAbove, savedBelow) = (above, below)
        for round in 0...MarkedText.roundsMax {
          var failure: SyntaxFailure?
          var isRead = false
          for line in candidates {
            let text = above + line + below
            budget -= text.count
            guard budget >= 0 else { return nil }
            guard let marked = MarkedText.read(text) else {
              failure = failure ?? SyntaxFailure(in: text)
              continue
            }
            if let found = find(marked) { return found }
            isRead = true
          }
          if isRead { return nil }
          guard round < MarkedText.roundsMax, let failure, let line = candidates.first,
            blankOne(failure, line.count)
          else { break }
        }
        (above, below) = (savedAbove, savedBelow)
      }
      // At last the indentation alone, where a key or a value begins in a text that cannot be read anyway.
      guard beginsEntry, SyntaxFailure(in: original) != nil else { return nil }
      let ancestors = Ancestors.lines(above: candidates[0], above)
      for line in candidates {
        if let marked = MarkedText.read(ancestors + line), let found = find(marked) { return found }
      }
      return nil
    }

    /// Takes out one line that may be at fault, never the cursor's; `false` where none is left.
    private mutating func blankOne(_ failure: SyntaxFailure, _ length: Int) -> Bool {
      if let context = failure.context, blank(at: context, length) { return true }
      if blankBareLine(before: failure.problem, length) { return true }
      // In the brackets that the cursor is in, a comma is missing before it, more often than not.
      if !brackets.isEmpty, failure.problem < above.count,
        blankLine(before: failure.problem, length)
      {
        return true
      }
      return blank(at: failure.problem, length) || blankLine(before: failure.problem, length)
    }

    private mutating func blankLine(before place: Int, _ length: Int) -> Bool {
      var before = min(place, above.count + length + below.count) - 1
      while before > 0, self[before, length] != 0x0A { before -= 1 }
      return before > 0 && blank(at: before - 1, length)
    }

    private subscript(index: Int, length: Int) -> UInt8 {
      if index < above.count { return above[index] }
      let behind = index - above.count - length
      return behind >= 0 && behind < below.count ? below[behind] : 0x20
    }

    /// Turns the line of a place into blanks; `false` where it is the cursor's, or blank already.
    private mutating func blank(at place: Int, _ length: Int) -> Bool {
      if place < above.count {
        return !holdsBracket(place) && Self.blankLine(in: &above, at: place)
      }
      let behind = place - above.count - length
      // The line end of the cursor's own line is the first byte below.
      guard behind > 0, behind <= below.count else { return false }
      return Self.blankLine(in: &below, at: min(behind, below.count - 1))
    }

    /// Whether one of the brackets that the cursor is in stands on the line of a place.
    private func holdsBracket(_ place: Int) -> Bool {
      guard !brackets.isEmpty else { return false }
      let start = above[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let end = above[place...].firstIndex(of: 0x0A) ?? above.count
      return brackets.contains { start <= $0 && $0 < end }
    }

    private static func blankLine(in text: inout [UInt8], at place: Int) -> Bool {
      var start = place
      while start > 0, text[start - 1] != 0x0A { start -= 1 }
      var isBlank = true
      var index = start
      while index < text.count, text[index] != 0x0A {
        if text[index] != 0x20, text[index] != 0x0D {
          text[index] = 0x20
          isBlank = false
        }
        index += 1
      }
      return !isBlank
    }

    /// A line above that is no key, item or comment: a stray word.
    private mutating func blankBareLine(before place: Int, _ length: Int) -> Bool {
      var end = min(place, above.count)
      // The whole line that the place is in.
      while end < above.count, above[end] != 0x0A { end += 1 }
      while end > 0 {
        var start = end - 1
        while start > 0, above[start - 1] != 0x0A { start -= 1 }
        let line = above[start..<end].drop { $0 == 0x20 }.prefix { $0 != 0x0A && $0 != 0x0D }
        let first = line.first
        let isBare =
          first != nil && first != UInt8(ascii: "#") && first != UInt8(ascii: "-")
          && !line.contains(UInt8(ascii: ":")) && !line.contains(UInt8(ascii: "]"))
          && !line.contains(UInt8(ascii: "}"))
        if isBare { return !holdsBracket(start) && Self.blankLine(in: &above, at: start) }
        if first != nil, first != UInt8(ascii: "#") { return false }
        end = start
      }
      return false
    }
  }

  /// Whether a text can be read, and the marker in it stands in no value and no key: in a comment.
  static func isLost(in text: [UInt8]) -> Bool {
    var bag = DiagnosticBag(limit: 0)
    guard let tree = Composer.compose(text, into: &bag) else { return false }
    var rest = tree.text[...]
    while let first = rest.firstIndex(of: marker[0]) {
      if rest[first...].starts(with: marker) { return false }
      rest = rest[(first + 1)...]
    }
    return true
  }

  private static func read(_ text: [UInt8]) -> MarkedText? {
    var bag = DiagnosticBag(limit: 0)
    // A word alone is the text of the whole document, and no profile.
    guard let tree = Composer.compose(text, into: &bag), tree.root != .none,
      tree[tree.root].kind == .mapping
    else { return nil }
    for index in tree.nodes.indices {
      let id = NodeID(index: UInt32(index))
      let node = tree[id]
      guard node.kind == .scalar, Int(node.count) == marker.count,
        tree.bytes(id).elementsEqual(marker)
      else { continue }
      return MarkedText(tree, id, isKey: isKey(id, in: tree))
    }
    return nil
  }

  private static func isKey(_ id: NodeID, in tree: NodeTree) -> Bool {
    for index in tree.nodes.indices where tree.nodes[index].kind == .mapping {
      var key = tree.nodes[index].firstChild
      while key != .none {
        if key == id { return true }
        key = tree[tree[key].next].next
      }
    }
    return false
  }
}
