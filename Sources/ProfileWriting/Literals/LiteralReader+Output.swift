/// What is copied, replaced, and taken out.
extension LiteralReader {
  /// Copies what has not been yet, up to a place in the file.
  mutating func flush(to end: Int) {
    guard language != nil, end > copied else { return }
    output += bytes[copied..<end]
    copied = end
  }

  mutating func replace(_ range: Range<Int>, with text: [UInt8]) {
    guard language != nil else { return }
    flush(to: range.lowerBound)
    let start = output.count
    output += text
    map.add(start..<output.count, for: range)
    copied = range.upperBound
  }

  /// Puts another byte in the place of the next one.
  mutating func overwrite(with byte: UInt8) {
    flush(to: index)
    index += 1
    guard language != nil else { return }
    output.append(byte)
    copied = index
  }

  // MARK: Blanks and comments

  /// Moves on to the next byte that is neither blank nor in a comment.
  mutating func skipBlanks() throws(LiteralFailure) {
    if index == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    while let byte = byte() {
      switch byte {
      case 0x20, 0x09: index += 1
      case 0x0A, 0x0D:
        isAtLineStart = true
        index += 1
      default:
        guard let end = try commentEnd(at: index) else { return }
        try takeComment(to: end)
      }
    }
  }

  /// Where the comment that begins at a place ends; `nil` where none does.
  func commentEnd(at start: Int) throws(LiteralFailure) -> Int? {
    let isSlash = bytes[start] == UInt8(ascii: "/")
    let next = isSlash && start + 1 < bytes.count ? bytes[start + 1] : 0
    if bytes[start] == UInt8(ascii: "#") || next == UInt8(ascii: "/") {
      return bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    }
    guard next == UInt8(ascii: "*") else { return nil }
    var index = start + 2
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "*"), bytes[index + 1] == UInt8(ascii: "/") {
        return index + 2
      }
      index += 1
    }
    throw LiteralFailure(message: "the comment is never closed", range: start..<start + 2)
  }

  /// Takes a comment out: blanks stand in its place.
  ///
  /// - Parameter anchor: where it counts as standing in the output, if elsewhere.
  mutating func takeComment(to end: Int, anchor: Int? = nil) throws(LiteralFailure) {
    let start = index
    let isHash = bytes[start] == UInt8(ascii: "#")
    if !isHash { signs.hasSlashComments = true }
    index = end
    commentCount += 1
    guard commentCount <= Self.commentsMax else {
      throw LiteralFailure(
        message: "there are more than \(Self.commentsMax) comments",
        range: start..<end,
        isLimit: true
      )
    }
    guard language != nil else { return }
    let style: SourceComment.Style =
      isHash ? .hash : bytes[start + 1] == UInt8(ascii: "/") ? .slashes : .block
    // A comment that stands right before something on the same line is about that.
    let isBefore = style == .block && anchor == nil && isFollowed(from: end)
    if anchor == nil {
      flush(to: start)
      comments.append(
        SourceComment(
          offset: output.count,
          range: start..<end,
          style: style,
          isTrailing: !isAtLineStart && !isBefore
        )
      )
      output += bytes[start..<end].map { $0 == 0x0A || $0 == 0x0D ? $0 : 0x20 }
      copied = end
    } else if let anchor {
      comments.append(
        SourceComment(offset: anchor, range: start..<end, style: style, isTrailing: false)
      )
    }
    if style == .block, bytes[start..<end].contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      isAtLineStart = true
    }
  }

  /// Whether a key or a value follows on the same line, after a comma or an opening bracket.
  private func isFollowed(from end: Int) -> Bool {
    var index = end
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard index < bytes.count else { return false }
    switch bytes[index] {
    case 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"),
      UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: ";"), UInt8(ascii: ":"):
      return false
    default: return true
    }
  }
}
