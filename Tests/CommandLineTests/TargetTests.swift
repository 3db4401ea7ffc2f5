import Foundation
import TestSupport
import Testing

/// `--target` and `--source-map`.
@Suite struct TargetTests {
  @Test func severalTargetsBecomeFilesOfTheirOwn() throws {
    let sessionc = try Sessionc(["p/a.yaml": "voice: ash\n", "p/deep/b.yaml": "type: realtime\n"])
    let result = try sessionc.run(
      "compile",
      "p",
      "-o",
      "out/",
      "--target",
      "ga-session-update",
      "--target",
      "sessions"
    )
    #expect(result.status == 0)
    #expect(
      sessionc.names.filter { $0.hasSuffix(".json") } == [
        "out/a.ga-session-update.json", "out/a.sessions.json",
        "out/deep/b.ga-session-update.json", "out/deep/b.sessions.json",
      ]
    )
    #expect(sessionc.text("out/a.sessions.json") == "{\"voice\":\"ash\"}\n")
    #expect(sessionc.text("out/deep/b.sessions.json") == "{}\n")
    let check = try sessionc.run(
      "compile",
      "p",
      "-o",
      "out",
      "--check",
      "--target",
      "sessions",
      "--target",
      "ga-session-update"
    )
    #expect(check.status == 0)
    #expect(check.output == "")
  }

  @Test func severalTargetsNeedAFolder() throws {
    let sessionc = try Sessionc(["a.yaml": "voice: ash\n"])
    let result = try sessionc.run(
      "compile",
      "a.yaml",
      "--target",
      "sessions",
      "--target",
      "ga-client-secrets"
    )
    #expect(result.status == 2)
    #expect(result.error == "sessionc: error: 2 targets would be written: name a folder with -o\n")
  }

  /// What cannot be written for one target is still written for the other.
  @Test func oneTargetMayFail() throws {
    let sessionc = try Sessionc(["a.yaml": "temperature: 0.8\n"])
    let result = try sessionc.run(
      "compile",
      "a.yaml",
      "-o",
      "out",
      "--target",
      "sessions",
      "--target",
      "ga-client-secrets"
    )
    #expect(result.status == 1)
    #expect(result.error.hasPrefix("a.yaml:1:1: error[SP105 not-in-target]"))
    #expect(sessionc.names.filter { $0.hasSuffix(".json") } == ["out/a.sessions.json"])
  }

  @Test func lintLooksAtEveryTargetAndTellsThingsOnce() throws {
    let sessionc = try Sessionc(["a.yaml": "temperature: 1.9\n"])
    let one = try sessionc.run("lint", "a.yaml", "--format", "concise")
    #expect(one.output.split(separator: "\n").count == 1)
    let both = try sessionc.run(
      "lint",
      "a.yaml",
      "--format",
      "concise",
      "--target",
      "ga-client-secrets",
      "--target",
      "ga-session-update",
      "--target",
      "sessions"
    )
    #expect(both.output.split(separator: "\n").count == 2)
    #expect(both.output.contains("SP105") && both.output.contains("SP202"))
  }

  @Test func theSourceMapNamesFileLineAndColumn() throws {
    let sessionc = try Sessionc([
      "a.yaml": "# a\nvoice: ash\ntools:\n  - type: function\n    name: f\n"
    ])
    let result = try sessionc.run(
      "compile",
      "a.yaml",
      "--target",
      "ga-client-secrets",
      "--source-map",
      "map.json"
    )
    #expect(result.status == 0)
    let text = try #require(sessionc.text("map.json"))
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let map = try #require(object as? [String: [String: Any]])
    let request = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    )
    #expect(request["session"] != nil)
    let voice = try #require(map["/session/audio/output/voice"])
    #expect(voice["file"] as? String == "a.yaml")
    #expect(voice["line"] as? Int == 2)
    #expect(voice["column"] as? Int == 1)
    #expect(map["/session/tools/0/name"]?["line"] as? Int == 5)
    #expect(
      try sessionc.run("compile", "a.yaml", "a.yaml", "-o", "o/", "--source-map", "m").status == 0
    )
    let two = try sessionc.run(
      "compile",
      "a.yaml",
      "-o",
      "o/",
      "--source-map",
      "m",
      "--target",
      "sessions",
      "--target",
      "ga-client-secrets"
    )
    #expect(two.status == 2)
  }

  @Test func theConfigurationMayNameTheTarget() throws {
    let sessionc = try Sessionc([
      ".sessionc.yaml": "target: ga-client-secrets\n", "profiles/a.yaml": "temperature: 0.8\n",
    ])
    #expect(try sessionc.run("lint").status == 1)
    #expect(try sessionc.run("lint", "--target", "sessions").status == 0)
    #expect(try sessionc.run("lint", "--no-config").status == 0)
  }
}
