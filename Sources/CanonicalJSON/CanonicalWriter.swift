/// Writes JSON from a stream of calls, without building a tree.
///
/// The caller gives object names in canonical order (`CanonicalString.precedes`); the writer does
/// the punctuation, and in the pretty form line breaks and two spaces a level.
public struct CanonicalWriter: Sendable {
  /// The bytes so far; UTF-8.
  public private(set) var output: [UInt8] = []
  private let isPretty: Bool
  private var depth = 0
  private var isFirst = true
  private var isAfterName = false

  public init(pretty: Bool = false) { isPretty = pretty }

  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes the name of an object's next member.
  public mutating func name(_ name: ArraySlice<UInt8>) {
    separate()
    CanonicalString.append(name, to: &output)
    output.append(UInt8(ascii: ":"))
    if isPretty { output.append(UInt8(ascii: " ")) }
    isAfterName = true
  }

  public mutating func name(_ name: StaticString) { self.name(Self.bytes(of: name)) }

  public mutating func string(_ text: ArraySlice<UInt8>) {
    separate()
    CanonicalString.append(text, to: &output)
  }

  public mutating func string(_ text: String) { string(Array(text.utf8)[...]) }

  public mutating func null() { word("null") }
  public mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

  public mutating func integer(_ value: Int) {
    separate()
    CanonicalNumber.append(Int64(value), to: &output)
  }

  /// Writes a number; an infinity or NaN, which JSON cannot hold, becomes `null`.
  public mutating func number(_ value: Double) {
    separate()
    if !CanonicalNumber.append(value, to: &output) { output += "null".utf8 }
  }

  /// Writes a value that is JSON already.
  public mutating func json(_ text: [UInt8]) { json(text[...]) }

  public mutating func json(_ text: ArraySlice<UInt8>) {
    separate()
    unsafe text.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
  }

  private mutating func word(_ word: String) {
    separate()
    output += word.utf8
  }

  private mutating func separate() {
    if isAfterName {
      isAfterName = false
      return
    }
    if !isFirst { output.append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    isFirst = false
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    output.append(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if !isFirst { breakLine() }
    output.append(bracket)
    isFirst = false
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    output.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { output += "  ".utf8 }
  }

  private static func bytes(of name: StaticString) -> ArraySlice<UInt8> {
    name.withUTF8Buffer { unsafe Array($0)[...] }
  }
}
