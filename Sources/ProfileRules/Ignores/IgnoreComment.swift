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
  /// Empty where the comment does not have the form of an ignore; at most `entriesMax`.
  var entries: [Entry] = []
  /// The first code that is one too many; it is not read, nor are those behind it.
  var excess: SourceSpan?
  var reason: String?
  /// Whether nothing else stands on its line: then it is about the next line.
  var isAlone: Bool
  /// The line that it is about, counted from 1.
  var line: Int

  /// The most codes that a comment may have: more than there are rules.
  static let entriesMax = 100
  /// The most comments that are read: there are no more findings to silence.
  static let commentsMax = DiagnosticBag.heldMax

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

  /// The comments of a file, at most `commentsMax`, and the place of the first that is not read.
  static func all(in tree: NodeTree) -> (comments: [IgnoreComment], excess: SourceSpan?) {
    var result: [IgnoreComment] = []
    var lines = LineCounter(tree.sourceBytes)
    // A comment alone on its line is about the next line that is not one of these: what is in a run
    // of them waits for its end.
    var run = (first: 0, lastLine: 0)
    func endRun() {
      for index in run.first..<result.count where result[index].isAlone {
        result[index].line = run.lastLine + 1
      }
    }
    for span in tree.comments {
      let line = lines.line(of: span.start)
      let isAlone = Self.isAlone(span, in: tree)
      if isAlone {
        if line != run.lastLine + 1 {
          endRun()
          run.first = result.count
        }
        run.lastLine = line
      }
      guard var comment = IgnoreComment(span, isAlone: isAlone, in: tree) else { continue }
      guard result.count < commentsMax else {
        endRun()
        return (result, span)
      }
      comment.line = line
      result.append(comment)
    }
    endRun()
    return (result, nil)
  }

  private static func isAlone(_ span: SourceSpan, in tree: NodeTree) -> Bool {
    tree.sourceBytes[tree.lineStart(of: span.start)..<span.start]
      .allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private init?(_ span: SourceSpan, isAlone: Bool, in tree: NodeTree) {
    let comment = tree.sourceBytes[span.range]
    var rest = comment.dropFirst().drop(while: Self.isBlank)
    guard rest.starts(with: Self.marker) else { return nil }
    self.span = span
    self.isAlone = isAlone
    line = 0
    rest = rest.dropFirst(Self.marker.count).drop(while: Self.isBlank)
    guard rest.starts(with: Self.verb), let close = rest.firstIndex(of: UInt8(ascii: "]")) else {
      return
    }
    let list = rest[(rest.startIndex + Self.verb.count)..<close]
    var unread = list
    while excess == nil, !unread.isEmpty {
      let part = unread.prefix { $0 != UInt8(ascii: ",") }
      unread = unread[part.endIndex...].dropFirst()
      let name = Self.trimmed(part)
      guard !name.isEmpty else { continue }
      let place = SourceSpan(source: span.source, start: name.startIndex, end: name.endIndex)
      if entries.count < Self.entriesMax {
        entries.append(Entry(text: String(decoding: name, as: UTF8.self), span: place))
      } else {
        excess = place
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

/// The numbers of lines, for places that come in file order. Lines end as in `LineTable`.
private struct LineCounter {
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Parameter place: not before the one asked for last.
  mutating func line(of place: Int) -> Int {
    while offset < place {
      let isPair =
        bytes[offset] == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
      if bytes[offset] == 0x0A || bytes[offset] == 0x0D, !isPair { line += 1 }
      offset += 1
    }
    return line
  }
}
