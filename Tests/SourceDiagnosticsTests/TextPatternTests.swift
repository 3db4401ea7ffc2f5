import Testing

@testable import SourceDiagnostics

@Suite struct TextPatternTests {
  @Test(
    arguments: [
      ("always", "always", true), ("always", "never", false), ("always", "always ", false),
      ("gpt-*", "gpt-realtime", true), ("gpt-*", "gpt-", true), ("gpt-*", "xgpt-", false),
      ("*-mini", "a-mini", true), ("*-mini", "a-mini-2", false),
      ("a*a", "a", false), ("a*a", "aa", true), ("a*b*c", "axbxc", true), ("a*b*c", "acb", false),
      ("*", "", true), ("**", "", true), ("", "", true), ("", "a", false),
      ("*ab*ab*", "abab", true), ("*ab*ab*", "aba", false), ("*aab*", "aaab", true),
      ("é*", "e\u{301}", false), ("a.c", "abc", false), ("a?c", "abc", false),
      ("[a]", "a", false), ("a*", "a\nb", true),
    ]
  )
  func matchesWhatItStandsFor(_ pattern: String, _ text: String, _ expected: Bool) {
    #expect(TextPattern(pattern).matches(Array(text.utf8)[...]) == expected)
  }

  /// The same as the plain way, on all short texts of two letters.
  @Test func saysWhatTheDefinitionSays() {
    func matches(_ pattern: Substring, _ text: Substring) -> Bool {
      guard let first = pattern.first else { return text.isEmpty }
      if first == "*" {
        return matches(pattern.dropFirst(), text)
          || !text.isEmpty && matches(pattern, text.dropFirst())
      }
      return text.first == first && matches(pattern.dropFirst(), text.dropFirst())
    }
    func words(_ letters: [String], _ length: Int) -> [String] {
      (0..<length).reduce(into: [[""]]) { all, _ in
        all.append((all.last ?? []).flatMap { word in letters.map { word + $0 } })
      }
      .flatMap(\.self)
    }
    let texts = words(["a", "b"], 5)
    for pattern in words(["a", "b", "*"], 5) {
      let compiled = TextPattern(pattern)
      for text in texts {
        let found = compiled.matches(Array(text.utf8)[...])
        if found != matches(pattern[...], text[...]) { Issue.record("\(pattern) \(text)") }
      }
    }
  }

  /// Quadratic work would be 10^12 steps here.
  @Test(.timeLimit(.minutes(1))) func looksAtEachByteOnce() {
    let half = String(repeating: "a", count: 500)
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 2_000_000)
    for pattern in ["*\(half)b*", String(repeating: "*a", count: 500) + "*b", "*\(half)b*\(half)b"]
    {
      #expect(!TextPattern(pattern).matches(text[...]))
    }
  }
}
