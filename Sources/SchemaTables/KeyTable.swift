internal import YAMLSyntax

/// The property names of an object, found by the hash that the composer gave each key: no string is
/// made or hashed on the way.
///
/// In the table: the number of slots less one, the slots, which are offsets of entries found by open
/// addressing, and then the number of entries and their offsets in the order of the schema. An entry is
/// a field and its name.
public struct KeyTable: Sendable {
  @usableFromInline let table: SchemaTable
  /// 0 where the object has no properties.
  @usableFromInline let offset: Int

  @inlinable
  init(table: SchemaTable, offset: Int) {
    self.table = table
    self.offset = offset
  }

  public var count: Int { offset == 0 ? 0 : table.word(at: list) }
  public var isEmpty: Bool { count == 0 }

  /// The names in the order of the schema, with their fields.
  public var entries: [(name: String, field: FieldID)] {
    (0..<count).map { index in
      let entry = table.word(index + 1, after: list)
      return (table.text(at: entry + SchemaTable.wordSize).string, field(at: entry))
    }
  }

  /// Where the list of entries begins.
  private var list: Int { offset + SchemaTable.wordSize * (table.word(at: offset) + 2) }

  public var nameList: [String] { entries.map(\.name) }

  @inlinable
  func field(at entry: Int) -> FieldID {
    FieldID(index: UInt16(truncatingIfNeeded: table.word(at: entry)))
  }

  /// The field of a name, given its bytes and their `KeyHash`.
  @inlinable
  public func field(hash: UInt32, name: UnsafeBufferPointer<UInt8>) -> FieldID? {
    guard offset != 0 else { return nil }
    let mask = table.word(at: offset)
    var slot = Int(hash) & mask
    while true {
      let entry = table.word(1 + slot, after: offset)
      guard entry != 0 else { return nil }
      if unsafe table.text(at: entry + SchemaTable.wordSize).matches(name) {
        return field(at: entry)
      }
      slot = (slot + 1) & mask
    }
  }

  public func field(named name: String) -> FieldID? {
    let hash = KeyHash.of(name.utf8)
    return unsafe Array(name.utf8).withUnsafeBufferPointer { unsafe field(hash: hash, name: $0) }
  }
}

/// The property whose value picks the branch of a union (`x-discriminator`).
///
/// In the table: the property, the default or 0, whether it guesses, the rule or 0, and the tags: their
/// number, and each as the offset of its text and the branch.
public struct Discriminator: Sendable {
  @usableFromInline let table: SchemaTable
  @usableFromInline let offset: Int

  @inlinable
  init(table: SchemaTable, offset: Int) {
    self.table = table
    self.offset = offset
  }

  /// The property's name.
  @inlinable public var key: TableText { table.text(at: table.word(at: offset)) }
  public var property: String { key.string }
  /// The value that counts where the property is left out.
  @inlinable
  public var defaultTag: TableText? {
    let text = table.word(1, after: offset)
    return text == 0 ? nil : table.text(at: text)
  }
  public var defaultValue: String? { defaultTag?.string }
  /// Whether, where the property is left out, the branch is the one that has most of the keys.
  public var guesses: Bool { table.word(2, after: offset) != 0 }
  /// The code for a field of another branch.
  public var rule: String? { table.optionalText(table.word(3, after: offset)) }

  @inlinable var tagCount: Int { table.word(4, after: offset) }

  @inlinable
  func tag(_ index: Int) -> TableText { table.text(at: table.word(5 + 2 * index, after: offset)) }

  @inlinable
  func branch(_ index: Int) -> FieldID {
    FieldID(index: UInt16(truncatingIfNeeded: table.word(6 + 2 * index, after: offset)))
  }

  /// The branch of a tag.
  @inlinable
  public func branch(_ text: ArraySlice<UInt8>) -> FieldID? {
    for index in 0..<tagCount where tag(index).matches(text) { return branch(index) }
    return nil
  }

  /// The branch of the default.
  public var standard: FieldID? {
    guard let name = defaultTag?.string else { return nil }
    for index in 0..<tagCount where tag(index).string == name { return branch(index) }
    return nil
  }
}
