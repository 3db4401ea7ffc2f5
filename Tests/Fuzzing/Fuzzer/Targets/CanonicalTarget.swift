import CanonicalJSON

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// JSON read and written, and numbers of all kinds.
enum CanonicalTarget: FuzzTarget {
  static let name = "canonical"

  static let fragments = [
    "null", "true", "false", "0", "-0", "1e21", "1e-7", "123456789012345680000", "5e-324", "0.1",
    "1.7976931348623157e308", "[", "]", "{", "}", ",", ":", "\"a\"", "\"\"", "\"\\u00e9\"",
    "\"\\ud83d\\ude00\"", "\"\\u2028\"", "\"\\/\"", "\"\\b\\f\\n\\r\\t\"",
    "{\"a\": [1, {\"b\": null}]}",
    "{\"é\": 1, \"\u{E000}\": 2, \"😀\": 3}", "\u{FEFF}", "\"\u{7F}\"",
  ]

  static func test(_ bytes: [UInt8]) {
    if let value = try? JSONReader.read(bytes) {
      let canonical = value.canonical()
      expect(Places.isText(canonical), "canonical JSON is UTF-8")
      guard let again = JSONText.read(canonical, "canonical JSON") else { return }
      expect(again.canonical() == canonical, "canonical JSON stays as it is")
      guard let pretty = JSONText.read(value.canonical(pretty: true), "indented JSON") else {
        return
      }
      expect(pretty == again, "indenting changes nothing")
    }
    var rest = bytes.prefix(64)
    while rest.count >= 8 {
      let pattern = rest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      check(Double(bitPattern: pattern))
      // Whole numbers and short decimals are rare among all bit patterns.
      check(Double(Int64(bitPattern: pattern)))
      check(Double(Int32(truncatingIfNeeded: pattern)) / 1000)
      rest = rest.dropFirst(8)
    }
    checkDecimal(bytes)
  }

  /// A double is written with the fewest digits that read back as itself, and with those nearest to it,
  /// which the C library finds independently.
  private static func check(_ value: Double) {
    var text: [UInt8] = []
    guard CanonicalNumber.append(value, to: &text) else {
      expect(!value.isFinite && text.isEmpty, "finite numbers can be written")
      return
    }
    let string = String(decoding: text, as: UTF8.self)
    expect(Double(string) == value, "\(string) is \(value)")
    expect(
      value.magnitude >= 1e21 || value.magnitude < 1e-6 || !string.contains("e"),
      "\(string) is plain"
    )
    guard let written = Decimal(text), let shortest = shortest(value) else {
      fail("\(string) is a number")
    }
    let isShorter = written.digits.count < shortest.digits.count
    expect(written == shortest || isShorter, "\(string) has the digits of \(shortest)")
  }

  private static func shortest(_ value: Double) -> Decimal? {
    for precision in 0..<17 {
      var buffer = [CChar](repeating: 0, count: 64)
      _ = unsafe withVaList([CInt(precision), value]) { unsafe vsnprintf(&buffer, 64, "%.*e", $0) }
      let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      if Double(String(decoding: text, as: UTF8.self)) == value { return Decimal(text) }
    }
    return nil
  }

  /// A decimal in a file is what the C library takes it for.
  private static func checkDecimal(_ bytes: [UInt8]) {
    guard bytes.count < 400, let decimal = Decimal(bytes) else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let value = Double(text), value.isFinite, value != 0 else { return }
    expect(
      decimal.digits.first != 0x30 && decimal.digits.last != 0x30,
      "\(text) has no zeros around"
    )
    expect(decimal.isNegative == (value < 0), "\(text) keeps its sign")
    let digits = String(decoding: decimal.digits, as: UTF8.self)
    let again = Double("\(decimal.isNegative ? "-" : "")0.\(digits)e\(decimal.point)")
    expect(again == value, "\(text) is \(value)")
  }
}
