import CanonicalJSON
import Testing

@Suite struct CanonicalNumberTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (0.6, "0.6"), (1e21, "1e+21"),
    (1e20, "100000000000000000000"), (1e-6, "0.000001"), (1e-7, "1e-7"), (1.5e-10, "1.5e-10"),
    (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
    (0.30000000000000004, "0.30000000000000004"), (1.2345678901234568e20, "123456789012345680000"),
    (1_234_567.125, "1234567.125"), (9_007_199_254_740_992, "9007199254740992"), (-1e-7, "-1e-7"),
    (333333333.33333329, "333333333.3333333"), (4.5, "4.5"), (2e-3, "0.002"),
    (Double(Int64.min), "-9223372036854776000"), (Double(Int64.max), "9223372036854776000"),
  ])
  func printsAsECMAScriptDoes(_ value: Double, _ expected: String) {
    #expect(print(value) == expected)
  }

  @Test func refusesWhatJSONCannotHold() {
    var output: [UInt8] = []
    for value in [Double.infinity, -Double.infinity, Double.nan] {
      #expect(!CanonicalNumber.append(value, to: &output))
    }
    #expect(output.isEmpty)
  }

  /// The published ES6 number vectors (cyberphone/json-canonicalization): the sequence is
  /// deterministic, and the SHA-256 of its first 100,000 lines is known.
  @Test func reproducesTheES6VectorsByHash() {
    var hash = SHA256()
    var line: [UInt8] = []
    for bits in ES6Vectors().prefix(100_000) {
      line.removeAll(keepingCapacity: true)
      line += String(bits, radix: 16).utf8
      line.append(UInt8(ascii: ","))
      CanonicalNumber.append(Double(bitPattern: bits), to: &line)
      line.append(UInt8(ascii: "\n"))
      hash.update(line)
    }
    let expected = "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7"
    #expect(hash.finish() == expected)
  }

  private func print(_ value: Double) -> String {
    var output: [UInt8] = []
    CanonicalNumber.append(value, to: &output)
    return String(decoding: output, as: UTF8.self)
  }
}

@Suite struct DecimalTests {
  @Test(arguments: [
    ("1.10", "1.1"), ("+1", "1"), ("0100", "100"), ("-0.0", "0"), ("1e3", "1000"), (".5", "0.5"),
    ("5.", "5"), ("12.5e-1", "1.25"), ("100e-2", "1"), ("0e99", "0"),
  ])
  func equalNumbersAreEqual(_ left: String, _ right: String) {
    #expect(Decimal(Array(left.utf8)) == Decimal(Array(right.utf8)))
  }

  @Test(arguments: ["", "a", "1e", "1.2.3", "--1", "e5", "."])
  func refusesOtherText(_ text: String) {
    #expect(Decimal(Array(text.utf8)) == nil)
  }

  @Test(arguments: [("0.125", 3), ("1e-17", 17), ("1000", 0), ("0.30000000000000004", 17)])
  func countsDecimals(_ text: String, _ count: Int) {
    #expect(Decimal(Array(text.utf8))?.fractionDigits == count)
  }
}

/// Numbers whose text goes into the request as it is.
@Suite struct CanonicalTextTests {
  @Test(arguments: [
    "0", "7", "24000", "-5", "0.8", "-0.5", "1.25", "100", "0.123456789012", "123456789012345",
  ])
  func isCanonicalAlready(_ text: String) {
    #expect(CanonicalNumber.isCanonical(Array(text.utf8)[...]))
  }

  @Test(arguments: [
    "", "-", ".", "-0", "-0.0", "00", "007", "0x1F", "0o7", "+1", "1.", ".5", "1.0", "0.70", "1e3",
    "1E3",
    "0.05", "0.0000001", "1.2.3", "1234567890123456", "12a",
  ])
  func mayBeWrittenOtherwise(_ text: String) {
    #expect(!CanonicalNumber.isCanonical(Array(text.utf8)[...]))
  }

  @Test func whatIsCanonicalIsWhatWouldBeWritten() {
    var random = SystemRandomNumberGenerator()
    var count = 0
    for _ in 0..<20_000 {
      let digits = Int.random(in: 1...14, using: &random)
      var text = Int.random(in: 0...1, using: &random) == 0 ? "" : "-"
      let point = Int.random(in: 0...digits, using: &random)
      for index in 0..<digits {
        if index == point { text += "." }
        text += String(Int.random(in: 0...9, using: &random))
      }
      guard CanonicalNumber.isCanonical(Array(text.utf8)[...]), let value = Double(text) else {
        continue
      }
      var written: [UInt8] = []
      CanonicalNumber.append(value, to: &written)
      #expect(String(decoding: written, as: UTF8.self) == text)
      count += 1
    }
    #expect(count > 1000)
  }
}
