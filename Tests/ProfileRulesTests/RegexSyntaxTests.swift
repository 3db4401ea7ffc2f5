import Testing

@testable import ProfileRules

@Suite struct RegexSyntaxTests {
  @Test(arguments: [
    "", "a", "^a$", "a*b+c?", "a{2}", "a{2,}", "a{2,5}?", "[a-z]", "[^]a]", "[]", "[\\]]", "\\d+",
    "(a|b)", "(?:a)", "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?<name>a)\\k<name>", "\\u00e9",
    "\\u{1F600}", "\\x41", "\\cA", "{", "a{", "a{,5}", "\\/", "\\-", "[a-]", "[\\d-x]",
    "^[0-9]{4}-[0-9]{2}$", "\\b\\w+\\b", ".*?",
  ])
  func acceptsWhatECMA262Accepts(_ pattern: String) {
    #expect(RegexSyntax.problem(in: pattern) == nil)
  }

  /// What one engine reads, and another one does not.
  @Test(arguments: [
    "\\p{L}", "[\\P{Cc}]", "(?i)^abc$", "(?i:a)", "(?P<a>b)", "(?#x)a", "(?s)a", "(?>a)",
  ])
  func someEnginesRead(_ pattern: String) {
    #expect(RegexSyntax.problem(in: pattern)?.isOfOneEngine == true)
  }

  @Test(arguments: [
    "(", ")", "(a", "a)", "[", "[a", "*", "+a", "?", "a**", "a{2}{3}", "{2}", "|*", "\\", "[z-a]",
    "a{5,2}", "(?<1a>x)", "(?<a>x)(?<a>y)", "(?)", "\\u{110000}", "\\k",
  ])
  func refusesWhatECMA262Refuses(_ pattern: String) {
    #expect(RegexSyntax.problem(in: pattern)?.isOfOneEngine == false)
  }

  @Test func aMillionBracketsTakeNoRecursion() {
    #expect(RegexSyntax.problem(in: String(repeating: "(", count: 1_000_000)) != nil)
  }
}
