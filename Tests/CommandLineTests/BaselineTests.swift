import Foundation
import TestSupport
import Testing

/// `lint --baseline`.
@Suite struct BaselineTests {
  private func sessionc() throws -> Sessionc {
    try Sessionc([
      "profiles/a.yaml": "voise: alloy\nspeed: 9\n", "profiles/b.yaml": "modalities: [nova]\n",
      "ci/readme": "",
    ])
  }

  @Test func aTeamCanBeginWithWhatIsThere() throws {
    let sessionc = try sessionc()
    let written = try sessionc.run("lint", "--baseline", "ci/base.jsonl", "--write-baseline")
    #expect(written.status == 0)
    #expect(written.error == "sessionc: ci/base.jsonl: 3 findings in the baseline\n")
    let clean = try sessionc.run("lint", "--baseline", "ci/base.jsonl", "--strict")
    #expect(clean.status == 0)
    #expect(clean.output == "no problems in 2 profiles (3 in the baseline)\n")
    try sessionc.write(
      "# moved\n\nvoise: alloy\nspeed: 9\nmodalities: [x]\n",
      to: "profiles/a.yaml"
    )
    let new = try sessionc.run("lint", "--baseline", "ci/base.jsonl")
    #expect(new.status == 1)
    #expect(new.output.contains("SP201"))
    #expect(!new.output.contains("SP101"))
    // The same findings, named from elsewhere.
    let path = sessionc.url("profiles/a.yaml").path
    #expect(try sessionc.run("lint", path, "--baseline", "ci/base.jsonl").output.contains("(2 in"))
  }

  @Test func staleEntriesAreReportedAndOnlyTakenOutWhenAsked() throws {
    let sessionc = try sessionc()
    _ = try sessionc.run("lint", "--baseline", "base.jsonl", "--write-baseline")
    let before = sessionc.text("base.jsonl")
    try sessionc.write("voice: alloy\nspeed: 9\n", to: "profiles/a.yaml")
    let stale = try sessionc.run("lint", "--baseline", "base.jsonl")
    #expect(stale.status == 0)
    #expect(
      stale.error.hasPrefix(
        "sessionc: warning: base.jsonl:1: stale: SP101 in profiles/a.yaml (`voise` is not a field of a session): no finding matches it now\n"
      )
    )
    #expect(sessionc.text("base.jsonl") == before)
    #expect(try sessionc.run("lint", "--baseline", "base.jsonl", "--strict").status == 1)
    // What this run did not look at is not stale.
    #expect(try sessionc.run("lint", "profiles/b.yaml", "--baseline", "base.jsonl").error == "")
    try sessionc.write("voice: alloy\nspeed: 9\nmodalities: [x]\n", to: "profiles/a.yaml")
    let shrunk = try sessionc.run("lint", "--baseline", "base.jsonl", "--shrink-baseline")
    #expect(shrunk.status == 1)
    #expect(shrunk.error == "sessionc: base.jsonl: removed 1 stale entry\n")
    #expect(sessionc.text("base.jsonl")?.contains("SP101") == false)
    #expect(sessionc.text("base.jsonl")?.contains("modalities") == false)
    #expect(try sessionc.run("lint", "--baseline", "base.jsonl").error == "")
  }

  @Test func aDifferenceIsHeldAgainstTheSameTargets() throws {
    let profile = """
      type: realtime
      audio:
        input:
          transcription:
            model: gpt-transcribe
          turn_detection:
            type: server_vad
            thresold: 0.5

      """
    let sessionc = try Sessionc(["p.yaml": profile])
    // SP207 is found for the flat dialect only.
    let lint = ["p.yaml", "--target", "sessions", "--baseline", "base.jsonl"]
    _ = try sessionc.run("lint", lint + ["--write-baseline"])
    #expect(sessionc.text("base.jsonl")?.contains("for sessions: `gpt-transcribe`") == true)
    let result = try sessionc.run("lint", lint + ["--diff", "--strict"])
    #expect(result.output.contains("+      threshold: 0.5\n"))
    #expect(
      result.error
        == "sessionc: would fix 1 finding in 1 profile\nleft: no problems in 1 profile (1 in the baseline)\n"
    )
  }

  @Test func aMissingOrBrokenOneGivesStatus2() throws {
    let sessionc = try sessionc()
    let missing = try sessionc.run("lint", "--baseline", "none.jsonl")
    #expect(missing.status == 2)
    #expect(
      missing.error
        == "sessionc: error: none.jsonl: there is no such baseline; to write one, add --write-baseline\n"
    )
    try sessionc.write("{\"code\":\"SP101\"}\n", to: "broken.jsonl")
    let broken = try sessionc.run("lint", "--baseline", "broken.jsonl")
    #expect(broken.status == 2)
    #expect(broken.error.hasPrefix("sessionc: error: broken.jsonl:1: `file` is missing;"))
  }

  @Test func aProfileThatCannotBeReadStaysAnError() throws {
    let sessionc = try Sessionc(["profiles/a.yaml": "voice: [\n", "profiles/b.yaml": "speed: 9\n"])
    let written = try sessionc.run("lint", "--baseline", "base.jsonl", "--write-baseline")
    #expect(
      written.error == """
        sessionc: warning: profiles/a.yaml has errors that cannot be in a baseline: they stay
        sessionc: base.jsonl: 1 finding in the baseline

        """
    )
    let result = try sessionc.run("lint", "--baseline", "base.jsonl")
    #expect(result.status == 1)
    #expect(result.output.hasSuffix("1 error in 2 profiles (1 in the baseline)\n"))
  }

  @Test func writingForSomeRulesKeepsTheOthers() throws {
    let sessionc = try sessionc()
    _ = try sessionc.run("lint", "--baseline", "base.jsonl", "--write-baseline")
    _ = try sessionc.run(
      "lint",
      "--baseline",
      "base.jsonl",
      "--write-baseline",
      "--select",
      "SP202"
    )
    #expect(try sessionc.run("lint", "--baseline", "base.jsonl").status == 0)
  }

  @Test func sarifMarksWhatIsInIt() throws {
    let sessionc = try sessionc()
    _ = try sessionc.run("lint", "--baseline", "base.jsonl", "--write-baseline")
    let result = try sessionc.run("lint", "--baseline", "base.jsonl", "--format", "sarif")
    #expect(result.output.split(separator: #""kind":"external""#).count == 4)
  }
}
