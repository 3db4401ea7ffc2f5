import DiagnosticReports
import Foundation
import SessionProfiles
import SourceDiagnostics
import Testing

/// More findings in a file than are shown: every form says so, and the counts are those of all.
@Suite struct HiddenFindingsTests {
  /// A warning, and three errors after it, of which `--fix` would mend one.
  private static let text = """
    temperature: 0.6
    zz0: 1
    zz1: 1
    voise: alloy

    """

  private func file(_ text: String = text, limit: Int?) -> FileReport {
    let source = SourceText(name: "a.yaml", text: text)
    let result = Compiler().check(source)
    return FileReport(
      source: source,
      diagnostics: result.diagnostics,
      silenced: result.silenced,
      limit: limit
    )
  }

  private func report(_ format: ReportFormat, limit: Int?, isStrict: Bool = false) -> String {
    var report = format.report(version: "1", isStrict: isStrict, text: TextRenderer())
    let bytes = report.add(file(limit: limit))
    return String(decoding: bytes + report.finish(problems: []), as: UTF8.self)
  }

  private func object(_ format: ReportFormat, limit: Int?) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(report(format, limit: limit).utf8))
  }

  // MARK: What is chosen

  @Test func allAreShownUpToTheLimit() {
    for limit in [nil, 5, 4] {
      let file = file(limit: limit)
      #expect(file.shown.count == 4)
      #expect(file.hidden == nil)
    }
  }

  @Test(arguments: [
    (3, ["zz0", "zz1", "voise"], 0, 1, 0), (2, ["zz0", "zz1"], 1, 1, 1), (0, [], 3, 1, 1),
  ])
  func errorsComeBeforeWarningsAndStayInOrder(
    _ limit: Int,
    _ shown: [String],
    _ errors: Int,
    _ warnings: Int,
    _ fixable: Int
  ) throws {
    let file = file(limit: limit)
    #expect(file.shown.map { String($0.path.dropFirst()) } == shown)
    #expect(file.diagnostics.count == 4)
    let hidden = try #require(file.hidden)
    #expect(hidden.errors == errors)
    #expect(hidden.warnings == warnings)
    #expect(hidden.fixable == fixable)
    #expect(hidden.first.start == 13)
  }

  @Test func whatWarningsLeaveRoomForIsInFileOrder() {
    let text = "temperature: 0.6\nzz0: 1\ninstructions: ''\n"
    #expect(file(text, limit: 2).shown.map(\.path) == ["/temperature", "/zz0"])
  }

  // MARK: What the forms say

  private static let notice =
    "2 more findings are not shown (1 error and 1 warning); --max-findings 0 shows all"

  @Test(arguments: ReportFormat.allCases)
  func everyFormSaysThatThereAreMore(_ format: ReportFormat) {
    let above = report(format, limit: 2)
    #expect(above.contains(Self.notice) == (format != .json))
    #expect(above.contains("zz1"))
    #expect(!above.contains("voise"))
    let below = report(format, limit: 4)
    #expect(below == report(format, limit: nil))
    #expect(!below.contains("not shown") && !below.contains("omitted"))
  }

  @Test func textEndsTheFileWithIt() {
    let text = report(.text, limit: 2)
    let end = "3 errors and 1 warning in 1 profile; 1 fixable with --fix\n"
    #expect(text.hasSuffix("\n\na.yaml: note: \(Self.notice)\n\n\(end)"))
    #expect(report(.text, limit: nil).hasSuffix("\n\n\(end)"))
  }

  @Test func conciseNamesThePlaceOfTheFirst() {
    let lines = report(.concise, limit: 2).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.last.map(String.init) == "a.yaml:1:14: note: \(Self.notice)")
  }

  @Test func jsonCountsThemByFile() throws {
    let report = try #require(try object(.json, limit: 2) as? [String: Any])
    #expect((report["diagnostics"] as? [Any])?.count == 2)
    #expect(
      report["summary"] as? [String: Int] == ["errors": 3, "warnings": 1, "fixable": 1]
    )
    let omitted = try #require((report["omitted"] as? [[String: Any]])?.first)
    #expect(omitted["file"] as? String == "a.yaml")
    #expect(omitted["errors"] as? Int == 1)
    #expect(omitted["warnings"] as? Int == 1)
    #expect(omitted["fixable"] as? Int == 1)
  }

  @Test func sarifNotifiesOfThem() throws {
    let log = try #require(try object(.sarif, limit: 2) as? [String: Any])
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    #expect((run["results"] as? [Any])?.count == 2)
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == true)
    let notifications = invocation["toolExecutionNotifications"] as? [[String: Any]]
    let notification = try #require(notifications?.first)
    #expect(notification["level"] as? String == "warning")
    #expect((notification["message"] as? [String: String])?["text"] == Self.notice)
    let location = try #require((notification["locations"] as? [[String: Any]])?.first)
    let place = try #require(location["physicalLocation"] as? [String: Any])
    #expect((place["artifactLocation"] as? [String: String])?["uri"] == "a.yaml")
    #expect(place["region"] as? [String: Int] == ["startLine": 1, "startColumn": 14])
  }

  @Test func githubAnnotatesWithTheGravestSeverity() {
    for (limit, kind) in [(2, "error"), (3, "warning")] {
      let last = report(.github, limit: limit).split(separator: "\n").last
      #expect(last?.hasPrefix("::\(kind) file=a.yaml,line=1,") == true)
      #expect(last?.contains(",title=findings not shown::") == true)
    }
  }

  @Test func gitlabHasOneEntryForThemWithAFingerprintThatStays() throws {
    func last(_ limit: Int) throws -> [String: Any] {
      let entries = try #require(try object(.gitlab, limit: limit) as? [[String: Any]])
      #expect(entries.count == limit + 1)
      return try #require(entries.last)
    }
    let two = try last(2)
    #expect(two["check_name"] as? String == "findings-not-shown")
    #expect(two["severity"] as? String == "major")
    #expect(try last(3)["severity"] as? String == "minor")
    #expect(try last(3)["fingerprint"] as? String == two["fingerprint"] as? String)
  }

  @Test func junitFailsWhereWhatIsHiddenDoes() {
    #expect(report(.junit, limit: 2).contains(#"tests="3" failures="3" errors="0" skipped="0""#))
    #expect(report(.junit, limit: 3).contains(#"tests="4" failures="3" errors="0" skipped="1""#))
    #expect(
      report(.junit, limit: 3, isStrict: true)
        .contains(#"tests="4" failures="4" errors="0" skipped="0""#)
    )
  }

  // MARK: What must hold all the same

  @Test func aSecretIsNotShownThoughItsFindingIsHidden() {
    let key = "sk-proj-" + "hT4kQz9vBn2mXs7cLw5RfY8p1dGj3aUe"
    let text = "zz0: 1\nzz1: {a: b, c: \(key)}\n"
    for limit in [0, 1, 2, nil] {
      let file = file(text, limit: limit)
      #expect(file.diagnostics.contains { $0.rule.code == "SP601" })
      #expect(!TextRenderer().render(file).contains(key))
    }
    // The line of the secret is shown, and its own finding is not.
    let line = TextRenderer().render(file(text, limit: 2))
    #expect(line.contains("zz1: {a: b") && !line.contains("SP601"))
  }

  /// Findings that nobody holds: no option shows them, and every form counts them.
  @Test(arguments: ReportFormat.allCases, [nil, 2])
  func whatIsOnlyCountedIsSaid(_ format: ReportFormat, _ limit: Int?) throws {
    var options = Compiler.Options()
    options.findingsHeld = 3
    let source = SourceText(name: "a.yaml", text: (0..<5).map { "zz\($0): 1\n" }.joined())
    let result = Compiler(options: options).check(source)
    let file = FileReport(
      source: source,
      diagnostics: result.diagnostics,
      more: result.more,
      limit: limit
    )
    var report = format.report(version: "1", isStrict: false, text: TextRenderer())
    let bytes = report.add(file) + report.finish(problems: [])
    let text = String(decoding: bytes, as: UTF8.self)
    let counted = "2 are only counted, and no ignore comment or baseline silences those"
    let notice =
      limit == nil
      ? "2 more findings are not shown (2 errors); \(counted)"
      : "3 more findings are not shown (3 errors); --max-findings 0 shows 1 of them; \(counted)"
    #expect(text.contains(notice) == (format != .json), "\(text)")
    let hidden = limit == nil ? 2 : 3
    switch format {
    case .json:
      #expect(text.contains(#""omitted":[{"file":"a.yaml","errors":\#(hidden),"#))
      #expect(text.contains(#""summary":{"errors":5,"#))
    case .text: #expect(text.hasSuffix("\n5 errors in 1 profile\n"))
    case .junit: #expect(text.contains(#"failures="\#((limit ?? 3) + 1)""#))
    default: break
    }
  }

  @Test(arguments: ReportFormat.allCases)
  func whatIsOnlyCountedIsSaidWhereAllElseIsSilenced(_ format: ReportFormat) throws {
    var options = Compiler.Options()
    options.findingsHeld = 1
    let text = (0..<3).map { "zz\($0): 1 # sessionc: ignore[SP101]\n" }.joined()
    let source = SourceText(name: "a.yaml", text: text)
    let result = Compiler(options: options).check(source)
    let file = FileReport(
      source: source,
      diagnostics: [],
      silenced: result.silenced,
      more: result.more
    )
    var report = format.report(version: "1", isStrict: false, text: TextRenderer())
    let output = String(
      decoding: report.add(file) + report.finish(problems: []),
      as: UTF8.self
    )
    #expect(output.contains(format == .json ? #""errors":2"# : "2 more findings are not shown"))
  }

  @Test func silencedOnesAreLimitedAsWell() throws {
    let text = (0..<3).map { "zz\($0): 1 # sessionc: ignore[SP101] why\n" }.joined()
    let file = file(text, limit: 2)
    #expect(file.silenced.count == 3)
    #expect(file.shownSilenced.count == 2)
    for format in [ReportFormat.sarif, .junit] {
      var report = format.report(version: "1", isStrict: true, text: TextRenderer())
      let bytes = report.add(file) + report.finish(problems: [])
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("1 more finding is not shown (1 ignored or in the baseline);"))
      #expect(!text.contains("failures=\"1\""))
    }
  }

  @Test func fixesOnAVeryLongLineAreShownAsOnAShortOne() {
    // What is seen of a long line is the same, however long it is.
    func fix(_ blanks: Int) -> [Substring] {
      let filling = String(repeating: "é ", count: blanks)
      let text = "{x-a: '\(filling)', modalities: [txet], x-b: '\(filling)'}\n"
      let source = SourceText(name: "a.yaml", text: text)
      let found = Compiler().lint(source).filter { $0.fix != nil }
      return TextRenderer().render(found, of: source).split(separator: "\n").filter {
        $0.hasPrefix("     - ") || $0.hasPrefix("     + ")
      }
    }
    #expect(fix(300).count == 2)
    #expect(fix(300) == fix(3_000))
    #expect(fix(300) == fix(30_000))
  }
}
