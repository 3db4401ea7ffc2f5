/// How facts are read out of the table.
extension FieldSchema {
  /// The offsets of the entries of a list, each of `width` words.
  func entries(_ fact: FieldFact, width: Int) -> StrideTo<Int> {
    let size = width * SchemaTable.wordSize
    guard has(fact) else { return stride(from: 0, to: 0, by: size) }
    let first = word(fact) + SchemaTable.wordSize
    return stride(from: first, to: first + table.word(at: word(fact)) * size, by: size)
  }

  /// A list of entries whose first word is the text by which they are found.
  func mapped<Value>(
    _ fact: FieldFact,
    width: Int,
    _ read: (Int) -> Value
  ) -> [String: Value] {
    var result: [String: Value] = [:]
    for entry in entries(fact, width: width) {
      result[table.text(at: table.word(at: entry)).string] = read(entry)
    }
    return result
  }

  /// The text that a map has for another one, found without reading the others.
  func text(_ fact: FieldFact, for key: String) -> String? {
    guard has(fact) else { return nil }
    let bytes = Array(key.utf8)[...]
    for entry in entries(fact, width: 2) where table.text(at: table.word(at: entry)).matches(bytes)
    {
      return table.text(at: table.word(1, after: entry)).string
    }
    return nil
  }

  func texts(_ fact: FieldFact) -> [String: String] {
    mapped(fact, width: 2) { table.text(at: table.word(1, after: $0)).string }
  }

  func announcedEnd(at offset: Int) -> AnnouncedEnd {
    AnnouncedEnd(
      date: table.text(at: table.word(at: offset)).string,
      instead: table.optionalText(table.word(1, after: offset))
    )
  }

  func softLimit(_ fact: FieldFact) -> SoftLimit? {
    guard has(fact) else { return nil }
    let offset = word(fact)
    return SoftLimit(
      above: table.double(at: table.word(at: offset)),
      reason: table.text(at: table.word(1, after: offset))
    )
  }
}
