/// A pattern of the kind that the schemas use: `^`, then literals and character classes, each with
/// `+`, `*` or `{n}`, then `$`. Matching is linear in the text and takes no regular expression engine.
///
/// In the table: the pattern as it stands in the schema, the number of parts, and each part as the
/// fewest and the most times that it occurs and 22 digits with a bit for each ASCII character.
public struct NamePattern: Sendable {
  let table: SchemaTable
  let offset: Int

  /// As it stands in the schema.
  public var text: String { table.text(at: table.word(at: offset)).string }

  /// How many digits the members of a part take.
  public static let memberDigits = 22
  /// "Any number of times", as a word.
  public static let unlimited = 1 << SchemaTable.wordBits - 1

  /// The offset of the first byte that does not fit, or `nil` where the whole text matches. A text
  /// that is too short fails at its end.
  public func mismatch(in text: ArraySlice<UInt8>) -> Int? {
    var index = text.startIndex
    var part = offset + 2 * SchemaTable.wordSize
    for _ in 0..<table.word(1, after: offset) {
      let fewest = table.word(at: part)
      let most = table.word(1, after: part)
      let members = part + 2 * SchemaTable.wordSize
      var count = 0
      while most == Self.unlimited || count < most, index < text.endIndex, text[index] < 0x80,
        has(text[index], members)
      {
        count += 1
        index += 1
      }
      if count < fewest { return index - text.startIndex }
      part = members + Self.memberDigits
    }
    return index == text.endIndex ? nil : index - text.startIndex
  }

  private func has(_ byte: UInt8, _ members: Int) -> Bool {
    (table.byte(members + Int(byte) / 6) &- 0x30) >> (byte % 6) & 1 == 1
  }
}
