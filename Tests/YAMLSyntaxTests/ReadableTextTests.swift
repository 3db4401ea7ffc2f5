import Testing

@testable import YAMLSyntax

/// Held against libyaml's own reader, which is asked for the same bytes in a comment.
@Suite struct ReadableTextTests {
  private func isReadByLibYAML(_ bytes: [UInt8]) -> Bool {
    EventScan.records(of: Array("# ".utf8) + bytes, decodes: false).end?.stage != .reader
  }

  private func count(_ bytes: [UInt8]) -> Int? {
    unsafe bytes.withUnsafeBufferPointer { unsafe ReadableText.scalarCount(of: $0) }
  }

  private func expectSame(_ bytes: [UInt8]) {
    let count = count(bytes)
    #expect((count != nil) == isReadByLibYAML(bytes), "\(bytes)")
    guard let count else { return }
    #expect(count == String(validating: bytes, as: UTF8.self)?.unicodeScalars.count, "\(bytes)")
  }

  @Test func allowsEveryByteThatLibYAMLDoes() {
    for byte in UInt8.min...UInt8.max { expectSame([byte]) }
  }

  @Test func allowsEveryPairThatLibYAMLDoes() {
    for lead in UInt8(0xC0)...0xFF {
      for next in [0x00, 0x41, 0x7F, 0x80, 0x84, 0x85, 0x86, 0x9F, 0xA0, 0xBF, 0xC0] as [UInt8] {
        expectSame([lead, next])
      }
    }
  }

  @Test func allowsEveryScalarAtTheEdgesThatLibYAMLDoes() {
    let edges: [UInt32] = [
      0x7F, 0x80, 0x84, 0x85, 0x86, 0x9F, 0xA0, 0x7FF, 0x800, 0xFFF, 0x1000, 0x2028, 0x202E, 0xD7FF,
      0xE000, 0xFDD0, 0xFEFE, 0xFEFF, 0xFF00, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x1F600, 0x1FFFF,
      0xFFFFF, 0x100000, 0x10FFFF,
    ]
    for edge in edges.compactMap(Unicode.Scalar.init) {
      let bytes = Array(String(edge).utf8)
      expectSame(bytes)
      expectSame(bytes + [0x61])
      // Cut short, and with another byte in the place of the last.
      expectSame(Array(bytes.dropLast()))
      for last in [0x00, 0x41, 0x7F, 0xC0, 0xFF] as [UInt8] {
        expectSame(bytes.dropLast() + [last])
      }
    }
  }

  /// Overlong forms, surrogates, and what lies beyond Unicode.
  @Test(
    arguments: [
      [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
      [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0xAF], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80],
      [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
      [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80],
      [0xFE, 0x83, 0xBF], [0x80], [0xBF, 0x80], [0xE2, 0x80], [0xF0, 0x9F, 0x98],
    ] as [[UInt8]]
  )
  func refusesWhatIsNoText(_ bytes: [UInt8]) {
    #expect(count(bytes) == nil)
    #expect(!isReadByLibYAML(bytes))
  }

  @Test func countsTheScalarsOfAText() {
    #expect(count([]) == 0)
    #expect(count(Array("plain text, of more than sixteen characters\n".utf8)) == 44)
    #expect(count(Array("ä😀e\u{301}\n".utf8)) == 5)
  }
}
