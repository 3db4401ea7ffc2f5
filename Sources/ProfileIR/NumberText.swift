/// Reads the numbers of a profile.
package enum NumberText {
  /// The double nearest to a scalar of kind integer or float; infinite where it is beyond every
  /// double. Takes the forms of the YAML 1.2 core schema.
  package static func value(_ text: ArraySlice<UInt8>) -> Double {
    if let exact = short(text) { return exact }
    if let digits = radixDigits(text) { return binary(digits.text, digits.radix == 16 ? 4 : 3) }
    return Double(decimalText(text)) ?? .infinity
  }

  /// The text as a decimal that any reader takes: `0x1F` is `31`, `+.5` is `+.5`.
  package static func decimalDigits(_ text: ArraySlice<UInt8>) -> [UInt8] {
    guard let digits = radixDigits(text) else { return Array(text) }
    return decimal(of: digits.text, radix: UInt8(digits.radix))
  }

  /// Whether a number is short enough to be exact as a double and to be printed with the very digits
  /// that it was written with: at most 15 digits, and no exponent.
  package static func isShort(_ text: ArraySlice<UInt8>) -> Bool { short(text) != nil }

  /// Whether a number has no fraction.
  package static func isWhole(_ text: ArraySlice<UInt8>) -> Bool {
    let value = value(text)
    return value.isFinite && value == value.rounded(.towardZero)
  }

  /// Numbers of up to 15 digits without an exponent: both the digits and the power of ten are exact
  /// doubles, so one division rounds correctly.
  private static func short(_ text: ArraySlice<UInt8>) -> Double? {
    var digits: Int64 = 0
    var count = 0
    var point: Int?
    let sign = text.first
    let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
    for byte in isSigned ? text.dropFirst() : text {
      if byte &- 0x30 < 10 {
        digits = digits &* 10 &+ Int64(byte &- 0x30)
        count += 1
        if count > 15 { return nil }
      } else if byte == UInt8(ascii: "."), point == nil {
        point = count
      } else {
        return nil
      }
    }
    guard count > 0 else { return nil }
    var value = Double(digits)
    if let point { value /= powersOfTen[count - point] }
    return sign == UInt8(ascii: "-") ? -value : value
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  private static func radixDigits(
    _ text: ArraySlice<UInt8>
  ) -> (text: ArraySlice<UInt8>, radix: Double)? {
    guard text.count > 2, text.first == UInt8(ascii: "0") else { return nil }
    switch text[text.startIndex + 1] {
    case UInt8(ascii: "o"): return (text.dropFirst(2), 8)
    case UInt8(ascii: "x"): return (text.dropFirst(2), 16)
    default: return nil
    }
  }

  /// The double nearest to digits of a power of two: the first 61 bits or more, and whether any of the
  /// others is set, decide how it is rounded.
  private static func binary(_ text: ArraySlice<UInt8>, _ bits: Int) -> Double {
    let digits = text.drop { $0 == UInt8(ascii: "0") }
    let first = digits.prefix(64 / bits)
    var number = first.reduce(UInt64(0)) { $0 << UInt64(bits) | UInt64(digit($1)) }
    let rest = digits.dropFirst(first.count)
    if rest.contains(where: { $0 != UInt8(ascii: "0") }) { number |= 1 }
    // Beyond every double, whatever the digits are.
    guard rest.count <= 1024 else { return .infinity }
    return Double(sign: .plus, exponent: bits * rest.count, significand: Double(number))
  }

  private static func digit(_ byte: UInt8) -> UInt8 {
    byte < 0x3A ? byte &- 0x30 : (byte | 0x20) &- 0x61 &+ 10
  }

  /// Swift's own reader wants a digit before the point and none of YAML's liberties.
  private static func decimalText(_ text: ArraySlice<UInt8>) -> String {
    var result = String(decoding: text, as: UTF8.self)
    if result.hasPrefix("+") { result.removeFirst() }
    return result
  }

  /// Long multiplication; the number of digits is bounded, since a longer one is no double anyway.
  private static func decimal(of digits: ArraySlice<UInt8>, radix: UInt8) -> [UInt8] {
    // Little-endian, nine decimal digits a word; six digits of the text are taken at a time.
    let base: UInt64 = 1_000_000_000
    var words: [UInt64] = [0]
    var rest = digits.prefix(400)
    while !rest.isEmpty {
      var (carry, factor): (UInt64, UInt64) = (0, 1)
      for byte in rest.prefix(6) {
        carry = carry * UInt64(radix) + UInt64(Character(Unicode.Scalar(byte)).hexDigitValue ?? 0)
        factor *= UInt64(radix)
      }
      rest = rest.dropFirst(6)
      for index in words.indices {
        let sum = words[index] * factor + carry
        words[index] = sum % base
        carry = sum / base
      }
      if carry > 0 { words.append(carry) }
    }
    let first = String(words.last ?? 0)
    return words.dropLast().reversed().reduce(into: Array(first.utf8)) { text, word in
      let part = String(word)
      text += repeatElement(UInt8(ascii: "0"), count: 9 - part.utf8.count)
      text += part.utf8
    }
  }
}
