import SessionProfiles
import TestSupport
import Testing

/// Files that have many of something: what they cost may grow with their size, and no faster. The limit of
/// processor time is far above what they take, and far below what the square of their size would.
@Suite struct GrowthTests {
  private static let most = Duration.seconds(30)

  /// A file made to be expensive, and how many findings it gives.
  struct Expensive: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var findings: Int
  }

  private static func repeated(_ count: Int, _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined()
  }

  private static let parameters = """
    tools:
    - type: function
      name: f
      parameters:
        type: object

    """

  private static let files = [
    Expensive(
      testDescription: "ignores in a row, each about the line after the last",
      text: repeated(40_000) { _ in "# sessionc: ignore[SP501] x\n" } + "voice: sage\n",
      findings: 10_001
    ),
    Expensive(
      testDescription: "one ignore with many entries, and many findings on its line",
      text: "modalities: [\(repeated(3_000) { _ in "txet, " })text] # sessionc: ignore["
        + repeated(10_000) { _ in "SP501, " } + "SP501]\n",
      findings: 6_100
    ),
    Expensive(
      testDescription: "unknown fields",
      text: repeated(12_000) { "zz\($0): 1\n" },
      findings: 12_000
    ),
    Expensive(
      testDescription: "keys of one length with the same beginning and end",
      text: "x-a:\n" + repeated(20_000) { "  aaaaaaaa\(100_000 + $0)bbbbbbbb: 1\n" },
      findings: 0
    ),
    Expensive(
      testDescription: "secrets in one text",
      text: "instructions: '\(repeated(12_000) { "sk-Zk3vQ9xW2mN7bT5hR8\(100_000 + $0) " })'\n",
      findings: 12_000
    ),
    Expensive(
      testDescription: "references that lead on to references",
      text: parameters + "    $ref: '#/$defs/d0'\n    $defs:\n"
        + repeated(20_000) { "      d\($0): {$ref: '#/$defs/d\($0 + 1)'}\n" }
        + "      d20000: {type: string}\n",
      findings: 0
    ),
    Expensive(
      testDescription: "required properties that are like those defined",
      text: parameters + "    properties:\n" + repeated(2_000) { "      property\($0): {}\n" }
        + "    required:\n" + repeated(2_000) { "    - propertx\($0)\n" },
      findings: 2_000
    ),
    Expensive(
      testDescription: "required properties that are like those defined, beside each other",
      text: parameters + "    properties:\n"
        + repeated(128) { "      \(String(repeating: "a", count: 58))b\($0): {}\n" }
        + "    required:\n"
        + repeated(9_900) { "    - \(String(repeating: "a", count: 58))\($0)\n" },
      findings: 9_900
    ),
    Expensive(
      testDescription: "languages with their regions",
      text: "type: realtime\naudio: {input: {transcription: {model: gpt-transcribe, languages: ["
        + repeated(30_000) { _ in "en-US, " } + "en-US]}}}\n",
      findings: 30_001
    ),
    Expensive(
      testDescription: "invisible characters between double quotes",
      text: "instructions: \"\(String(repeating: "a\u{200B}", count: 200_000))\"\n",
      findings: 1_199
    ),
    Expensive(
      testDescription: "line separators in quotes",
      text: "x-a: '\(String(repeating: "\u{2028}", count: 200_000))'\n",
      findings: 1
    ),
    Expensive(
      testDescription: "a pattern of open groups",
      text: parameters + "    pattern: '\(String(repeating: "(a+)+(", count: 100_000))'\n",
      findings: 1
    ),
    Expensive(
      testDescription: "directives",
      text: repeated(200_000) { "%TAG !\($0)! !\n" } + "---\nvoice: sage\n",
      findings: 1
    ),
    Expensive(
      testDescription: "characters that reorder one text",
      text: "instructions: '\(String(repeating: "a\u{202E}", count: 60_000))'\n",
      findings: 60_000
    ),
    Expensive(
      testDescription: "characters that reorder comments",
      text: "voice: sage\n" + repeated(30_000) { _ in "# \u{202E}\n" },
      findings: 30_000
    ),
    Expensive(
      testDescription: "the same findings in both dialects",
      text: "$target: ga-client-secrets\ninstructions: '"
        + String(repeating: "a\u{202E}", count: 30_000) + "'\n",
      findings: 30_000
    ),
    Expensive(
      testDescription: "items of a list that are the same, in both dialects",
      text: "$target: ga-client-secrets\n" + parameters + "    properties: {a: {}}\n    required:\n"
        + repeated(20_000) { _ in "    - a\n" },
      findings: 19_999
    ),
    Expensive(
      testDescription: "tools of which nothing is right",
      text: "tools: [\(repeated(30_000) { _ in "{zz: 1}," })]\n",
      findings: 90_001
    ),
    Expensive(
      testDescription: "unknown fields below long keys",
      text: repeated(90) {
        String(repeating: " ", count: $0) + String(repeating: "k", count: 900) + ":\n"
      }
        + repeated(20_000) { String(repeating: " ", count: 90) + "zz\($0): !a 1\n" },
      findings: 20_001
    ),
    Expensive(
      testDescription: "a reference of very many steps",
      text: parameters + "    $ref: '#\(String(repeating: "/a", count: 1_000_000))'\n",
      findings: 1
    ),
    Expensive(
      testDescription: "long hexadecimal numbers",
      text: parameters
        + "    enum: [\(repeated(4_000) { _ in "0x\(String(repeating: "f", count: 250))," })1]\n",
      findings: 4_000
    ),
    Expensive(
      testDescription: "ignore comments of one line, and findings in it",
      text: repeated(9_000) { _ in "# sessionc: ignore[SP101, SP202] x\n" }
        + "{\(repeated(9_000) { "zz\($0): 1, " })}\n",
      findings: 9_000
    ),
  ]

  /// Each part would have the long names of all that it is in.
  @Test func sourceMapsAreBounded() throws {
    let name = String(repeating: "k", count: 900)
    var text = Self.parameters
    for level in 0..<40 {
      let indent = String(repeating: " ", count: 4 + 2 * level)
      text += "\(indent)properties:\n\(indent) \(name):\n"
    }
    let indent = String(repeating: " ", count: 90)
    text += "\(indent)properties:\n" + Self.repeated(20_000) { "\(indent) p\($0): {}\n" }
    var options = Compiler.Options()
    options.makesSourceMap = true
    let source = SourceText(name: "test.yaml", text: text)
    let (compilation, time) = timed { Compiler(options: options).compile(source) }
    #expect(time < Self.most)
    #expect(compilation.request != nil, "\(compilation.diagnostics.map(\.message))")
    let bytes = compilation.sourceMap.reduce(0) { $0 + $1.pointer.utf8.count + $1.path.utf8.count }
    #expect(!compilation.sourceMap.isEmpty && bytes < 64 << 20)
    #expect(compilation.sourceMap.contains { $0.pointer.hasSuffix("/properties/\(name)") })
  }

  @Test(arguments: files)
  func growsWithTheFile(_ file: Expensive) {
    let source = SourceText(name: "test.yaml", text: file.text)
    let (result, time) = timed { Compiler().check(source) }
    #expect(time < Self.most)
    #expect(result.diagnostics.count + result.more.count == file.findings)
    #expect(result.diagnostics.count <= 10_000)
  }

  /// Files with very many fixes, and how many are made.
  private static let mistakes = [
    Expensive(
      testDescription: "misspelt keys inside of each other",
      text: parameters + "    properties:\n"
        + repeated(80) { depth in
          String(repeating: " ", count: 6 + depth) + (depth % 2 == 0 ? "b:\n" : "propertis:\n")
        } + String(repeating: " ", count: 86) + "z: {}\n"
        + repeated(5_000) { "      a\($0): {type: zz}\n" },
      findings: 40
    ),
    Expensive(
      testDescription: "invisible characters between double quotes",
      text: "instructions: \"\(String(repeating: "a\u{200B}", count: 200_000))\"\n",
      findings: 1_199
    ),
    Expensive(
      testDescription: "aliases without an anchor",
      text: "x-a: &tone low\nx-l:\n" + repeated(2_500) { "- *ton\($0 % 9 == 0 ? "" : "_")\n" },
      findings: 2_500
    ),
    Expensive(
      testDescription: "many misspellings beside each other",
      text: "tools:\n" + repeated(2_500) { "- {type: function, name: a\($0), descripton: a}\n" },
      findings: 2_500
    ),
    Expensive(
      testDescription: "misspelt keys that had better keep their name",
      text: parameters + "    properties:\n"
        + repeated(3_000) { "      a\($0): {propertis: {b: {type: zz}}}\n" },
      findings: 0
    ),
  ]

  @Test(arguments: mistakes)
  func mendingGrowsWithTheFile(_ file: Expensive) {
    let fixer = Fixer(compiler: Compiler())
    let source = SourceText(name: "test.yaml", text: file.text)
    let (fixed, time) = timed { fixer.fix(source) }
    #expect(time < Self.most)
    #expect(fixed.fixedCount == file.findings)
    #expect(fixed.result.diagnostics.contains(where: fixer.isWanted) == (file.findings == 0))
  }
}
