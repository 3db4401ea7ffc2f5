import DiagnosticReports
import Foundation
import SessionProfiles
import SourceDiagnostics
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Every form of the report, on friendly and on hostile input.
@Suite struct ReportFormatTests {
  /// What a stranger's pull request may bring.
  static let hostile = [
    FileReport.checked("a.yaml", "voice: alloy\n"),
    FileReport.checked(
      "we ird%/日本, a:b'\"<&>]]>.yaml",
      "\"voise\\e[31m::error::\\n</failure>]]>\": 1\nmodel: \"\\u202e<&>\\x00\"\n"
    ),
    FileReport.checked("::error file=x::\n.yaml", "turn_detection: {type: a\u{7}b}\n"),
    FileReport.checked(
      "-rf.yaml",
      "temperature: 0.6 # sessionc: ignore[SP501] <b>&]]>\"\n\n"
    ),
    FileReport.checked("c.yaml", "voise: 1\nvioce: 1\n# sessionc: nonsense\n"),
    FileReport.checked("empty.yaml", ""),
    FileReport.checked("bytes.yaml", bytes: [0x61, 0x3A, 0x20, 0xFF, 0x0A]),
  ]

  func report(
    _ format: ReportFormat,
    _ files: [FileReport],
    isStrict: Bool = false,
    problems: [String] = []
  ) -> [UInt8] {
    var report = format.report(version: "1.2.3", isStrict: isStrict, text: TextRenderer())
    let bytes = files.reduce(into: [UInt8]()) { $0 += report.add($1) }
    return bytes + report.finish(problems: problems)
  }

  private func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private var findings: [Diagnostic] { Self.hostile.flatMap(\.diagnostics) }

  @Test(arguments: ReportFormat.allCases)
  func noControlCharacterGetsThrough(_ format: ReportFormat) {
    let bytes = report(format, Self.hostile, problems: ["x\u{1B}[31m\u{0}"])
    let text = String(decoding: bytes, as: UTF8.self)
    let isRaw = text.unicodeScalars.contains { scalar in
      scalar.value < 0x20 && scalar != "\n" || scalar.value == 0x7F
        || (0x80..<0xA0).contains(scalar.value)
    }
    #expect(!isRaw)
  }

  @Test(arguments: [ReportFormat.json, .sarif, .gitlab])
  func jsonIsWellFormed(_ format: ReportFormat) throws {
    for files in [[], Self.hostile] {
      let bytes = report(format, files, problems: files.isEmpty ? [] : ["\"\\\u{1}"])
      _ = try JSONSerialization.jsonObject(with: Data(bytes))
      #expect(bytes.last == UInt8(ascii: "\n"))
    }
  }

  @Test func conciseHasOneLineForEachFinding() {
    let lines = lines(report(.concise, Self.hostile))
    #expect(lines.count == findings.count)
    #expect(
      lines.first
        == #"we ird%/日本, a:b'"<&>]]>.yaml:1:1: error[SP101 unknown-field]: `voise\u{1B}[31m::error::\u{A}</failure>]]>` is not a field of a session (a colon ends a key only where a space follows: write `key: value`)"#
    )
  }

  // MARK: GitHub

  @Test func githubHasOneCommandForEachFinding() throws {
    let lines = lines(report(.github, Self.hostile))
    #expect(lines.count == findings.count)
    #expect(lines.allSatisfy { $0.hasPrefix("::error file=") || $0.hasPrefix("::warning file=") })
    let odd = try #require(lines.first { $0.contains("%3A%3Aerror file=x") })
    #expect(odd.hasPrefix("::error file=%3A%3Aerror file=x%3A%3A%0A.yaml,line=1,endLine=1,col="))
  }

  @Test func githubEscapesAsItsToolkitDoes() {
    let file = FileReport.checked("a,b:c%.yaml", "voice: ''\nspeed: '50%'\n")
    #expect(
      lines(report(.github, [file])) == [
        "::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=8,endColumn=10,title=SP201 not-in-enum::an empty text is not a value for `voice`: a voice has a name; leave the field out for the server's default%0Awrite `alloy`, `ash`, `ballad`, `coral`, `echo`, `sage`, `shimmer` or `verse`",
        "::error file=a%2Cb%3Ac%25.yaml,line=2,endLine=2,col=8,endColumn=13,title=SP102 wrong-type::`speed` must be a number, not the text `50%25`",
      ]
    )
  }

  // MARK: GitLab

  @Test func gitlabFingerprintsAreUniqueAndStayWhenLinesMove() throws {
    func fingerprints(_ text: String) throws -> [String] {
      let file = FileReport.checked("a.yaml", text)
      let object = try JSONSerialization.jsonObject(with: Data(report(.gitlab, [file])))
      return try #require(object as? [[String: Any]]).compactMap { $0["fingerprint"] as? String }
    }
    let tools = String(repeating: "  - {type: function, nam: x}\n", count: 200)
    let text = "voise: 1\ntools:\n\(tools)"
    let before = try fingerprints(text)
    #expect(before.count > 200)
    #expect(Set(before).count == before.count)
    #expect(try fingerprints("# a\n\nspeed: 1\n" + text) == before)
  }

  // MARK: JUnit

  private final class Counter: NSObject, XMLParserDelegate {
    var names: [String: Int] = [:]
    func parser(
      _ parser: XMLParser,
      didStartElement name: String,
      namespaceURI: String?,
      qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      names[name, default: 0] += 1
    }
  }

  @Test func junitIsWellFormedAndCountsRight() {
    let bytes = report(.junit, Self.hostile, problems: ["<x>&\u{1}"])
    let parser = XMLParser(data: Data(bytes))
    let counter = Counter()
    parser.delegate = counter
    #expect(parser.parse(), "\(parser.parserError?.localizedDescription ?? "")")
    #expect(counter.names["testsuite"] == Self.hostile.count + 1)
    #expect(counter.names["failure"] == findings.count { $0.severity == .error })
    #expect(counter.names["system-out"] == findings.count { $0.severity == .warning })
    #expect(counter.names["skipped"] == 1)
    #expect(counter.names["error"] == 1)
  }

  @Test func junitFailsWarningsWhereTheyCount() {
    let file = FileReport.checked("a.yaml", "temperature: 0.6\n")
    let text = String(decoding: report(.junit, [file], isStrict: true), as: UTF8.self)
    #expect(text.contains("<failure type=\"warning\""))
  }

  // MARK: SARIF

  @Test func sarifHasWhatCodeScanningNeeds() throws {
    let file = FileReport.checked(
      "p/ä b.yaml",
      "é: 1 # x\nvoise: alloy\ntemperature: 0.6 # sessionc: ignore[SP501] tuned\n"
    )
    let object = try JSONSerialization.jsonObject(
      with: Data(report(.sarif, [file], problems: ["cannot read"]))
    )
    let log = try #require(object as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let tool = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(tool["rules"] as? [[String: Any]])
    #expect(rules.compactMap { $0["id"] as? String } == Rules.all.map(\.code))
    #expect(
      rules.allSatisfy {
        (($0["help"] as? [String: Any])?["markdown"] as? String)?.isEmpty == false
      }
    )
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.compactMap { $0["ruleId"] as? String } == ["SP101", "SP101", "SP501"])
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
    }
    let second = results[1]
    let location = try #require((second["locations"] as? [[String: Any]])?.first)
    let place = try #require(location["physicalLocation"] as? [String: Any])
    let artifact = try #require(place["artifactLocation"] as? [String: Any])
    #expect(artifact["uri"] as? String == "p/%C3%A4%20b.yaml")
    #expect(
      place["region"] as? [String: Int] == [
        "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 6, "byteOffset": 10,
        "byteLength": 5,
      ]
    )
    let fix = try #require((second["fixes"] as? [[String: Any]])?.first)
    let change = try #require((fix["artifactChanges"] as? [[String: Any]])?.first)
    let replacement = try #require((change["replacements"] as? [[String: Any]])?.first)
    #expect((replacement["insertedContent"] as? [String: String])?["text"] == "voice")
    let suppressions = results.map { ($0["suppressions"] as? [[String: String]]) ?? [] }
    #expect(suppressions == [[], [], [["kind": "inSource", "justification": "tuned"]]])
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == false)
  }

  @Test func sarifKnowsAbsolutePathsByTheirFirstByte() {
    let file = FileReport.checked("/\u{301}a.yaml", "voise: 1\n")
    let text = String(decoding: report(.sarif, [file]), as: UTF8.self)
    #expect(text.contains(#""uri":"file:///%CC%81a.yaml""#))
    #expect(!text.contains("%SRCROOT%"))
  }

  // MARK: Text

  @Test func theSummaryCountsWhatWasSilencedAndWhatCanBeMended() {
    let file = FileReport.checked(
      "a.yaml",
      "voise: alloy\ntemperature: 1.9\nspeed: 9 # sessionc: ignore[SP202]\n"
    )
    let last = lines(report(.text, [file])).last
    #expect(
      last == "2 errors in 1 profile (1 ignored); 1 fixable with --fix, 1 more with --unsafe"
    )
  }
}

extension FileReport {
  /// The report on a text.
  static func checked(_ name: String, _ text: String) -> FileReport {
    checked(name, bytes: Array(text.utf8))
  }

  static func checked(_ name: String, bytes: [UInt8]) -> FileReport {
    let source = SourceText(name: name, bytes: bytes)
    let result = Compiler().check(source)
    return FileReport(
      source: source,
      diagnostics: result.diagnostics,
      silenced: result.silenced
    )
  }
}
