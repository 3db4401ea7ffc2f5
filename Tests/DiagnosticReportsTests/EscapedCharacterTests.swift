import DiagnosticReports
import Foundation
import SessionProfiles
import SourceDiagnostics
import Testing

/// No report for people or for CI lets through a character that reorders or hides text.
@Suite struct EscapedCharacterTests {
  static let characters: [Unicode.Scalar] =
    ([0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF]
    + [0xFFA0, 0xFFF9, 0xFFFA, 0xFFFB, 0xE0001, 0xE007F, 0x1D173, 0x1D17A]
    + Array(0x180B...0x180F) + Array(0x200B...0x200F) + Array(0x2028...0x202E)
    + Array(0x2060...0x206F) + Array(0xFE00...0xFE0F)
    + Array(stride(from: 0xE0020, to: 0xE007F, by: 32))
    + Array(stride(from: 0xE0100, to: 0xE01F0, by: 60)) as [UInt32])
    .compactMap(Unicode.Scalar.init)

  @Test(arguments: ReportFormat.allCases.filter { $0 != .json })
  func formatsEscape(_ format: ReportFormat) throws {
    for character in characters {
      let texts = [
        "voice: a\(character)b\n", "a\(character)b: 1\nmodel: \"a\(character)b\"\n",
        "# a\(character)b\ntemperatur: 1 # sessionc: ignore[SP1\(character)] a\(character)b\n",
        "tools:\n  - type: function\n    function: {name: a, description: \"a\(character)b\"}\n",
        "voice: [a\(character)b\n",
      ]
      for text in texts {
        // To a machine, the name of a file and what a fix puts in are what they are.
        let name = format == .gitlab ? "a.yaml" : "a\(character).yaml"
        let source = SourceText(name: name, text: text)
        let result = Compiler().check(source)
        var report = format.report(version: "0", isStrict: true, text: TextRenderer())
        let file = FileReport(
          source: source,
          diagnostics: result.diagnostics,
          silenced: result.silenced
        )
        let bytes = report.add(file) + report.finish(problems: ["a\(character)b"])
        let shown =
          try format == .sarif
          ? Data(shownTexts(in: JSONSerialization.jsonObject(with: Data(bytes))).utf8)
          : Data(bytes)
        #expect(
          shown.range(of: Data(String(character).utf8)) == nil,
          "\(format) shows U+\(String(character.value, radix: 16)) of \(text)"
        )
      }
    }
  }

  @Test func allOfThemAreEscaped() {
    for character in characters {
      let digits = String(character.value, radix: 16, uppercase: true)
      #expect(DisplayText.escaped("a\(character)b") == "a\\u{\(digits)}b")
    }
    #expect(DisplayText.escaped("Grüße, 日本語 😀 עברית") == "Grüße, 日本語 😀 עברית")
  }

  /// What SARIF shows to people: its members `text`.
  private func shownTexts(in value: Any) -> String {
    if let list = value as? [Any] { return list.map(shownTexts).joined() }
    guard let object = value as? [String: Any] else { return "" }
    return object.map { $0 == "text" ? $1 as? String ?? "" : shownTexts(in: $1) }.joined()
  }

  private var characters: [Unicode.Scalar] { Self.characters }
}
