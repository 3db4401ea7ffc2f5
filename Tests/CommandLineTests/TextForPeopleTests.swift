import CommandLineSupport
import SessionProfiles
import TestSupport
import Testing

/// What is said to people shows no key and speaks to nobody else.
@Suite struct TextForPeopleTests {
  private static let key = "sk-" + SampleSecret.random(24)

  private func made(_ text: String, isColored: Bool = false) -> String {
    String(decoding: TextForPeople(text, isColored: isColored).bytes, as: UTF8.self)
  }

  @Test func keysAreHidden() {
    let escaped = Self.key.replacing("k", with: "\\u{6b}")
    #expect(made("error: `\(Self.key)`\n and \(escaped)") == "error: `***`\n and ***")
    let bold = ColorScheme.ansi.title(Self.key)
    #expect(made(bold, isColored: true) == ColorScheme.ansi.title("***"))
  }

  @Test func commandsAreBrokenUp() {
    #expect(made("a ##[b]\n  ::c::d") == "a #\\u{23}[b]\n  \\u{3A}:c::d")
    #expect(made(ColorScheme.ansi.title("::a"), isColored: true).contains("\\u{3A}:a"))
  }

  @Test func terminalsAreNotSpokenTo() {
    let text = "\u{1B}[1mbold\u{1B}[0m \u{9B}31m\u{1B}[8m\t\u{202E}é\n"
    #expect(made(text) == "\\u{1B}[1mbold\\u{1B}[0m \\u{9B}31m\\u{1B}[8m\\u{9}\\u{202E}é\n")
    #expect(
      made(text, isColored: true)
        == "\u{1B}[1mbold\u{1B}[0m \\u{9B}31m\\u{1B}[8m\\u{9}\\u{202E}é\n"
    )
  }

  @Test func otherTextStays() {
    for text in ["", "no problems in 2 profiles\n", "ключ: e\u{301} 😀 `\\x41` 50 % ~1 &amp;\n"] {
      #expect(made(text) == text)
      #expect(made(text, isColored: true) == text)
    }
  }
}
