import SourceDiagnostics
import Testing

@Suite struct DisplayTextTests {
  private static let hidden: [Unicode.Scalar] = (0...0x10FFFF).compactMap { Unicode.Scalar($0) }
    .filter { DisplayText.isUnsafe($0) && $0 != "\n" }

  @Test func nothingHiddenIsLeft() {
    let text = "a\n" + String(String.UnicodeScalarView(Self.hidden)) + "\nb"
    let lines = DisplayText.escapedLines(text)
    #expect(!lines.unicodeScalars.contains { DisplayText.isUnsafe($0) && $0 != "\n" })
    #expect(lines.hasPrefix("a\n\\u{0}\\u{1}") && lines.hasSuffix("\\u{E0FFF}\nb"))
    let json = String(decoding: DisplayText.escapedInJSON(Array(text.utf8)), as: UTF8.self)
    #expect(!json.unicodeScalars.contains { DisplayText.isUnsafe($0) && $0 != "\n" })
    #expect(json.contains("\\u009b") && json.hasSuffix("\\udb43\\udfff\nb"))
  }

  @Test func otherTextStays() {
    let text = "{\"ключ\": \"e\u{301} 😀\"}\n"
    #expect(DisplayText.escapedLines(text) == text)
    #expect(DisplayText.escapedInJSON(Array(text.utf8)) == Array(text.utf8))
  }
}
