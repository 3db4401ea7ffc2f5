import Testing

@testable import ProfileRules

/// The verdicts on some thousand patterns were compared with those of Python's `re` and of a JavaScript
/// engine; here is one of each kind.
@Suite struct RegexSyntaxTests {
  @Test(arguments: [
    "", "a", "^a$", "a*b+c?", "a{2}", "a{2,}", "a{2,5}?", "[a-z]", "[\\]]", "\\d+", "(a|b)",
    "(?:a)", "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?<=ab|cd)", "(?<=a{2})", "\\u00e9", "\\x41",
    "{", "}", "]", "a{", "a{,", "\\/", "\\-", "\\_", "\\\"", "\\@", "[a-]", "[-a]", "[+--]", "[[]",
    "^[0-9]{4}-[0-9]{2}$", "\\b\\w+\\b", ".*?", "()*", "(?=a)*", "(?:)+", "(|a)*", "(a)\\1", "\\0",
    "[\\b]", "[\\0]", "[[:alpha:]]", "[a&&b]", "[\\S\\s]", "[é-ü]", "[😀-😂]",
  ])
  func acceptsWhatBothEnginesAccept(_ pattern: String) {
    #expect(RegexSyntax.problem(in: pattern) == nil)
  }

  @Test(arguments: [
    "\\p{L}", "[\\P{Cc}]", "(?<n>a)", "(?<n>a)\\k<n>", "\\k<n>(?<n>a)", "\\u{1F600}", "\\cA", "[]",
    "[^]", "[^]a", "(?<=a*)", "(?<!a+b)", "(?<=a|bc)", "(?<=a?)", "\\1(a)", "(a\\1)", "[\\d-x]",
    "[\\w-.]", "[a-\\d]", "[\\uD83D\\uDE00-\\uD83D\\uDE02]", "(?<$a>b)", "a{99999999999}",
  ])
  func onlyECMA262Reads(_ pattern: String) {
    let problem = RegexSyntax.problem(in: pattern)
    #expect(problem?.isOfOneEngine == true && problem?.text.hasPrefix("in Python's") == true)
  }

  /// What is open takes room until it is closed.
  @Test func veryDeepGroupsAreReadByNone() {
    let depth = RegexSyntax.depthMax
    let deep = { String(repeating: "(", count: $0) + String(repeating: ")", count: $0) }
    #expect(RegexSyntax.problem(in: deep(depth)) == nil)
    let problem = RegexSyntax.problem(in: deep(depth + 1))
    #expect(problem?.text.contains("inside each other") == true && problem?.isOfOneEngine == false)
  }

  @Test(arguments: [
    "(?i)^abc$", "(?i)(?m)a", "(?i:a)", "(?-i:a)", "(?i-m:a)", "(?P<a>b)", "(?P<a>b)(?P=a)",
    "(?#x)a",
    "(?s)a", "(?>a)", "(?x) a # (", "(a)(?(1)b|c)", "(?P<n>a)(?(n)b)", "a*+", "a++", "a?+", "a{2}+",
    "a{,5}", "\\A", "\\Z", "\\a", "\\012", "(a)\\01", "\\U0001F600", "\\N{EM DASH}",
    "[]a]", "[^]a]", "(?<=a)*", "a(?#x)*", "(?<=(?P<n>a))b",
  ])
  func onlyPythonReads(_ pattern: String) {
    let problem = RegexSyntax.problem(in: pattern)
    #expect(problem?.isOfOneEngine == true && problem?.text.hasPrefix("in ECMA-262") == true)
  }

  @Test(arguments: [
    "(", ")", "(a", "a)", "[", "[a", "*", "+a", "?", "a**", "a{2}{3}", "{2}", "|*", "\\", "[z-a]",
    "a{5,2}", "(?<1a>x)", "(?<a>x)(?<a>y)", "(?)", "\\u{110000}", "\\k", "\\k<y>", "\\z", "\\h",
    "\\Qa\\E", "\\G", "\\R", "\\1", "(a)\\2", "\\c", "\\x4", "\\u12", "\\p", "\\pL", "\\e", "^*",
    "\\b+",
    "a???", "(?R)", "(?1)", "(?|a|b)", "(?'n'a)", "(?i", "(?P<n>a)(?P<n>b)", "a(?i)b", "(?-:a)",
    "(?i-i:a)", "(?au)b", "(?L)a", "(?P>n)", "(?P=n)", "(?(1)a|b)", "(a)(?(1)b|c|d)", "(?#x",
    "(?<=(a)\\1)*", "[\\A]", "[\\9]", "\\400", "[\\p{L}-a]", "\\U00110000", "(?P<n>a", "(?P<n$>a)",
  ])
  func refusesWhatNeitherReads(_ pattern: String) {
    #expect(RegexSyntax.problem(in: pattern)?.isOfOneEngine == false)
  }

  @Test func aMillionBracketsTakeNoRecursion() {
    #expect(RegexSyntax.problem(in: String(repeating: "(", count: 1_000_000)) != nil)
    let pattern =
      String(repeating: "(?<=", count: 300_000) + String(repeating: ")*", count: 300_000)
    #expect(RegexSyntax.problem(in: pattern) != nil)
    #expect(RegexSyntax.problem(in: String(repeating: "(a{9}", count: 300_000)) != nil)
  }
}
