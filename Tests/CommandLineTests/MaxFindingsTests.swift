import Foundation
import TestSupport
import Testing

/// `--max-findings`: what is shown of a file that has very many.
@Suite struct MaxFindingsTests {
  private static func unknownFields(_ count: Int) -> String {
    (0..<count).map { "zz\($0): 1\n" }.joined()
  }

  private func lines(_ output: String) -> [Substring] { output.split(separator: "\n") }

  @Test func aThousandAreShownOfEachFile() throws {
    let sessionc = try Sessionc([
      "p/a.yaml": Self.unknownFields(1_001), "p/b.yaml": Self.unknownFields(1_000),
    ])
    // Named, since nothing in them is like a session.
    let result = try sessionc.run("lint", "p/a.yaml", "p/b.yaml", "--format", "concise")
    #expect(result.status == 1)
    let lines = lines(result.output)
    #expect(lines.count == 2_001)
    #expect(
      lines.filter { $0.contains(": note: ") }.map(String.init) == [
        "p/a.yaml:1001:1: note: 1 more finding is not shown (1 error); --max-findings 0 shows all"
      ]
    )
  }

  @Test(arguments: [("0", 1_100), ("1099", 1_100), ("1100", 1_100), ("5", 6)])
  func theOptionRaisesAndLiftsIt(_ limit: String, _ count: Int) throws {
    let sessionc = try Sessionc(["a.yaml": Self.unknownFields(1_100)])
    let result = try sessionc.run(
      "lint",
      "a.yaml",
      "--format",
      "concise",
      "--max-findings",
      limit
    )
    #expect(result.status == 1)
    #expect(lines(result.output).count == count)
  }

  // `HiddenFindingsTests` has the other forms, with fewer findings.
  @Test(arguments: ["text", "junit", "json"])
  func tenThousandAreHeldAndTheOthersCounted(_ format: String) throws {
    let sessionc = try Sessionc(["a.yaml": Self.unknownFields(10_003)])
    let arguments = ["lint", "a.yaml", "--max-findings", "0", "--format", format]
    let result = try sessionc.run(arguments)
    #expect(result.status == 1)
    let note =
      "3 more findings are not shown (3 errors); "
      + "3 are only counted, and no ignore comment or baseline silences those"
    if format == "json" {
      let omitted = #""omitted":[{"file":"a.yaml","errors":3,"warnings":0,"fixable":0}]"#
      #expect(result.output.contains(omitted))
      #expect(result.output.contains(#""summary":{"errors":10003"#))
    } else {
      #expect(result.output.contains(note))
    }
    if format == "text" { #expect(result.output.hasSuffix("\n10003 errors in 1 profile\n")) }
    if format == "junit" { #expect(result.output.contains(#"tests="10001" failures="10001""#)) }
  }

  /// Comments, severities and a baseline are about those that are held, or about all.
  @Test func whatIsOnlyCountedFailsTheRun() throws {
    let lines = (0..<10_001).map { "zz\($0): 1 # sessionc: ignore[SP101]\n" }.joined()
    let sessionc = try Sessionc([
      "a.yaml": lines, "b.yaml": Self.unknownFields(10_001),
      "off/.sessionc.yaml": "severities: {SP101: off}\n", "off/b.yaml": Self.unknownFields(10_001),
    ])
    let ignored = try sessionc.run("lint", "a.yaml", "--max-findings", "5")
    #expect(ignored.status == 1)
    #expect(ignored.output.hasSuffix("\n2 errors and 1 warning in 1 profile (10000 ignored)\n"))
    #expect(try sessionc.run("compile", "a.yaml", "-o", "out.json").status == 1)
    #expect(sessionc.text("out.json") == nil)
    #expect(try sessionc.run("lint", "off/b.yaml").status == 0)
    let written = try sessionc.run(
      "lint",
      "b.yaml",
      "--baseline",
      "base.jsonl",
      "--write-baseline"
    )
    #expect(written.error.contains("b.yaml has errors that cannot be in a baseline"))
    #expect(try sessionc.run("lint", "b.yaml", "--baseline", "base.jsonl").status == 1)
  }

  @Test func warningsThatAreHiddenFailAStrictRun() throws {
    let sessionc = try Sessionc(["a.yaml": "temperature: 0.6\ninstructions: ''\n"])
    let arguments = ["lint", "a.yaml", "--max-findings", "1"]
    #expect(try sessionc.run(arguments).status == 0)
    let strict = try sessionc.run(arguments + ["--strict"])
    #expect(strict.status == 1)
    #expect(strict.output.hasSuffix("\n2 warnings in 1 profile\n"))
  }

  @Test func compileShowsAsMany() throws {
    let sessionc = try Sessionc(["a.yaml": Self.unknownFields(1_005)])
    let result = try sessionc.run("compile", "a.yaml")
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(lines(result.error).count { $0.contains("error[SP101") } == 1_000)
    #expect(
      result.error.hasSuffix(
        "a.yaml: note: 5 more findings are not shown (5 errors); --max-findings 0 shows all\n\n"
      )
    )
    let all = try sessionc.run("compile", "a.yaml", "--max-findings", "0")
    #expect(lines(all.error).count { $0.contains("error[SP101") } == 1_005)
  }

  @Test func fixesAndBaselinesAreAboutAll() throws {
    let sessionc = try Sessionc([
      "a.yaml": "voise: alloy\nmodalitys: [audio]\nspeeed: 1.1\n", "b.yaml": Self.unknownFields(40),
    ])
    let baseline = ["--baseline", "base.jsonl", "--max-findings", "2"]
    #expect(try sessionc.run(["lint", "b.yaml"] + baseline + ["--write-baseline"]).status == 0)
    #expect(sessionc.text("base.jsonl")?.split(separator: "\n").count == 40)
    #expect(try sessionc.run(["lint", "b.yaml"] + baseline).status == 0)
    let fixed = try sessionc.run("lint", "--fix", "a.yaml", "--max-findings", "1")
    #expect(fixed.error.contains("fixed 3 findings in 1 profile"))
    #expect(sessionc.text("a.yaml") == "voice: alloy\nmodalities: [audio]\nspeed: 1.1\n")
  }

  @Test func aNegativeNumberIsRefused() throws {
    let result = try Sessionc().run("lint", "--max-findings=-1")
    #expect(result.status == 2)
    #expect(result.error.contains("The value '-1' is invalid for '--max-findings"))
  }
}
