import Testing

@testable import ProfileRules

@Suite struct RegexSyntaxTests {
  @Test(arguments: [
    "", "a", "^a$", "a*b+c?", "a{2}", "a{2,}", "a{2,5}?", "[a-z]", "[^]a]", "[]", "[\\]]", "\\d+",
    "(a|b)", "(?:a)", "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?<name>a)\\k<name>", "\\u00e9",
    "\\u{1F600}", "\\x41", "\\cA", "\\p{L}", "{", "a{", "a{,5}", "\\/", "\\-", "[a-]", "[\\d-x]",
    "^[0-9]{4}-[0-9]{2}$", "\\b\\w+\\b", ".*?",
  ])
  func acceptsWhatECMA262Accepts(_ pattern: String) {
    #expect(RegexSyntax.problem(in: pattern) == nil)
  }

  @Test(arguments: [
    "(", ")", "(a", "a)", "[", "[a", "*", "+a", "?", "a**", "a{2}{3}", "{2}", "|*", "\\", "[z-a]",
    "a{5,2}", "(?<1a>x)", "(?<a>x)(?<a>y)", "(?x)", "\\u{110000}", "\\k",
  ])
  func refusesWhatECMA262Refuses(_ pattern: String) {
    #expect(RegexSyntax.problem(in: pattern) != nil)
  }

  @Test func aMillionBracketsTakeNoRecursion() {
    #expect(RegexSyntax.problem(in: String(repeating: "(", count: 1_000_000)) != nil)
  }
}
