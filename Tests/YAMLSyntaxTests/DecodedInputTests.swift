import TestSupport
import Testing

@testable import YAMLSyntax

@Suite struct DecodedInputTests {
  /// That libyaml gives the same events, at the same places, and the same error, whether it has read
  /// the text itself or not.
  private func expectSame(_ bytes: [UInt8], _ comment: String) {
    let read = EventScan.records(of: bytes, decodes: false)
    let given = EventScan.records(of: bytes, decodes: true)
    #expect(read.events == given.events, "\(comment)")
    #expect(read.end == given.end, "\(comment)")
  }

  @Test(arguments: [
    ("0.2.5", true), ("0.2.4", false), ("0.2.6", false), ("0.1.7", false), ("0.3.0", false),
    ("0.2.5-1", false), ("", false),
  ])
  func knowsOnlyWhatWasTested(_ version: String, _ isTested: Bool) {
    #expect(DecodedInput.isTested(version) == isTested)
  }

  private static let texts = [
    "", "\n", "a", "a:", "a: b", "a: b\n", "a: 'b", "a: \"b\\", "a: |", "a: |\n", "a: |\n  b",
    "a: >-",
    "a: [", "a: {b", "- ", "-", "--", "---", "--- ", "...", "%YAML", "%YAML 1.2\n---", "&", "*",
    "!",
    "!<", "a: &b", "# only", "? a", "\t", "a: b # c", "a:\r\n  b: c\r\n", "a:\r  b: c\r",
    "a: 'it''s'\nb: \"\\u00e9\"\n", "é: ü\n", "a: \"😀\"\nb: 😀\n", "a: äöü\nb: |\n  ß\n",
    "\u{85}a: b",
    "a: b\u{2028}c: d", "a: \u{FFFD}", "a: \u{FEFF}b", "\u{FEFF}a: b", "a: \u{7F}", "a: \u{0}",
    "\u{0}",
  ]

  @Test(arguments: texts)
  func makesNoDifference(_ text: String) { expectSame(Array(text.utf8), text.debugDescription) }

  @Test func makesNoDifferenceWhereverAProfileEnds() throws {
    for file in try Repository.profiles() {
      let bytes = try Repository.bytes(file)
      for end in stride(from: 0, through: bytes.count, by: 7) {
        expectSame(Array(bytes[..<end]), "\(file), \(end) bytes")
      }
    }
  }

  @Test func makesNoDifferenceInALongText() {
    // Around the sizes of libyaml's own buffers, and around the longest text that is given past it.
    let longest = DecodedInput.bytesMax / 6
    for length in [16_383, 16_384, 16_385, 49_151, 49_152, longest - 10, longest + 10] {
      let line = String(repeating: "é", count: length)
      expectSame(Array("a: \(line)\nb: |\n  \(line)\n# \(line)".utf8), "\(length)")
    }
  }
}
