import SecretScanning
import TestSupport
import Testing

/// Secrets that are written otherwise than they read.
@Suite struct PlacesTests {
  static let key = "sk-" + SampleSecret.random(24)
  static let webhook =
    "https://hooks.slack.com/services/T0" + SampleSecret.random(9) + "/B0"
    + SampleSecret.random(9, seed: 5) + "/" + SampleSecret.random(24)

  /// Each letter of a key written by one way of writing it.
  static let letters: [@Sendable (UInt8) -> String] = [
    { "\\x" + hex($0, 2) }, { "\\u" + hex($0, 4) }, { "\\U" + hex($0, 8) },
    { "\\u{" + hex($0, 1) + "}" }, { "\\u{" + hex($0, 1).uppercased() + "}" },
    { "%" + hex($0, 2).uppercased() }, { "%" + hex($0, 2) }, { "&#x" + hex($0, 2) + ";" },
    { "&#" + String($0) + ";" }, { "\\x5cx" + hex($0, 2) }, { "%25" + hex($0, 2) },
    { "\\u0026#" + String($0) + ";" },
  ]

  static func hex(_ byte: UInt8, _ count: Int) -> String {
    let text = String(byte, radix: 16)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }

  @Test(arguments: letters.indices) func anyLetterMayBeEscaped(_ index: Int) {
    let bytes = Array(Self.key.utf8)
    for number in 0..<3 * bytes.count {
      let text = bytes.enumerated().map { place, byte in
        place == number || number >= bytes.count && place % 3 == number % 3
          ? Self.letters[index](byte) : String(UnicodeScalar(byte))
      }.joined()
      expectHidden("a: \"", text, "\" b")
    }
  }

  @Test(arguments: [
    "\\\n", "\\\n   ", "\\\r\n\t ", "\\\r  ", "\\\n# ", "\\\r\n  #   ", "\\\u{85} ", "\\\u{2028}",
    "\0", "\0\0\0",
  ]) func aKeyMayBeInTwoParts(_ sign: String) {
    let letters = Array(Self.key)
    for place in 1..<letters.count {
      expectHidden("a: \"Use ", String(letters[..<place]) + sign + String(letters[place...]), "\"")
    }
    let all = letters.map(String.init).joined(separator: sign)
    expectHidden("\"", all, "\"")
  }

  /// Of all the escapes that YAML has for one character, each ends a word.
  @Test(arguments: Array("0abt\tnvfre \"/\\N_LP")) func escapesBeforeAKey(_ letter: Character) {
    expectHidden("a: \"Use \\\(letter)", Self.key, "\" b")
    expectHidden("a: \"Use\\\(letter)", Self.key, "\\\(letter)\" b")
  }

  @Test(arguments: ["~1", "\\/", "%2F", "&#47;", "&#x2f;", "&sol;", "\\u002f", "%252f", "~01"])
  func slashesMayBeWrittenOtherwise(_ slash: String) {
    let text = Self.webhook.replacing("/", with: slash)
    let shown = String(decoding: SecretScanner.redacted(Array(text.utf8)) ?? [], as: UTF8.self)
    let start = "https:\(slash)\(slash)"
    #expect(shown == start + "***", "\(text): \(shown)")
  }

  @Test func twoAreFoundInTheirPlaces() {
    let escaped = Self.key.replacing("k", with: "\\x6b")
    let text = Array("a: \(Self.key)\nb: \"\(escaped)\"\nc: \(Self.key)\n".utf8)
    let places = SecretScanner.places(in: text)
    #expect(places.map(\.text).allSatisfy { $0.elementsEqual(Self.key.utf8) }, "\(places)")
    let written = Set(places.map { String(decoding: text[$0.range], as: UTF8.self) })
    #expect(written == [Self.key, escaped])
    #expect(Set(places.map(\.range.lowerBound)).count == 3)
    let blotted = String(decoding: SecretScanner.blotted(text), as: UTF8.self)
    let stars = { (count: Int) in String(repeating: "*", count: count) }
    let (short, long) = (stars(Self.key.utf8.count), stars(escaped.utf8.count))
    #expect(blotted == "a: \(short)\nb: \"\(long)\"\nc: \(short)\n")
  }

  /// In all encodings, with a byte order mark and without.
  @Test(arguments: 0..<8) func wideEncodings(_ number: Int) {
    let text = (number & 4 == 0 ? "\u{FEFF}" : "") + "ключ: \(Self.key) # \(Self.webhook)\n"
    let bytes = text.unicodeScalars.flatMap { scalar -> [UInt8] in
      let wide = (0..<4).map { UInt8(truncatingIfNeeded: scalar.value >> (24 - 8 * $0)) }
      let big = number & 1 == 0 ? wide : Array(wide[2...])
      return number & 2 == 0 ? big : big.reversed()
    }
    let shown = SecretScanner.blotted(bytes).filter { $0 != 0 }
    #expect(shown.count == bytes.count { $0 != 0 })
    let left = String(decoding: shown, as: UTF8.self)
    #expect(!left.contains(Self.key.suffix(8)) && !left.contains(Self.webhook.suffix(8)), "\(left)")
  }

  /// Whatever the letters around it, and in linear time.
  @Test func textWithoutSecretsStays() {
    for sign in [
      "\\", "%", "~1", "&#x", "\\x41", "\\u{", "&amp;", "\u{1B}[1m", "\0", "\\\n", "%41",
    ] {
      let text = Array(String(repeating: sign, count: 10_000).utf8)
      #expect(SecretScanner.blotted(text) == text, "\(sign)")
      #expect(SecretScanner.redacted(text) == nil)
    }
  }

  private func expectHidden(_ before: String, _ key: String, _ after: String) {
    let text = Array((before + key + after).utf8)
    let range = before.utf8.count..<before.utf8.count + key.utf8.count
    let places = SecretScanner.places(in: text)
    #expect(places.contains { $0.range == range }, "\(key): \(places)")
    #expect(
      SecretScanner.redacted(text).map { String(decoding: $0, as: UTF8.self) }
        == before + "***" + after,
      "\(key)"
    )
  }
}
