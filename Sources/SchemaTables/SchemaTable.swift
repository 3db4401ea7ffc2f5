public import YAMLSyntax

/// A schema as the build has prepared it: static bytes, from which facts are read in place. Nothing
/// is allocated or decoded before it is asked for.
///
/// The bytes are text, so that they can stand in a literal. A word, which is an offset, a count or a
/// field, is four digits of six bits, the least first, each as the character `0` plus its value; the bits
/// of a double are three words. A text is a word with its length in bytes, and then UTF-8. Lists begin
/// with a word that holds their count. The offset 0 means that there is nothing.
@safe public struct SchemaTable: @unchecked Sendable {
  // Static memory, never written.
  @usableFromInline let start: UnsafePointer<UInt8>
  @usableFromInline let count: Int

  /// How many bytes a word has.
  @inlinable public static var wordSize: Int { 4 }
  /// How many bits.
  @inlinable public static var wordBits: Int { 24 }
  /// All bits of a word.
  public static var wordMask: Int { 1 << wordBits - 1 }

  public init(_ literal: StaticString) {
    unsafe self.init(
      UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
    )
  }

  /// A table that is made at run time, and stays.
  public init(keeping text: String) {
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, text.utf8.count))
    unsafe bytes.initialize(repeating: 0)
    _ = unsafe bytes.update(fromContentsOf: Array(text.utf8))
    unsafe self.init(UnsafeBufferPointer(bytes))
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

  // The innermost step of every check, so all four digits are read at once.
  @inlinable @inline(__always)
  func digits(at offset: Int) -> UInt32 {
    precondition(offset >= 0 && offset &+ 4 <= count)
    let bytes = unsafe UnsafeRawPointer(start).loadUnaligned(
      fromByteOffset: offset,
      as: UInt32.self
    )
    return UInt32(littleEndian: bytes) &- 0x3030_3030
  }

  @inlinable @inline(__always)
  func word(at offset: Int) -> Int {
    let digits = digits(at: offset)
    return Int(
      digits & 0x3F | digits >> 2 & 0xFC0 | digits >> 4 & 0x3_F000 | digits >> 6 & 0xFC_0000
    )
  }

  /// A word as `digits(at:)` reads it: many are compared with one without putting each together.
  static func digits(of word: Int) -> UInt32 {
    let word = UInt32(truncatingIfNeeded: word)
    return word & 0x3F | word << 2 & 0x3F00 | word << 4 & 0x3F_0000 | word << 6 & 0x3F00_0000
  }

  /// A number of three words.
  @inlinable
  func number(at offset: Int) -> UInt64 {
    UInt64(word(at: offset)) | UInt64(word(1, after: offset)) << 24
      | UInt64(word(2, after: offset)) << 48
  }

  /// The word at a place in a list of words that begins at `offset`.
  @inlinable @inline(__always)
  func word(_ index: Int, after offset: Int) -> Int { word(at: offset + Self.wordSize * index) }

  @inlinable
  func double(at offset: Int) -> Double { Double(bitPattern: number(at: offset)) }

  @inlinable @inline(__always)
  func text(at offset: Int) -> TableText {
    let length = word(at: offset)
    precondition(offset + Self.wordSize + length <= count)
    return unsafe TableText(
      UnsafeBufferPointer(start: start + offset + Self.wordSize, count: length)
    )
  }

  /// All fields, in the order of their identifiers.
  public func fields() -> [FieldSchema] {
    var offset = word(1, after: 0)
    return (0..<word(at: 0)).map { _ in FieldSchema(table: self, at: &offset) }
  }

  /// The root of each document.
  public func roots() -> [FieldID] {
    (0..<word(2, after: 0)).map {
      FieldID(index: UInt16(truncatingIfNeeded: word(3 + $0, after: 0)))
    }
  }

  /// The text whose offset is a word; `nil` where that is 0.
  func optionalText(_ offset: Int) -> String? { offset == 0 ? nil : text(at: offset).string }
}

/// A text of a table.
@safe public struct TableText: BitwiseCopyable, @unchecked Sendable {
  @usableFromInline let bytes: UnsafeBufferPointer<UInt8>

  @inlinable
  init(_ bytes: UnsafeBufferPointer<UInt8>) { unsafe self.bytes = unsafe bytes }

  init(_ text: StaticString) {
    unsafe bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  @inlinable public var count: Int { unsafe bytes.count }

  public var string: String { unsafe String(decoding: bytes, as: UTF8.self) }

  /// Whether the text is a pattern of what does not count: it begins with `!`.
  public var isMarked: Bool { unsafe bytes.first == UInt8(ascii: "!") }

  /// Whether a name fits the text as a pattern, in which `*` at the end stands for anything.
  public func fits(_ name: ArraySlice<UInt8>) -> Bool {
    let first = isMarked ? 1 : 0
    let isOpen = unsafe bytes.last == UInt8(ascii: "*")
    let length = count - first - (isOpen ? 1 : 0)
    guard length >= 0, isOpen ? name.count >= length : name.count == length else { return false }
    for index in 0..<length {
      if unsafe bytes[first + index] != name[name.startIndex + index] { return false }
    }
    return true
  }

  /// Whether these are the bytes.
  @inlinable
  public func matches(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
    unsafe sameBytes(bytes, other)
  }

  @inlinable
  public func matches(_ other: ArraySlice<UInt8>) -> Bool {
    unsafe other.withUnsafeBufferPointer { unsafe matches($0) }
  }
}

/// A list of texts in a table: their number, their offsets, and the low bits of the `KeyHash` of each.
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
  public func firstIndex(of text: ArraySlice<UInt8>) -> Int? {
    unsafe text.withUnsafeBufferPointer { text in
      let count = count
      let wanted = unsafe SchemaTable.digits(of: Int(KeyHash.of(text)))
      let hashes = offset + SchemaTable.wordSize * (count + 1)
      for index in 0..<count where table.digits(at: hashes + SchemaTable.wordSize * index) == wanted
      {
        if unsafe self[index].matches(text) { return index }
      }
      return nil
    }
  }

  @inlinable
  public func contains(_ text: ArraySlice<UInt8>) -> Bool { firstIndex(of: text) != nil }

  public func contains(_ text: String) -> Bool { contains(Array(text.utf8)[...]) }

  public var strings: [String] { (0..<count).map { self[$0].string } }
}
