import Testing

@testable import ProfileIR

/// Hexadecimal and octal numbers are the doubles nearest to them, whatever their length.
@Suite struct BinaryNumberTests {
  @Test(
    arguments: [
      ("0x0", 0), ("0x1F", 31), ("0o17", 15), ("0x1FFFFFFFFFFFFF", 9_007_199_254_740_991),
      ("0x20000000000000", 9_007_199_254_740_992), ("0x20000000000001", 9_007_199_254_740_992),
      ("0x20000000000003", 9_007_199_254_740_996), ("0x0000000000000000000000000000ff", 255),
      ("0xFFFFFFFFFFFFFFFF", 18_446_744_073_709_551_616),
      ("0o1000000000000000000000", 9_223_372_036_854_775_808),
    ] as [(String, Double)]
  ) func known(_ text: String, _ value: Double) {
    #expect(NumberText.value(Array(text.utf8)[...]) == value)
  }

  /// Compared with what Swift makes of the same number in decimal digits.
  @Test func random() {
    var state: UInt64 = 7
    for round in 0..<4_000 {
      let isHex = round % 2 == 0
      var text = isHex ? "0x" : "0o"
      for _ in 0..<(1 + round % 90) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // Many zeros and ones, so that numbers lie between two doubles.
        let digit = (state >> 40) % 4 == 0 ? (state >> 50) % (isHex ? 16 : 8) : (state >> 45) % 2
        text += String(digit, radix: 16)
      }
      let bytes = Array(text.utf8)[...]
      let decimal = Double(String(decoding: NumberText.decimalDigits(bytes), as: UTF8.self))
      #expect(NumberText.value(bytes) == decimal, "\(text)")
    }
  }

  @Test(arguments: [
    "0x" + String(repeating: "f", count: 300), "0o7" + String(repeating: "0", count: 5000),
  ])
  func tooLong(_ text: String) { #expect(NumberText.value(Array(text.utf8)[...]) == .infinity) }
}
