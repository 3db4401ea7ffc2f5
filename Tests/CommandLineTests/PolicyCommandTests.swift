import Foundation
import TestSupport
import Testing

/// Policies of a project, as the commands keep them.
@Suite struct PolicyCommandTests {
  private static let cap = """
    server: compatible
    policies:
      token-cap:
        field: max_output_tokens
        require: true
        max: 1200
        why: Nobody listens longer on the phone.
        paths: [profiles/phone]
        except: [profiles/phone/legacy.yaml]
      house-voices: { field: audio.output.voice, in: [marin, cedar] }

    """
  private static let ga = "type: realtime\nmodel: gpt-realtime-2\n"

  private func project(_ files: [String: String]) throws -> Sessionc {
    let sessionc = try Sessionc([".sessionc.yaml": Self.cap].merging(files) { $1 })
    try sessionc.write("", to: ".git/HEAD")
    return sessionc
  }

  private func places(_ sessionc: Sessionc, _ arguments: String...) throws -> [String] {
    let output = try sessionc.run(["lint", "--format", "concise"] + arguments).output
    return output.split(separator: "\n").map(String.init).filter { $0.contains("[SP") }
      .map { String($0.prefix { $0 != "]" }) + "]" }
  }

  // MARK: What is found

  @Test func aValueOfASharedFileIsToldOnceForAllThatAreMeant() throws {
    var files = ["profiles/_base.yaml": Self.ga + "max_output_tokens: 2000\n"]
    for number in 0..<20 {
      files["profiles/phone/p\(number + 10).yaml"] = "$extends: ../_base.yaml\n"
    }
    files["profiles/phone/legacy.yaml"] = "$extends: ../_base.yaml\n"
    files["profiles/web.yaml"] = "$extends: _base.yaml\n"
    let sessionc = try project(files)
    let result = try sessionc.run("lint")
    #expect(result.status == 1)
    let expected = """
      profiles/_base.yaml:3:20: error[SP901 token-cap]: `max_output_tokens` must be at most 1200, not 2000
         3 | max_output_tokens: 2000
           |                    ^^^^
         = in: profiles/phone/p10.yaml, profiles/phone/p11.yaml and 18 more
         = help: Nobody listens longer on the phone.
         = fix (unsafe: changes 22 profiles): write `1200`
      """
    #expect(result.output.hasPrefix(expected), "\(result.output)")
    #expect(result.output.contains("1 error in 22 profiles"))
    // Those who need not keep it are compiled.
    let compiled = try sessionc.run("compile", "profiles", "-o", "out")
    #expect(compiled.status == 1 && compiled.error.contains("[SP901 token-cap]"))
    #expect(
      sessionc.names.filter { $0.hasPrefix("out/") && $0.hasSuffix(".json") }
        == ["out/phone/legacy.json", "out/web.json"]
    )
  }

  @Test func whatIsAbsentIsToldAtTheFirstKey() throws {
    let sessionc = try project([
      "profiles/phone/a.yaml": "# a\n" + Self.ga, "profiles/phone/b.yaml": "voice: alloy\n",
    ])
    #expect(
      try places(sessionc) == [
        "profiles/phone/a.yaml:2:1: error[SP901 token-cap]",
        "profiles/phone/b.yaml:1:1: error[SP901 token-cap]",
        "profiles/phone/b.yaml:1:8: error[SP901 house-voices]",
      ]
    )
    let text = try sessionc.run("lint", "profiles/phone/b.yaml").output
    #expect(text.contains("`max_response_output_tokens` must be written: at most 1200\n"))
  }

  @Test func standardInputHasThePoliciesOfItsName() throws {
    let sessionc = try project(["profiles/phone/a.yaml": "{}"])
    let name = ["lint", "-", "--stdin-filename"]
    #expect(try sessionc.run(name + ["profiles/phone/new.yaml"], input: Self.ga).status == 1)
    #expect(try sessionc.run(name + ["profiles/phone/legacy.yaml"], input: Self.ga).status == 0)
    #expect(try sessionc.run(name + ["profiles/new.yaml"], input: Self.ga).status == 0)
    #expect(
      try sessionc.run("lint", "profiles/phone/a.yaml", "--no-config").output.contains("SP901")
        == false
    )
  }

  // MARK: Names

  @Test func aNameStandsWhereARulesNameDoes() throws {
    let sessionc = try project(["profiles/phone/b.yaml": "voice: alloy\ntemperatur: 0.8\n"])
    #expect(try places(sessionc).count == 3)
    let only = "profiles/phone/b.yaml:1:8: error[SP901 house-voices]"
    #expect(try places(sessionc, "--select", "house-voices") == [only])
    #expect(try places(sessionc, "--select", "SP9").count == 2)
    #expect(try places(sessionc, "--select", "policy").count == 2)
    #expect(try places(sessionc, "--ignore", "token-cap,SP101") == [only])
    #expect(try places(sessionc, "--ignore", "SP901").count == 1)
    let unknown = try sessionc.run("lint", "--select", "house-voice")
    #expect(unknown.status == 2)
    #expect(
      unknown.error
        == "sessionc: error: --select: no rule is called `house-voice`; did you mean house-voices?\n"
    )
    try sessionc.write(
      Self.cap + "severities: { house-voices: warning, SP901: off }\n",
      to: ".sessionc.yaml"
    )
    #expect(
      try places(sessionc, "--ignore", "SP101") == [only.replacing("error", with: "warning")]
    )
  }

  @Test func aPolicyIsExplained() throws {
    let sessionc = try project([:])
    let page = try sessionc.run("explain", "token-cap").output
    #expect(page.hasPrefix("SP901 token-cap (error)\n\nNobody listens longer on the phone.\n\n"))
    #expect(page.contains("Prefer `in`"))
    #expect(try sessionc.run("explain", "no-such-policy").status == 2)
  }

  @Test func aCommentSilencesOnlyWhereThePolicySaysSo() throws {
    let profile =
      Self.ga + "audio: { output: { voice: alloy } }  # sessionc: ignore[house-voices] soon\n"
    let sessionc = try project(["profiles/a.yaml": profile])
    #expect(
      try places(sessionc) == [
        "profiles/a.yaml:3:27: error[SP901 house-voices]",
        "profiles/a.yaml:3:57: warning[SP009 unused-ignore]",
      ]
    )
    let mayIgnore = Self.cap.replacing("{ field: audio", with: "{ may-ignore: true, field: audio")
    try sessionc.write(mayIgnore, to: ".sessionc.yaml")
    #expect(try places(sessionc) == [])
  }

  /// The same for a comment at the line that brings a shared file in.
  @Test func aCommentAtAnEntryIsNoOtherComment() throws {
    let sessionc = try project([
      "profiles/_base.yaml": Self.ga + "audio: { output: { voice: alloy } }\n",
      "profiles/a.yaml": "$extends: _base.yaml  # sessionc: ignore[house-voices]\n",
    ])
    #expect(try places(sessionc).contains("profiles/_base.yaml:3:27: error[SP901 house-voices]"))
    let mayIgnore = Self.cap.replacing("{ field: audio", with: "{ may-ignore: true, field: audio")
    try sessionc.write(mayIgnore, to: ".sessionc.yaml")
    #expect(try places(sessionc) == [])
  }

  @Test func theBaselineKeepsPoliciesApart() throws {
    let both = Self.cap + "  no-alloy: { field: audio.output.voice, not: [alloy] }\n"
    let sessionc = try project([
      ".sessionc.yaml": both, "profiles/b.yaml": "voice: alloy\n",
    ])
    _ = try sessionc.run("lint", "--baseline", "b.jsonl", "--write-baseline")
    let lines = try #require(sessionc.text("b.jsonl")).split(separator: "\n")
    #expect(lines.map { $0.contains("\"name\":\"house-voices\"") } == [true, false])
    #expect(lines.allSatisfy { $0.contains("\"code\":\"SP901\"") })
    #expect(try sessionc.run("lint", "--baseline", "b.jsonl").status == 0)
    // What a policy asks for may change; and a name that is not asked for is not stale.
    try sessionc.write(both.replacing("[marin, cedar]", with: "[marin]"), to: ".sessionc.yaml")
    let strict = ["lint", "--baseline", "b.jsonl", "--strict"]
    #expect(try sessionc.run(strict).status == 0)
    #expect(try sessionc.run(strict + ["--select", "no-alloy"]).status == 0)
    try sessionc.write(Self.cap, to: ".sessionc.yaml")
    let stale = try sessionc.run(strict)
    #expect(stale.status == 1 && stale.error.contains("stale: no-alloy in profiles/b.yaml"))
  }

  // MARK: Reports

  @Test func everyFormNamesThePolicy() throws {
    let sessionc = try project(["profiles/b.yaml": "voice: alloy\n"])
    for form in ["text", "concise", "json", "github", "gitlab", "junit", "sarif"] {
      let output = try sessionc.run("lint", "--format", form).output
      #expect(output.contains("SP901") && output.contains("house-voices"), "\(form)")
    }
    let sarif = try sessionc.run("lint", "--format", "sarif").output
    let object = try JSONSerialization.jsonObject(with: Data(sarif.utf8)) as? [String: Any]
    let run = try #require((object?["runs"] as? [[String: Any]])?.first)
    let tool = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(tool["rules"] as? [[String: Any]]).map { $0["id"] as? String ?? "" }
    #expect(Set(rules).count == rules.count)
    let result = try #require((run["results"] as? [[String: Any]])?.first)
    #expect(result["ruleId"] as? String == "SP901/house-voices")
    #expect(rules[try #require(result["ruleIndex"] as? Int)] == "SP901/house-voices")
  }

  @Test func migratingIsNoMatterOfPolicies() throws {
    let sessionc = try project(["profiles/b.yaml": "voice: alloy\n"])
    let result = try sessionc.run("migrate", "--write", "profiles/b.yaml")
    #expect(result.status == 0, "\(result.error)")
    #expect(sessionc.text("profiles/b.yaml")?.contains("type: realtime") ?? false)
    #expect(try places(sessionc).count == 1)
  }

  @Test func unsafeFixesWriteTheBound() throws {
    let sessionc = try project(["profiles/phone/a.yaml": Self.ga + "max_output_tokens: 5000\n"])
    #expect(try sessionc.run("lint", "--fix").status == 1)
    #expect(try sessionc.run("lint", "--fix", "--unsafe").status == 0)
    #expect(sessionc.text("profiles/phone/a.yaml") == Self.ga + "max_output_tokens: 1200\n")
  }

  // MARK: Mistakes

  @Test func aMistakeIsOneOfTheConfiguration() throws {
    let text =
      "policies:\n  p: { field: max_output_token, max: 1 }\n  \"a\\u001b[2J\": { field: model, in: [a] }\n"
    let sessionc = try project([".sessionc.yaml": text, "profiles/a.yaml": Self.ga])
    for command in ["lint", "compile"] {
      let result = try sessionc.run(command, "profiles/a.yaml")
      #expect(result.status == 2 && result.output == "")
      #expect(
        result.error == """
          sessionc: error: .sessionc.yaml:2:15: `max_output_token` is not a field of a session \
          (did you mean `max_output_tokens`?)
          sessionc: error: .sessionc.yaml:3:3: `a\\u{1B}[2J` is no name for a policy \
          (write lower-case letters, digits and `-`, such as `house-voices`)

          """
      )
    }
  }
}
