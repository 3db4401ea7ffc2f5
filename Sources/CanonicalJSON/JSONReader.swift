/// Reads JSON strictly (RFC 8259), as untrusted input: one value, no name twice in an object, valid
/// UTF-8, a bounded depth.
///
/// Profiles are read as YAML, which knows their places. This reader is for what comes from elsewhere,
/// where YAML's reading would take `<html>` for a text and change U+2028 in strings.
public struct JSONReader {
  /// Why a text is no JSON.
  public struct Failure: Error, Equatable {
    /// Bytes from the beginning of the text.
    public var offset: Int
    /// Such as "a name occurs twice"; it holds nothing of the text.
    public var message: String
  }

  /// The most levels of arrays and objects.
  public static let depthMax = 100

  private let text: [UInt8]
  private let replacesLoneSurrogates: Bool
  private var index = 0
  private var depth = 0

  private init(_ text: [UInt8], replacesLoneSurrogates: Bool) {
    self.text = text
    self.replacesLoneSurrogates = replacesLoneSurrogates
  }

  /// The value of a text. Linear in its length, but for objects, whose names are sorted.
  ///
  /// - Parameter replacesLoneSurrogates: whether half of a surrogate pair that stands alone is read as U+FFFD, which
  ///   takes as much room in every encoding. Editors send such halves while a character is being typed.
  /// - Throws: `Failure` at the first byte that does not belong.
  public static func read(
    _ text: [UInt8],
    replacesLoneSurrogates: Bool = false
  ) throws(Failure) -> JSONValue {
    var reader = JSONReader(text, replacesLoneSurrogates: replacesLoneSurrogates)
    // Some servers put a byte order mark in front, and RFC 8259 lets readers ignore it.
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }
    reader.skipBlanks()
    let value = try reader.value()
    reader.skipBlanks()
    guard reader.index == text.count else { throw reader.failure("something follows the value") }
    return value
  }

  private func failure(_ message: String, at offset: Int? = nil) -> Failure {
    Failure(offset: offset ?? index, message: message)
  }

  private var next: UInt8? { index < text.count ? text[index] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  private mutating func value() throws(Failure) -> JSONValue {
    switch next {
    case UInt8(ascii: "{"): return try nested { reader throws(Failure) in try reader.object() }
    case UInt8(ascii: "["): return try nested { reader throws(Failure) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), .some(0x30...0x39): return try number()
    case nil: throw failure("it ends where a value should be")
    default: throw failure("no value begins like this")
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(Failure) -> JSONValue
  ) throws(Failure) -> JSONValue {
    guard depth < Self.depthMax else { throw failure("it is more than \(Self.depthMax) deep") }
    depth += 1
    index += 1
    skipBlanks()
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func array() throws(Failure) -> JSONValue {
    var items: [JSONValue] = []
    if next == UInt8(ascii: "]") {
      index += 1
      return .array(items)
    }
    repeat {
      skipBlanks()
      items.append(try value())
    } while try goesOn(to: UInt8(ascii: "]"))
    return .array(items)
  }

  private mutating func object() throws(Failure) -> JSONValue {
    var members: [JSONMember] = []
    var starts: [Int] = []
    if next == UInt8(ascii: "}") {
      index += 1
      return .object(members)
    }
    repeat {
      skipBlanks()
      starts.append(index)
      guard next == UInt8(ascii: "\"") else { throw failure("a name in quotes should be here") }
      let name = try string()
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw failure("a `:` should be here") }
      index += 1
      skipBlanks()
      members.append(JSONMember(name: name, value: try value()))
    } while try goesOn(to: UInt8(ascii: "}"))
    if let place = Self.repeated(members) {
      throw failure("a name occurs twice", at: starts[place])
    }
    return .object(members)
  }

  /// Whether another item or member follows: a comma, or the bracket that ends the collection.
  private mutating func goesOn(to end: UInt8) throws(Failure) -> Bool {
    skipBlanks()
    guard let byte = next else { throw failure("it ends in the middle") }
    guard byte == UInt8(ascii: ",") || byte == end else {
      throw failure("a `,` or `\(Character(UnicodeScalar(end)))` should be here")
    }
    index += 1
    return byte != end
  }

  /// The first name that repeats an earlier one.
  private static func repeated(_ members: [JSONMember]) -> Int? {
    var seen: Set<[UInt8]> = []
    return members.firstIndex { !seen.insert($0.name).inserted }
  }

  private mutating func word(
    _ word: StaticString,
    _ value: JSONValue
  ) throws(Failure) -> JSONValue {
    let isThere = word.withUTF8Buffer { unsafe text[index...].starts(with: $0) }
    guard isThere else { throw failure("no value begins like this") }
    index += word.utf8CodeUnitCount
    return value
  }

  private mutating func number() throws(Failure) -> JSONValue {
    let start = index
    if next == UInt8(ascii: "-") { index += 1 }
    let whole = digits()
    guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else {
      throw failure("this is not a number", at: start)
    }
    if next == UInt8(ascii: ".") {
      index += 1
      guard !digits().isEmpty else { throw failure("a digit should be here") }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      guard !digits().isEmpty else { throw failure("a digit should be here") }
    }
    guard let value = Double(String(decoding: text[start..<index], as: UTF8.self)), value.isFinite
    else { throw failure("this number is too large", at: start) }
    return .number(value)
  }

  private mutating func digits() -> ArraySlice<UInt8> {
    let start = index
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
    return text[start..<index]
  }

  // MARK: Strings

  private mutating func string() throws(Failure) -> [UInt8] {
    let start = index
    index += 1
    var result: [UInt8] = []
    var runStart = index
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        result += text[runStart..<index]
        index += 1
        guard Self.isUTF8(result) else { throw failure("this string is not UTF-8", at: start) }
        return result
      case UInt8(ascii: "\\"):
        result += text[runStart..<index]
        index += 1
        try escape(into: &result)
        runStart = index
      case 0..<0x20: throw failure("a control character in a string must be escaped")
      default: index += 1
      }
    }
    throw failure("it ends in the middle of a string")
  }

  private mutating func escape(into result: inout [UInt8]) throws(Failure) {
    let start = index - 1
    guard let byte = next else { throw failure("it ends in the middle of a string") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hexadecimal(from: start)
      if (0xD800..<0xDC00).contains(code), text[index...].starts(with: "\\u".utf8) {
        let second = index
        index += 2
        let low = try hexadecimal(from: start)
        if (0xDC00..<0xE000).contains(low) {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        } else {
          // What follows is an escape of its own.
          index = second
        }
      }
      if replacesLoneSurrogates, (0xD800..<0xE000).contains(code) { code = 0xFFFD }
      guard let scalar = Unicode.Scalar(code) else {
        throw failure("half of a surrogate pair stands alone", at: start)
      }
      result += String(scalar).utf8
    default: throw failure("there is no such escape", at: start)
    }
  }

  private mutating func hexadecimal(from start: Int) throws(Failure) -> UInt32 {
    let digits = text[index...].prefix(4)
    let isHexadecimal = digits.allSatisfy { Character(UnicodeScalar($0)).isHexDigit && $0 < 0x80 }
    guard digits.count == 4, isHexadecimal,
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw failure("four hexadecimal digits should follow `\\u`", at: start) }
    index += 4
    return code
  }

  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    if bytes.allSatisfy({ $0 < 0x80 }) { return true }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue: continue
      case .emptyInput: return true
      case .error: return false
      }
    }
  }
}
