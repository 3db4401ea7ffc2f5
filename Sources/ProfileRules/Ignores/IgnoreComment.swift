internal import SecretScanning
internal import SourceDiagnostics
internal import YAMLSyntax

/// A comment that speaks to sessionc: `# sessionc: ignore[SP501, unknown-name] reason`.
struct IgnoreComment {
  /// One code or name in the brackets.
  struct Entry {
    var text: String
    var span: SourceSpan
  }

  /// From the `#` to the end of the line.
  var span: SourceSpan
  /// Empty where the comment does not have the form of an ignore.
  var entries: [Entry] = []
  var reason: String?
  /// Whether nothing else stands on its line: then it is about the next line.
  var isAlone: Bool
  /// The line that it is about, counted from 1.
  var line: Int

  private static let marker = Array("sessionc:".utf8)
  private static let verb = Array("ignore[".utf8)

  /// Whether there can be such a comment; most files have none.
  static func mayOccur(in bytes: [UInt8]) -> Bool {
    guard bytes.contains(window: "onc:") else { return false }
    var rest = bytes[...]
    while let index = rest.firstIndex(of: UInt8(ascii: "#")) {
      let text = rest[(index + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      if text.starts(with: marker) { return true }
      rest = rest[(index + 1)...]
    }
    return false
  }

  static func all(in tree: NodeTree, _ lines: LineTable) -> [IgnoreComment] {
    let comments = tree.comments
    // A comment alone on its line is about the next line that is not one of these.
    let commentLines = Set(
      comments.filter { isAlone($0, in: tree) }.map { lines.position(of: $0.start).line }
    )
    // From the last one up, so that of a long run each looks no further than the next.
    var result: [IgnoreComment] = []
    var about: [Int: Int] = [:]
    for span in comments.reversed() {
      let line = lines.position(of: span.start).line
      if commentLines.contains(line) {
        about[line] = commentLines.contains(line + 1) ? about[line + 1] ?? line + 1 : line + 1
      }
      guard var comment = IgnoreComment(span, in: tree) else { continue }
      comment.line = comment.isAlone ? about[line] ?? line + 1 : line
      result.append(comment)
    }
    return result.reversed()
  }

  private static func isAlone(_ span: SourceSpan, in tree: NodeTree) -> Bool {
    tree.sourceBytes[tree.lineStart(of: span.start)..<span.start]
      .allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private init?(_ span: SourceSpan, in tree: NodeTree) {
    let comment = tree.sourceBytes[span.range]
    var rest = comment.dropFirst().drop(while: Self.isBlank)
    guard rest.starts(with: Self.marker) else { return nil }
    self.span = span
    isAlone = Self.isAlone(span, in: tree)
    line = 0
    rest = rest.dropFirst(Self.marker.count).drop(while: Self.isBlank)
    guard rest.starts(with: Self.verb), let close = rest.firstIndex(of: UInt8(ascii: "]")) else {
      return
    }
    let list = rest[(rest.startIndex + Self.verb.count)..<close]
    for part in list.split(separator: UInt8(ascii: ",")) {
      let name = Self.trimmed(part)
      let place = SourceSpan(source: span.source, start: name.startIndex, end: name.endIndex)
      if !name.isEmpty {
        entries.append(Entry(text: String(decoding: name, as: UTF8.self), span: place))
      }
    }
    let text = Self.trimmed(comment[(close + 1)...])
    let isSecret = SecretScanner.redacted(Array(text)) != nil
    reason = text.isEmpty ? nil : isSecret ? "***" : String(decoding: text, as: UTF8.self)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }

  // MARK: Taking it away

  /// A fix that removes one entry, or the comment where it is the only one.
  func removal(of index: Int, in tree: NodeTree) -> FixIt {
    let title = "remove this ignore"
    guard entries.count > 1 else { return .replace(wholeSpan(in: tree), with: "", title: title) }
    var span = entries[index].span
    if index + 1 < entries.count {
      span.end = entries[index + 1].span.start
    } else {
      span.start = entries[index - 1].span.end
    }
    return .replace(span, with: "", title: title)
  }

  /// The comment with its line, or with the blanks before it.
  private func wholeSpan(in tree: NodeTree) -> SourceSpan {
    var whole = span
    let bytes = tree.sourceBytes
    while whole.start > 0, Self.isBlank(bytes[whole.start - 1]) { whole.start -= 1 }
    guard isAlone else { return whole }
    if whole.end < bytes.count, bytes[whole.end] == 0x0D { whole.end += 1 }
    if whole.end < bytes.count, bytes[whole.end] == 0x0A { whole.end += 1 }
    return whole
  }
}
