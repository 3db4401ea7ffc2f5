import SourceDiagnostics
import Testing

@Suite struct PathPatternTests {
  @Test(
    arguments: [
      ("profiles/drafts", "profiles/drafts/a.yaml", true),
      ("profiles/drafts/", "profiles/drafts/deep/a.yaml", true),
      ("profiles/drafts", "profiles/draftsmen/a.yaml", false),
      ("./profiles/*.yml", "profiles/a.yml", true),
      ("profiles/*.yml", "profiles/deep/a.yml", false),
      ("profiles/**/*.yml", "profiles/a.yml", true),
      ("profiles/**/*.yml", "profiles/b/c/a.yml", true),
      ("*.example.yaml", "a/b/c.example.yaml", true),
      ("*.example.yaml", "c.yaml", false),
      ("**/old", "a/old/b/c.yaml", true),
      ("old", "a/old/b.yaml", true),
      ("a?c.yaml", "aéc.yaml", true),
      ("a?c.yaml", "ac.yaml", false),
      ("**", "a.yaml", true),
      ("a/**", "a/b.yaml", true),
      ("a/**", "b/a.yaml", false),
      ("**/**/x", "a/b/x", true),
      ("a/**/**/b/**/c", "a/b/x/c", true),
      ("a/**/b/**/b/c", "a/b/b/c", true),
      ("a/**/b/**/b/c", "a/b/c", false),
      ("**/b/c", "a/b/b/c/d", true),
      ("**/b/c", "b/b/d/c", false),
      ("a/b", "a", false),
      ("", "a", false),
      ("/", "a", false),
      (
        String(repeating: "**/", count: 300) + "x", String(repeating: "d/", count: 2000) + "f.yaml",
        false
      ),
      (
        String(repeating: "**/d/", count: 200) + "x",
        String(repeating: "d/", count: 2000) + "f.yaml", false
      ),
      ("./\u{301}a.yaml", "\u{301}a.yaml", true),
      ("*a*a*a*a*a*b", String(repeating: "a", count: 5000), false),
    ]
  )
  func matches(_ pattern: String, _ path: String, _ expected: Bool) {
    #expect(PathPattern(pattern).matches(path) == expected)
  }
}
