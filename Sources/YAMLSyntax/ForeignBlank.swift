/// A blank that YAML does not take for a space.
struct ForeignBlank {
  let range: Range<Int>
  let name: String

  /// - Returns: `nil` where there is none at a place.
  init?(at offset: Int, in bytes: some RandomAccessCollection<UInt8> & Sendable) {
    let start = bytes.index(bytes.startIndex, offsetBy: offset, limitedBy: bytes.endIndex)
    guard let start, start < bytes.endIndex, bytes[start] >= 0xC2 else { return nil }
    let text = bytes[start...].prefix(3)
    for (code, name) in Self.names where text.starts(with: String(code).utf8) {
      range = offset..<offset + String(code).utf8.count
      self.name = name
      return
    }
    return nil
  }

  private static let names: [(Unicode.Scalar, String)] = [
    ("\u{A0}", "U+00A0 NO-BREAK SPACE"), ("\u{3000}", "U+3000 IDEOGRAPHIC SPACE"),
    ("\u{202F}", "U+202F NARROW NO-BREAK SPACE"), ("\u{2003}", "U+2003 EM SPACE"),
    ("\u{2002}", "U+2002 EN SPACE"), ("\u{2009}", "U+2009 THIN SPACE"),
    ("\u{2007}", "U+2007 FIGURE SPACE"), ("\u{200A}", "U+200A HAIR SPACE"),
  ]

  var mistake: CommonMistake {
    CommonMistake(
      message: "\(name) stands where YAML takes only spaces",
      help: "write a space in its place",
      range: range,
      replacement: " "
    )
  }
}
