import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct HiddenCharacterTests {
  static let cases: [RuleCase] = [
    // CVE-2021-42574: each control by itself, in texts, keys and comments.
    "x-a: ab«\u{202A}»c", "x-a: ab«\u{202B}»c", "x-a: ab«\u{202C}»c", "x-a: ab«\u{202D}»c",
    "x-a: ab«\u{202E}»c", "x-a: ab«\u{2066}»c", "x-a: ab«\u{2067}»c", "x-a: ab«\u{2068}»c",
    "x-a: ab«\u{2069}»c", "x-a: ab«\u{200E}»c", "x-a: ab«\u{200F}»c", "x-a: ab«\u{061C}»c",
    "instructions: Say «\u{2067}»sage«\u{2069}» aloud", "x-«\u{202E}»a: 1",
    "voice: sage # «\u{202E}» the end «\u{202C}»", "# «\u{2067}»\nvoice: sage",
    "x-a: שלום «\u{202E}»abc«\u{202C}»", "x-a: שלום «\u{2067}»abc", "x-a: «\u{2066}»שלום«\u{202C}»",
    "tools: [{type: function, name: a«\u{202E}»b}]", "x-a: [one, «\u{2066}»two]",
    "x-a: \"«\u{202E}»\"", "x-a: '«\u{202E}»'",
    "instructions: |\n  one «\u{202E}»\n  two «\u{202C}»\n",
    // Zero width and other invisible ones.
    "x-a: a«\u{200B}»b", "x-a: a«\u{200C}»b", "x-a: a«\u{200D}»b", "x-a: a«\u{2060}»b",
    "x-a: a«\u{FEFF}»b", "x-a: a«\u{00AD}»b", "x-a: a«\u{034F}»b", "x-a: a«\u{115F}»b",
    "x-a: a«\u{1160}»b", "x-a: a«\u{3164}»b", "x-a: a«\u{FFA0}»b", "x-a: a«\u{180E}»b",
    "x-a: a«\u{2061}\u{2062}\u{2063}\u{2064}»b", "x-a: a«\u{206A}»b",
    "x-a: a«\u{FFF9}»b«\u{FFFA}»c«\u{FFFB}»d",
    "x-a: \"a«\u{2028}»b\"", "x-a: \"a«\u{2029}»b\"", "x-a: \"a«\u{85}»b\"", "x-a: 😀«\u{200D}»b",
    "x-a: a«\u{200B}\u{200B}\u{2060}»b", "# a«\u{200B}»b\nvoice: sage",
    // Hidden text.
    "x-a: hi«\u{E0069}\u{E0067}\u{E006E}\u{E006F}\u{E0072}\u{E0065}»", "x-a: a«\u{E0001}»b",
    "x-a: 😀\u{FE0F}«\u{FE0E}\u{FE01}\u{E0100}»", "x-a: a«\u{E0141}\u{E0142}»b", "x-a: a«\u{FE01}»b",
    "x-a: 🏴«\u{E0067}\u{E0062}»", "x-a: 🏴«\u{E0020}\u{E007F}»",
    // CVE-2021-42694: letters that look like others, in names.
    "x-a: {«vоice»: 1}", "x-a: {«раypal»: 1}", "x-a: [«Βeta»]", "«x-аdmin»: 1",
    // Fine: emoji, scripts that need joiners and marks, escapes, a byte order mark, words of both.
    "x-a: 👨\u{200D}👩\u{200D}👧\u{200D}👦 👩🏽\u{200D}💻 ❤\u{FE0F}\u{200D}🔥 🏳\u{FE0F}\u{200D}🌈",
    "x-a: ❤\u{FE0F} 1\u{FE0F}\u{20E3} #\u{FE0F}\u{20E3} ☎\u{FE0E}",
    "x-a: 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}!",
    "x-a: می\u{200C}خواهم", "x-a: क्\u{200D}ष न्\u{200C}न", "x-a: ශ්\u{200D}රී", "x-a: สวัสดี\u{200B}ครับ",
    "x-a: שלום \u{200F}(abc)\u{200F} \u{2067}אבג\u{2069} \u{202B}דהו\u{202C}",
    "x-a: مرحبا \u{061C}abc",
    "x-a: 葛\u{E0100}城 邊\u{E0101}", "x-a: ᠮᠣ\u{180B}ᠩ", "x-a: \"a\\u202Eb\\u200B\\U000E0041\"",
    "\u{FEFF}x-a: 1", "x-a: Grüße, 日本語, Ελλάδα, Россия, עברית, العربية", "x-a: SMSка и Wi-Fi-сеть",
    "x-a: µs, kΩ and αβ-test", "x-привет: 1", "x-a: {имя: Иван}", "x-a: no\u{A0}break",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP602") == test.marked.ranges, "\(test.findings)")
  }

  @Test(arguments: [
    ("x-a: a\u{202E}b", "U+202E RIGHT-TO-LEFT OVERRIDE makes text show", Severity.error),
    ("x-a: a\u{200B}b", "U+200B ZERO WIDTH SPACE is invisible", .warning),
    ("x-a: a\u{200B}\u{2060}b", "2 invisible characters stand here, from U+200B", .warning),
    (
      "x-a: \u{E0073}\u{E0061}\u{E0079}", "3 invisible characters stand here, which spell `say`",
      .error
    ),
    ("x-a: {vоice: 1}", "`vоice` mixes alphabets: U+043E CYRILLIC SMALL LETTER O", .warning),
  ])
  func saysWhatItIs(_ text: String, _ message: String, _ severity: Severity) {
    let findings = RuleCase(text).findings.filter { $0.rule.code == "SP602" }
    #expect(findings.count == 1 && findings[0].message.hasPrefix(message), "\(findings)")
    #expect(findings.first?.severity == severity)
  }

  @Test(arguments: [
    ("x-a: \"a\u{202E}b\"", "x-a: \"a\\u202Eb\""),
    ("x-a: \"a\u{E0041}\u{E0042}\"", "x-a: \"a\\U000E0041\\U000E0042\""),
    ("voice: sage # a\u{200B}b\n", "voice: sage # ab\n"), ("x-a: a\u{200B}b", "x-a: a\u{200B}b"),
    ("x-a: 'a\u{200B}b'", "x-a: 'a\u{200B}b'"),
  ])
  func isFixedWhereNothingChanges(_ text: String, _ fixed: String) {
    let source = SourceText(name: "p.yaml", text: text)
    let result = Fixer(compiler: Compiler(), appliesUnsafe: false).fix(source)
    #expect(String(decoding: result.source.bytes, as: UTF8.self) == fixed)
  }

  /// Of very many in one text the later ones are told together, and all are mended.
  @Test(arguments: [
    ("x-a: \"", "\"\n", "\\u200B"), ("voice: sage # ", "\n", ""),
    ("x-b: \"a\u{202E}\"\nx-a: \"", "\" # \u{200B}\n", "\\u200B"),
  ])
  func veryManyAreToldTogether(_ begin: String, _ end: String, _ escape: String) {
    let body = { String(repeating: "a" + $0, count: 3_500) }
    let text = begin + body("\u{200B}") + end
    let more = text.unicodeScalars.count { $0.value > 0x80 } - 3_500
    let found = RuleCase(text).findings.filter { $0.rule.code == "SP602" }
    #expect(found.count == 1_003 + more)
    let edits = found.compactMap(\.fix).map(\.edits.count)
    #expect(edits.filter { $0 > 1 } == [1_000, 1_000, 500] && edits.reduce(0, +) == 3_500 + more)
    #expect(found.contains { $0.message == "500 places like the ones before, from here on" })
    let source = SourceText(name: "p.yaml", text: text)
    let fixed = Fixer(compiler: Compiler()).fix(source)
    let wanted =
      begin.replacing("\u{202E}", with: "\\u202E") + body(escape)
      + end.replacing("\u{200B}", with: "")
    #expect(String(decoding: fixed.source.bytes, as: UTF8.self) == wanted)
  }

  /// Unicode knows 125 levels; the effect of more is not defined.
  @Test(arguments: [(1, 0), (125, 0), (126, 1), (100_000, 1)])
  func embeddingsAreRightToADepth(_ depth: Int, _ findings: Int) {
    let open = String(repeating: "\u{202B}", count: depth)
    let close = String(repeating: "\u{202C}", count: depth)
    let found = RuleCase("x-a: 'א\(open)\(close)b'\n").findings
    #expect(found.count { $0.rule.code == "SP602" } == findings)
  }

  @Test func pathsNameTheField() {
    let text =
      "instructions: a\u{200B}\nvoi\u{200B}ce: 1\ntools: [{type: mcp, server_label: \u{2060}a}]\n"
    let findings = RuleCase(text).findings.filter { $0.rule.code == "SP602" }
    #expect(findings.map(\.path) == ["/instructions", "/voi\u{200B}ce", "/tools/0/server_label"])
  }
}
