internal import SourceDiagnostics

/// What is really wrong where libyaml gave up, for the mistakes that people make: its own words are about
/// the rule that was broken last, and often a line too late.
struct CommonMistake {
  var message: String
  var help: String
  /// Where the mistake is, in bytes of the file.
  var range: Range<Int>
  /// What takes its place, where that is certain.
  var replacement: String?

  /// - Parameters:
  ///   - failure: what libyaml says.
  ///   - problem: where it gave up.
  ///   - context: where what it was reading began, if it says so.
  /// - Returns: `nil` where it is none of these.
  static func find(
    _ failure: ParseFailure,
    at problem: Int,
    context: Int?,
    in bytes: [UInt8]
  ) -> CommonMistake? {
    let search = MistakeSearch(bytes, from: min(problem, context ?? problem), to: problem)
    return search.conflict() ?? search.fence() ?? search.foreignCharacter()
      ?? search.slashComment() ?? search.mistake(of: failure.problem, at: problem, context)
  }
}

/// The lines around the place where libyaml gave up.
private struct MistakeSearch {
  private let bytes: [UInt8]
  /// From the line before the one that began what was being read to the end of the one where reading ended.
  private let lines: [Range<Int>]
  /// More lines would say nothing of the mistake.
  private static let linesMax = 200

  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    self.bytes = bytes
    var lines: [Range<Int>] = []
    var index = Self.lineStart(of: min(end, bytes.count), in: bytes)
    var hasPassed = false
    while lines.count < Self.linesMax {
      let line = index..<(bytes[index...].firstIndex(of: 0x0A) ?? bytes.count)
      lines.append(line)
      // One line with text before the first.
      if hasPassed, !Self.isBlank(line, in: bytes) { break }
      if index <= start { hasPassed = true }
      guard index > 0 else { break }
      index = Self.lineStart(of: index - 1, in: bytes)
    }
    self.lines = lines.reversed()
  }

  private static func lineStart(of offset: Int, in bytes: [UInt8]) -> Int {
    bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
  }

  private static func isBlank(_ line: Range<Int>, in bytes: [UInt8]) -> Bool {
    bytes[line].allSatisfy { $0 <= 0x20 }
  }

  private func content(_ line: Range<Int>) -> Range<Int> {
    var (start, end) = (line.lowerBound, line.upperBound)
    while start < end, bytes[start] == 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  private func column(_ line: Range<Int>) -> Int { content(line).lowerBound - line.lowerBound }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  // MARK: Lines that are no YAML

  func conflict() -> CommonMistake? {
    for line in lines {
      let content = content(line)
      let word = bytes[content].prefix { $0 > 0x20 }
      guard line.lowerBound == content.lowerBound, word.count == 7, let first = word.first,
        "<=>|".utf8.contains(first), word.allSatisfy({ $0 == first })
      else { continue }
      return CommonMistake(
        message: "the file has an unresolved merge conflict",
        help:
          "keep one side, and remove the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`",
        range: content
      )
    }
    return nil
  }

  func fence() -> CommonMistake? {
    for line in lines {
      let content = content(line)
      guard bytes[content].starts(with: "```".utf8) || bytes[content].starts(with: "~~~".utf8)
      else { continue }
      return CommonMistake(
        message: "a Markdown code fence does not belong in a profile",
        help: "remove the lines with ```` ``` ````",
        range: content
      )
    }
    return nil
  }

  func slashComment() -> CommonMistake? {
    for line in lines {
      let content = content(line)
      guard bytes[content].starts(with: "//".utf8) || bytes[content].starts(with: "/*".utf8) else {
        continue
      }
      return CommonMistake(
        message: "`\(text(content.lowerBound..<content.lowerBound + 2))` is not a comment here",
        help: "a comment begins with `#` in YAML, and JSON has none",
        range: content
      )
    }
    return nil
  }

  // MARK: Characters that only look right

  func foreignCharacter() -> CommonMistake? {
    for line in lines {
      if let colon = bytes[line].firstRange(ofBytes: "\u{FF1A}".utf8),
        bytes[line.lowerBound..<colon.lowerBound].allSatisfy(Self.isWord)
      {
        return CommonMistake(
          message: "U+FF1A FULLWIDTH COLON is no colon for YAML",
          help: "write `:` with a space after it",
          range: colon
        )
      }
      if let blank = foreignBlank(in: line) { return blank }
    }
    return nil
  }

  /// A blank other than a space in the indentation of a line, or behind its first colon.
  private func foreignBlank(in line: Range<Int>) -> CommonMistake? {
    var index = line.lowerBound
    var isKey = false
    while index < line.upperBound {
      if let blank = ForeignBlank(at: index, in: bytes) {
        return blank.mistake
      }
      let byte = bytes[index]
      if byte == 0x20 || byte == UInt8(ascii: "-"), !isKey {
        index += 1
      } else if Self.isWord(byte) {
        isKey = true
        index += 1
      } else if byte == UInt8(ascii: ":"), isKey {
        return ForeignBlank(at: index + 1, in: bytes)?.mistake
      } else {
        return nil
      }
      if isKey, index < line.upperBound, bytes[index] != UInt8(ascii: ":"),
        !Self.isWord(bytes[index])
      {
        return nil
      }
    }
    return nil
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"),
      UInt8(ascii: "-"), 0x20:
      true
    default: false
    }
  }

  // MARK: Keys

  func mistake(of problem: String, at offset: Int, _ context: Int?) -> CommonMistake? {
    switch problem {
    case "could not find expected ':'": missingColon(context ?? offset)
    case "mapping values are not allowed in this context": indented(offset)
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
      variable(at: offset, inList: problem.hasSuffix("']'")) ?? missingComma(before: offset)
    default: nil
    }
  }

  /// `${name}` in brackets, where YAML takes its `{` for the beginning of a mapping.
  private func variable(at brace: Int, inList: Bool) -> CommonMistake? {
    guard brace > 0, brace < bytes.count, bytes[brace] == UInt8(ascii: "{"),
      bytes[brace - 1] == UInt8(ascii: "$"), let line = line(of: brace),
      let end = bytes[brace..<lines[line].upperBound].firstIndex(of: UInt8(ascii: "}"))
    else { return nil }
    let range = brace - 1..<end + 1
    let written = text(range)
    return CommonMistake(
      message: "`\(written)` cannot stand in brackets without quotes",
      help: (inList
        ? "write the list line by line, `- \(written)`" : "write the mapping line by line")
        + "; in quotes it is text",
      range: range
    )
  }

  private func line(of offset: Int) -> Int? {
    lines.firstIndex { $0.contains(offset) || $0.upperBound == offset }
  }

  /// Text where a key should be.
  private func missingColon(_ start: Int) -> CommonMistake? {
    guard let index = line(of: start) else { return nil }
    let line = lines[index]
    let content = content(line)
    guard !content.isEmpty else { return nil }
    if let mistake = missingSpace(in: line) { return mistake }
    if let header = lines[..<index].last(where: { !Self.isBlank($0, in: bytes) }),
      isBlockHeader(header), column(line) <= column(header)
    {
      return CommonMistake(
        message: "this text belongs to the `\(key(of: header))` above, and is not indented",
        help: "begin each line of the text with more spaces than `\(key(of: header))` has",
        range: content
      )
    }
    return CommonMistake(
      message: "a `:` is missing after the key",
      help: "write `key: value`, with a space after the colon; longer text goes below `key: |`",
      range: content
    )
  }

  /// `key:value` alone on its line is a text.
  private func missingSpace(in line: Range<Int>) -> CommonMistake? {
    let content = content(line)
    guard let colon = bytes[content].firstIndex(of: UInt8(ascii: ":")), colon > content.lowerBound,
      colon + 1 < content.upperBound, bytes[colon + 1] > 0x20,
      bytes[colon + 1] != UInt8(ascii: "/"),
      bytes[content.lowerBound..<colon].allSatisfy({ Self.isWord($0) && $0 != 0x20 })
    else { return nil }
    return CommonMistake(
      message: "a space is missing after the `:`",
      help: "write `key: value`",
      range: colon..<colon + 1
    )
  }

  private func isBlockHeader(_ line: Range<Int>) -> Bool {
    let words = bytes[content(line)].split(separator: 0x20)
    guard let colon = words.firstIndex(where: { $0.last == UInt8(ascii: ":") }) else {
      return false
    }
    let header = words[(colon + 1)...].first
    return header?.first == UInt8(ascii: "|") || header?.first == UInt8(ascii: ">")
  }

  private func key(of line: Range<Int>) -> String {
    let content = content(line)
    let end = bytes[content].firstIndex(of: UInt8(ascii: ":")) ?? content.upperBound
    return String(text(content.lowerBound..<end).prefix(64))
  }

  /// A second colon on what libyaml takes for one line.
  private func indented(_ offset: Int) -> CommonMistake? {
    guard let index = line(of: offset),
      let above = lines[..<index].last(where: { !Self.isBlank($0, in: bytes) })
    else { return nil }
    let line = lines[index]
    if let mistake = missingSpace(in: above) { return mistake }
    let keyEnd = content(line).lowerBound..<offset
    // The colon is the first of its line: that is a key, and not a text with a colon in it.
    guard column(line) > column(above), !keyEnd.isEmpty,
      bytes[keyEnd].allSatisfy({ Self.isWord($0) && $0 != 0x20 }),
      let colon = bytes[content(above)].firstIndex(of: UInt8(ascii: ":")),
      colon + 2 < content(above).upperBound
    else { return nil }
    return CommonMistake(
      message: "`\(text(keyEnd))` is indented below `\(key(of: above))`, which has a value already",
      help: "give both the same indentation; or take the value of `\(key(of: above))` away",
      range: keyEnd
    )
  }

  /// An entry on a line of its own behind one without a comma.
  private func missingComma(before offset: Int) -> CommonMistake? {
    guard offset < bytes.count else { return nil }
    let start = Self.lineStart(of: offset, in: bytes)
    // Without quotes the value before it may have taken the key in.
    let before = bytes[start..<offset].drop { $0 <= 0x20 }
    let isKey = bytes[offset] == UInt8(ascii: ":") && before.first == UInt8(ascii: "\"")
    let isText = bytes[offset] == UInt8(ascii: "\"") || Self.isWord(bytes[offset])
    guard before.isEmpty && isText || isKey else { return nil }
    guard let last = bytes[..<start].lastIndex(where: { $0 > 0x20 }),
      !"{[,:#".utf8.contains(bytes[last])
    else { return nil }
    // A comment may stand behind the entry.
    let line = Self.lineStart(of: last, in: bytes)
    guard !bytes[line...last].contains(UInt8(ascii: "#")) else { return nil }
    return CommonMistake(
      message: "a `,` is missing behind this entry",
      help: "entries in brackets have commas between them",
      range: last..<last + 1
    )
  }
}
