/// A comment of the text that is imported.
struct SourceComment {
  enum Style { case hash, slashes, block }

  /// Where it stands in the text that the composer has read.
  var offset: Int
  /// Its bytes in the file, marks included.
  var range: Range<Int>
  var style: Style
  /// Whether it follows something on its line.
  var isTrailing: Bool

  /// The comment in YAML's form: one line or more, each from its `#` on.
  ///
  /// Characters that YAML does not show as they are stand as escapes.
  func lines(in source: [UInt8]) -> [String] {
    let text = source[range]
    switch style {
    case .hash: return [Self.line(Self.trimmed(text.dropFirst()), marked: "#")]
    case .slashes:
      var rest = text.dropFirst(2)
      if rest.first == 0x20 { rest = rest.dropFirst() }
      return [Self.line(Self.trimmed(rest), marked: "# ")]
    case .block:
      let parts = text.dropFirst(2).dropLast(2)
        .split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }
        .map(Self.withoutStar)
      let first = parts.firstIndex { !$0.isEmpty } ?? parts.startIndex
      let last = parts.lastIndex { !$0.isEmpty } ?? parts.startIndex
      return parts[first...last].map { Self.line($0, marked: "# ") }
    }
  }

  /// A line of a block comment without the star that many put before it.
  private static func withoutStar(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let text = trimmed(line.drop { $0 == 0x20 || $0 == 0x09 })
    guard text.first == UInt8(ascii: "*"), text.count == 1 || text.dropFirst().first == 0x20 else {
      return text
    }
    return text.dropFirst(2)
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let last = text.last, last == 0x20 || last == 0x09 || last == 0x0D { text.removeLast() }
    return text
  }

  private static func line(_ text: ArraySlice<UInt8>, marked mark: String) -> String {
    if text.isEmpty { return "#" }
    return String(decoding: text, as: UTF8.self).unicodeScalars.reduce(into: mark) {
      if PlainText.isPrintable($1) {
        $0.unicodeScalars.append($1)
      } else {
        $0 += PlainText.escape($1)
      }
    }
  }
}
