/// A schema as the build has prepared it: static bytes, from which facts are read in place. Nothing
/// is allocated or decoded before it is asked for.
///
/// The bytes are text, so that they can stand in a literal. A number is written as digits of six bits,
/// the least first, each as the character `0` plus its value: three digits for a word, which is an offset,
/// a count or a field, and eleven for the bits of a double. A text is a word with its length in bytes,
/// and then UTF-8. Lists begin with a word that holds their count. The offset 0 means that there is
/// nothing.
@safe public struct SchemaTable: @unchecked Sendable {
  // Static memory, never written.
  @usableFromInline let start: UnsafePointer<UInt8>
  @usableFromInline let count: Int

  /// How many bytes a word has.
  @inlinable public static var wordSize: Int { 3 }

  public init(_ literal: StaticString) {
    unsafe self.init(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// A table in memory that is never written and never freed.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { preconditionFailure("a table is never empty") }
    unsafe start = unsafe base
    count = bytes.count
  }

  @inlinable
  func byte(_ offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count)
    return unsafe start[offset]
  }

  /// A number of `digits` digits.
  @inlinable
  func number(at offset: Int, digits: Int) -> UInt64 {
    precondition(offset >= 0 && offset + digits <= count)
    var value: UInt64 = 0
    for index in 0..<digits {
      value |= UInt64(unsafe start[offset + index] &- 0x30) << UInt64(6 * index)
    }
    return value
  }

  @inlinable
  func word(at offset: Int) -> Int { Int(number(at: offset, digits: Self.wordSize)) }

  /// The word at a place in a list of words that begins at `offset`.
  @inlinable
  func word(_ index: Int, after offset: Int) -> Int { word(at: offset + Self.wordSize * index) }

  @inlinable
  func double(at offset: Int) -> Double { Double(bitPattern: number(at: offset, digits: 11)) }

  @inlinable
  func text(at offset: Int) -> TableText {
    let length = word(at: offset)
    precondition(offset + Self.wordSize + length <= count)
    return unsafe TableText(UnsafeBufferPointer(start: start + offset + Self.wordSize, count: length))
  }

  /// All fields, in the order of their identifiers.
  public func fields() -> [FieldSchema] {
    var offset = word(1, after: 0)
    return (0..<word(at: 0)).map { _ in FieldSchema(table: self, at: &offset) }
  }

  /// The root of each kind of document, in the order of the cases.
  public func roots() -> [FieldID] {
    DocumentKind.allCases.indices.map {
      FieldID(index: UInt16(truncatingIfNeeded: word(2 + $0, after: 0)))
    }
  }

  /// The text whose offset is a word; `nil` where that is 0.
  func optionalText(_ offset: Int) -> String? { offset == 0 ? nil : text(at: offset).string }
}

/// A text of a table.
@safe public struct TableText: @unchecked Sendable {
  @usableFromInline let bytes: UnsafeBufferPointer<UInt8>

  @inlinable
  init(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe self.bytes = unsafe bytes }

  @inlinable public var count: Int { unsafe bytes.count }

  public var string: String { unsafe String(decoding: bytes, as: UTF8.self) }

  /// Whether these are the bytes.
  @inlinable
  public func matches(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard unsafe bytes.count == other.count else { return false }
    for index in unsafe 0..<bytes.count where unsafe bytes[index] != other[index] { return false }
    return true
  }

  @inlinable
  public func matches(_ other: ArraySlice<UInt8>) -> Bool {
    unsafe other.withUnsafeBufferPointer { unsafe matches($0) }
  }
}

/// A list of texts in a table.
public struct TextList: Sendable {
  @usableFromInline let table: SchemaTable
  @usableFromInline let offset: Int

  @inlinable
  init(table: SchemaTable, offset: Int) {
    self.table = table
    self.offset = offset
  }

  /// An offset of 0 is an empty list.
  @inlinable public var count: Int { offset == 0 ? 0 : table.word(at: offset) }

  @inlinable
  public subscript(index: Int) -> TableText { table.text(at: table.word(index + 1, after: offset)) }

  /// The place of a text.
  @inlinable
  public func firstIndex(of text: ArraySlice<UInt8>) -> Int? {
    for index in 0..<count where self[index].matches(text) { return index }
    return nil
  }

  @inlinable
  public func contains(_ text: ArraySlice<UInt8>) -> Bool { firstIndex(of: text) != nil }

  public func contains(_ text: String) -> Bool { contains(Array(text.utf8)[...]) }

  public var strings: [String] { (0..<count).map { self[$0].string } }
}
