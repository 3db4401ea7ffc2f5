import Foundation
import TestSupport
import Testing

/// `--format` and `--output`.
@Suite struct ReportTests {
  private func sessionc() throws -> Sessionc {
    try Sessionc(["p/a.yaml": "voise: alloy\n", "p/b.yaml": "voice: alloy\n"])
  }

  @Test func severalReportsGoToTheirFiles() throws {
    let sessionc = try sessionc()
    let result = try sessionc.run(
      "lint",
      "p",
      "--format",
      "text",
      "--format",
      "json=r.json",
      "--format",
      "sarif=r.sarif",
      "--format",
      "junit=r.xml",
      "--format",
      "gitlab=r.gitlab.json"
    )
    #expect(result.status == 1)
    #expect(result.output.hasPrefix("p/a.yaml:1:1: error[SP101"))
    #expect(sessionc.text("r.json")?.hasPrefix(#"{"version":1,"files":2,"#) == true)
    #expect(sessionc.text("r.sarif")?.contains(#""uri":"p/a.yaml""#) == true)
    #expect(sessionc.text("r.xml")?.hasPrefix("<?xml") == true)
    #expect(sessionc.text("r.gitlab.json")?.hasPrefix("[\n") == true)
  }

  @Test func outputHoldsTheReport() throws {
    let sessionc = try sessionc()
    let result = try sessionc.run("lint", "p", "--format", "concise", "--output", "r.txt")
    #expect(result.output == "")
    #expect(
      sessionc.text("r.txt")
        == "p/a.yaml:1:1: error[SP101 unknown-field]: `voise` is not a field of a session (did you mean `voice`?)\n"
    )
  }

  @Test func aHostGetsItsFormAndPeopleTheText() throws {
    let sessionc = try sessionc()
    let github = try sessionc.run("lint", "p", environment: ["GITHUB_ACTIONS": "true"])
    #expect(github.output.hasPrefix("::error file=p/a.yaml,line=1,"))
    #expect(github.output.split(separator: "\n").count == 1)
    #expect(github.error.hasPrefix("p/a.yaml:1:1: error[SP101"))
    let gitlab = try sessionc.run("lint", "p", environment: ["GITLAB_CI": "true"])
    _ = try JSONSerialization.jsonObject(with: Data(gitlab.output.utf8))
    let asked = try sessionc.run(
      "lint",
      "p",
      "--format",
      "text",
      environment: ["GITHUB_ACTIONS": "true"]
    )
    #expect(asked.output.hasPrefix("p/a.yaml:1:1: error[SP101"))
    #expect(asked.error == "")
  }

  @Test func pathsAreSeenFromTheRootOfTheRepository() throws {
    let sessionc = try Sessionc([
      "repo/.git/HEAD": "", "repo/sub/p/a.yaml": "type: realtime\nvoise: alloy\n",
    ])
    let result = try sessionc.run(
      "lint",
      "repo/sub/p",
      "--format",
      "github",
      environment: ["GITHUB_WORKSPACE": sessionc.url("repo").path]
    )
    #expect(result.output.hasPrefix("::error file=sub/p/a.yaml,"))
  }

  @Test(
    arguments: [
      (["--format", "xml"], "--format: `xml` is not a form of report; there are text, concise,"),
      (["--format", "sarfi"], "--format: `sarfi` is not a form of report; did you mean `sarif`?"),
      (["--format", "json="], "--format: the file is missing after `json=`"),
      (
        ["--format", "json", "--format", "text"], "the reports json and text would go to one place"
      ),
      (["--format", "json=a", "--format", "text=a"], "the reports json and text would go to one"),
      (["--format", "json=a", "--output", "b"], "--output b has nothing to hold"),
      (["--output", "no/such/folder"], "no/such/folder: no such file or directory"),
      (["--select", "X9"], "--select: no rule is called `X9`; `sessionc rules` lists them"),
      (["--ignore", "wrong-vad"], "--ignore: no rule is called `wrong-vad`"),
      (["--config", "none.yaml"], "none.yaml: no such file or directory"),
    ]
  )
  func whatCannotBeDoneIsOneLineAndStatus2(_ arguments: [String], _ message: String) throws {
    let sessionc = try sessionc()
    let result = try sessionc.run("lint", ["p"] + arguments)
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("sessionc: error: \(message)"), "\(result.error)")
    #expect(result.error.split(separator: "\n").count == 1)
  }

  @Test func nothingIsWrittenOverAProfile() throws {
    let sessionc = try sessionc()
    for arguments in [
      ["--format", "json=./p/a.yaml"], ["--output", "p/b.yaml"],
      ["--baseline", "p/a.yaml", "--write-baseline"],
    ] {
      let result = try sessionc.run("lint", ["p"] + arguments)
      #expect(result.status == 2)
      #expect(sessionc.text("p/a.yaml") == "voise: alloy\n")
      #expect(sessionc.text("p/b.yaml") == "voice: alloy\n")
    }
  }

  @Test func whatCouldNotBeReadIsInTheReport() throws {
    let sessionc = try sessionc()
    let result = try sessionc.run("lint", "none.yaml", "p", "--format", "sarif")
    #expect(result.status == 2)
    #expect(result.output.contains(#""executionSuccessful":false"#))
    #expect(result.output.contains("none.yaml: no such file or directory"))
  }
}
