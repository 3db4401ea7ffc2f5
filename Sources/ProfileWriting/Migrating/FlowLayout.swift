internal import SourceDiagnostics
internal import YAMLSyntax

/// A part of a mapping that is written anew in flow style.
indirect enum FlowMember {
  case entry(String, leading: [String] = [], trailing: [String] = [])
  case object(name: String, [FlowMember])
  case comments([String])

  var isObject: Bool { if case .object = self { true } else { false } }

  var isComments: Bool { if case .comments = self { true } else { false } }

  /// The comments in it, in order.
  var allComments: [String] {
    switch self {
    case .entry(_, let leading, let trailing): leading + trailing
    case .object(_, let members): members.flatMap(\.allComments)
    case .comments(let lines): lines
    }
  }
}

/// How a mapping in flow style is laid out, so that what is written anew looks the same.
struct FlowLayout {
  /// Whether it has lines of its own.
  let isLined: Bool
  /// What stands between a name and its value.
  let colon: String
  /// What stands between two entries, and inside of the brackets, on one line.
  private let separator: String
  private let padding: String
  /// The columns of the entries and of the closing bracket.
  private let indent: Int
  private let closing: Int

  init(of mapping: NodeID, in tree: NodeTree) {
    let node = tree[mapping]
    let bytes = tree.sourceBytes
    let (open, close) = (Int(node.start), Int(node.end) - 1)
    isLined = bytes[open..<close].contains(0x0A)
    let key = node.firstChild
    let first = key == .none ? close : Int(tree[key].start)
    let isFirstOfLine = bytes[open..<first].contains(0x0A)
    let line = tree.lineStart(of: open)
    let outer = bytes[line..<open].prefix { $0 == 0x20 }.count
    indent = isFirstOfLine && key != .none ? first - tree.lineStart(of: first) : outer + 2
    let end = tree.lineStart(of: close)
    let isLastOfLine = end > open && bytes[end..<close].allSatisfy { $0 == 0x20 }
    closing = isLastOfLine ? min(close - end, max(indent - 1, 0)) : min(outer, indent)
    padding = String(repeating: " ", count: bytes[(open + 1)..<first].count { $0 == 0x20 })
    var (colon, separator) = (": ", ", ")
    if key != .none {
      let value = tree[key].next
      let gap = bytes[Int(tree[key].end)..<max(Int(tree[key].end), Int(tree[value].start))]
      if tree.isJSON, gap.elementsEqual(":".utf8) { colon = ":" }
      let next = tree[value].next
      if next != .none, tree[value].end < tree[next].start,
        bytes[Int(tree[value].end)..<Int(tree[next].start)].elementsEqual(",".utf8)
      {
        separator = ","
      }
    }
    (self.colon, self.separator) = (colon, separator)
  }

  /// The mapping on one line; comments are for somebody else to put.
  func onOneLine(_ members: [FlowMember]) -> String {
    let texts = members.compactMap { member -> String? in
      switch member {
      case .entry(let text, _, _): text
      case .object(let name, let members): name + colon + onOneLine(members)
      case .comments: nil
      }
    }
    return "{\(padding)\(texts.joined(separator: separator))\(padding)}"
  }

  /// The mapping with a line for each member and comment.
  func onLines(_ members: [FlowMember], newline: String) -> String {
    let lines = lines(of: members, level: 0, newline)
    return (["{"] + lines + [blanks(closing) + "}"]).joined(separator: newline)
  }

  private func lines(of members: [FlowMember], level: Int, _ newline: String) -> [String] {
    let shift = level * max(indent - closing, 1)
    let margin = blanks(indent + shift)
    let last = members.lastIndex { !$0.isComments }
    return members.enumerated().flatMap { index, member -> [String] in
      let comma = index == last ? "" : ","
      switch member {
      case .comments(let lines): return lines.map { margin + $0 }
      case .object(let name, let inner):
        return [margin + name + colon + "{"] + lines(of: inner, level: level + 1, newline)
          + [margin + "}" + comma]
      case .entry(let text, let leading, let trailing):
        var parts = Migrator.lines(text)
        for index in parts.indices.dropFirst() where !parts[index].isEmpty {
          parts[index] = blanks(shift) + parts[index]
        }
        // A comment ends its line, so that only one can stand behind an entry.
        let behind = trailing.first.map { " " + $0 } ?? ""
        return leading.map { margin + $0 }
          + [margin + parts.joined(separator: "\n") + comma + behind]
          + trailing.dropFirst().map { margin + $0 }
      }
    }
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
