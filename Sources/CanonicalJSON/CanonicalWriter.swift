/// Writes JSON from a stream of calls, without building a tree.
///
/// The caller gives object names in canonical order (`CanonicalString.precedes`); the writer does
/// the punctuation, and in the pretty form line breaks and two spaces a level.
public struct CanonicalWriter: Sendable {
  private var buffer: OutputBuffer
  private let isPretty: Bool
  private var depth = 0
  private var isFirst = true
  private var isAfterName = false

  /// - Parameter room: about how many bytes there will be, where that is known.
  public init(pretty: Bool = false, room: Int = 0) {
    isPretty = pretty
    buffer = OutputBuffer(room: room)
  }

  /// How many bytes have been written.
  public var count: Int { buffer.count }

  /// The bytes so far; UTF-8.
  public var output: [UInt8] { buffer.bytes }

  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes the name of an object's next member.
  public mutating func name(_ name: UnsafeBufferPointer<UInt8>) {
    let comma = separator()
    unsafe CanonicalString.append(name, to: &buffer, before: comma, after: UInt8(ascii: ":"))
    if isPretty { buffer.append(UInt8(ascii: " ")) }
    isAfterName = true
  }

  public mutating func name(_ name: ArraySlice<UInt8>) {
    unsafe name.withUnsafeBufferPointer { unsafe self.name($0) }
  }

  public mutating func name(_ name: StaticString) {
    name.withUTF8Buffer { unsafe self.name($0) }
  }

  public mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    let comma = separator()
    unsafe CanonicalString.append(text, to: &buffer, before: comma)
  }

  public mutating func string(_ text: ArraySlice<UInt8>) {
    unsafe text.withUnsafeBufferPointer { unsafe string($0) }
  }

  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { unsafe string($0) }
  }

  public mutating func null() { word("null") }
  public mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

  public mutating func integer(_ value: Int) {
    separate()
    var digits: [UInt8] = []
    CanonicalNumber.append(Int64(value), to: &digits)
    buffer.append(digits)
  }

  /// Writes a number; an infinity or NaN, which JSON cannot hold, becomes `null`.
  public mutating func number(_ value: Double) {
    separate()
    var digits: [UInt8] = []
    if CanonicalNumber.append(value, to: &digits) {
      buffer.append(digits)
    } else {
      buffer.append("null")
    }
  }

  /// Writes a value that is JSON already.
  public mutating func json(_ text: [UInt8]) { json(text[...]) }

  public mutating func json(_ text: ArraySlice<UInt8>) {
    separate()
    unsafe text.withUnsafeBufferPointer { unsafe buffer.append($0) }
  }

  /// Ends the line after the whole value, and gives out all bytes; none are left.
  public mutating func finish() -> [UInt8] {
    buffer.append(UInt8(ascii: "\n"))
    return buffer.take()
  }

  private mutating func word(_ word: StaticString) {
    separate()
    buffer.append(word)
  }

  private mutating func separate() {
    if let comma = separator() { buffer.append(comma) }
  }

  /// The byte that must stand before the next value, if it is not written yet.
  // Asked for with every name and value: as a call, it is a tenth of what writing one costs.
  @inline(__always)
  private mutating func separator() -> UInt8? {
    if isAfterName {
      isAfterName = false
      return nil
    }
    let comma = isFirst ? nil : UInt8(ascii: ",")
    isFirst = false
    guard isPretty else { return comma }
    if let comma { buffer.append(comma) }
    if depth > 0 { breakLine() }
    return nil
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    buffer.append(bracket)
    depth += 1
    isFirst = true
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if !isFirst { breakLine() }
    buffer.append(bracket)
    isFirst = false
  }

  private mutating func breakLine() {
    guard isPretty else { return }
    buffer.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { buffer.append("  ") }
  }
}
