import TestSupport
import Testing

/// Sessions inside files of other tools: they are checked, and nothing else there.
@Suite struct EmbeddedTests {
  private static let evaluation = """
    description: a test # sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD
    providers:
      - id: openai:realtime:gpt-realtime
        config:
          type: realtime
          audio: {output: {speed: 3}}
          voise: x # sessionc: ignore[SP101]
      - id: chat
        config: {temperature: 1, max_tokens: 5}
      - id: none
        config: null
    defaults: &all {instructions: 5}
    twice: {a: 1, a: 2}
    others:
      - *all

    """
  private static let finding =
    "6:31: error[SP202 out-of-range]: `speed` is 3, but must be from 0.25 to 1.5"

  @Test(
    arguments: [
      ("/providers/0/config", "e.yaml:\(finding)\n", 1),
      // What shows no sign of a session is passed over where `*` has found it.
      ("/providers/*/config", "e.yaml:\(finding)\n", 1),
      ("/*/0/config", "e.yaml:\(finding)\n", 1),
      (
        "/others/0",
        "e.yaml:12:31: error[SP102 wrong-type]: `instructions` must be text, not the number 5 (put it in quotes: `\"5\"`)\n",
        1
      ),
    ]
  )
  func theSessionIsJudged(_ pointer: String, _ output: String, _ status: Int32) throws {
    let sessionc = try Sessionc(["e.yaml": Self.evaluation])
    let result = try sessionc.run("lint", "e.yaml", "--at", pointer, "--format", "concise")
    let lines = result.output.split(separator: "\n").filter { $0.contains("error") }
    #expect(lines.joined(separator: "\n") + "\n" == output)
    #expect(result.status == status)
  }

  @Test(
    arguments: [
      (["--at", "/provider/*"], "sessionc: error: e.yaml: no session stands at `/provider/*`\n"),
      (["--at", "/providers/9/config"], "no session stands at"),
      (["--at", "/providers/2/config"], "no session stands at"),
      (["--at", "providers"], "`providers` is no JSON Pointer"),
      (["--at", "/providers/0/config", "--fix"], "--at goes without --fix"),
    ]
  )
  func whatCannotBeIsTold(_ arguments: [String], _ message: String) throws {
    let sessionc = try Sessionc(["e.yaml": Self.evaluation])
    let result = try sessionc.run(["lint", "e.yaml"] + arguments)
    #expect(result.status == 2)
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test func aFileThatCannotBeReadIsTold() throws {
    let sessionc = try Sessionc(["e.yaml": "providers: ["])
    let result = try sessionc.run("lint", "e.yaml", "--at", "/providers/*")
    #expect(result.output.contains("SP001") || result.error.contains("no session"))
    #expect(result.status != 0)
  }

  @Test func theConfigurationNamesFiles() throws {
    let sessionc = try Sessionc([
      ".git/HEAD": "",
      ".sessionc.yaml":
        "embedded: [{files: \"eval*.yaml\", at: /providers/*/config}]\nexclude: [old]\n",
      "eval.yaml": Self.evaluation, "deep/er/eval2.yaml": Self.evaluation,
      "old/eval3.yaml": Self.evaluation, "other.yaml": Self.evaluation,
    ])
    // Found without a path, and known by name.
    let all = try sessionc.run("lint", "--format", "concise").output
    #expect(all == "deep/er/eval2.yaml:\(Self.finding)\neval.yaml:\(Self.finding)\n", "\(all)")
    let named = try sessionc.run("lint", "eval.yaml", "--format", "concise").output
    #expect(named == "eval.yaml:\(Self.finding)\n")
    // The path is one into the file.
    let json = try sessionc.run("lint", "eval.yaml", "--format", "json").output
    #expect(json.contains(#""path":"/providers/0/config/audio/output/speed""#))
    // Nothing there is mended.
    let mended = try sessionc.run("lint", "eval.yaml", "--fix", "--unsafe")
    #expect(mended.status == 1)
    #expect(sessionc.text("eval.yaml") == Self.evaluation)
  }

  @Test(
    arguments: [
      ("embedded: [{files: a, at: b}]", "`b` is no JSON Pointer"),
      ("embedded: [{files: a}]", "has no `at`"), ("embedded: {files: a, at: /b}", "must be a list"),
    ]
  )
  func aWrongSettingIsTold(_ text: String, _ message: String) throws {
    let sessionc = try Sessionc([".sessionc.yaml": text + "\n", "a.yaml": "type: realtime\n"])
    let result = try sessionc.run("lint", "a.yaml")
    #expect(result.status == 2)
    #expect(result.error.contains(message), "\(result.error)")
  }
}
