import TestSupport
import Testing

/// Servers as the commands use them: those that ship, and overlays of the project.
@Suite struct ServerCommandTests {
  private static func overlay(_ actions: String, extends: String = "ga") -> String {
    #"{"overlay": "sessionc/1", "extends": "\#(extends)", "info": {"title": "Mine"}, "actions": [\#(actions)]}"#
  }

  private static let mood =
    #"{"target": "/$defs/realtime/properties", "update": {"mood": {"type": "string", "enum": ["calm"]}}}"#

  // MARK: Overlays

  /// Each is a mistake at its place, and nothing is checked.
  @Test(
    arguments: [
      (overlay("", extends: "gaa"), "1:38: `gaa` is no dialect, and no server that ships"),
      (
        overlay("").replacing("sessionc/1", with: "sessionc/2"),
        "1:13: `/overlay`: `sessionc/2` is none"
      ),
      (
        overlay("").replacing("title", with: "titel"),
        "1:53: `/info/titel`: nothing reads this; did you mean `title`?"
      ),
      (
        overlay(#"{"target": "/$defs/realtime/propertis", "remove": true}"#),
        "there is no `propertis` (did you mean `properties`?)"
      ),
      (
        overlay(mood.replacing("enum", with: "enums")),
        "`/$defs/realtime/properties/mood/enums`: nothing reads this; did you mean `enum`?"
      ),
      (
        overlay(
          ##"{"target": "/$defs/realtime/properties/model", "replace": {"$ref": "#/$defs/no"}}"##
        ),
        "#/$defs/no leads nowhere"
      ),
      (
        overlay(#"{"target": "/$defs/realtime/required", "append": ["type"]}"#),
        "this changes nothing: the schema says so already"
      ),
      (
        overlay(#"{"target": "/$defs/realtime/properties/model", "append": ["a"]}"#),
        "`append` adds items to a list, and there is none"
      ),
      (overlay(#"{"target": "/$defs"}"#), "an action does one thing, and this one none"),
      (
        overlay(#"{"target": "/$defs", "remove": true, "append": [1]}"#),
        "an action does one thing, and this one several"
      ),
      (overlay(#"{"target": "x", "remove": true}"#), "`x` is no JSON Pointer"),
      (
        overlay(#"{"target": "no.json#/x", "remove": true}"#),
        "`no.json` is no schema of the dialect"
      ),
      (
        overlay(#"{"target": "/$defs/realtime/properties/model", "update": {"maxLength": 1e300}}"#),
        "is number, not integer"
      ),
      (
        overlay(
          #"{"target": "/$defs/realtime/properties/model", "update": {"pattern": "^(a|b)$"}}"#
        ),
        "is no pattern that can be matched"
      ),
      ("[", "is not closed"), ("", "1:1: the overlay is empty"), ("[1]", "the overlay is array"),
    ]
  )
  func aWrongOverlayIsTold(_ text: String, _ message: String) throws {
    let sessionc = try Sessionc([
      ".sessionc.yaml": "overlays: [mine.overlay.json]\n", "mine.overlay.json": text,
      "a.yaml": "type: realtime\n",
    ])
    let result = try sessionc.run("lint", "a.yaml")
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.error.hasPrefix("sessionc: error: mine.overlay.json:"), "\(result.error)")
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test(
    arguments: [
      ("server: xay", "1:9: no server is called `xay` (did you mean `xai`?)"),
      ("server: {\"a*\": inword}", "1:16: no server is called `inword` (did you mean `inworld`?)"),
      ("overlays: [no.overlay.json]", "1:12: `no.overlay.json` is not there"),
      ("overlays: [../a.overlay.json]", "leads out of the project"),
      ("overlays: [.sessionc.yaml]", "`.sessionc.yaml` is this file itself (remove `overlays`)"),
      (
        "overlays: [mine.overlay.json, other.overlay.json]",
        "there are overlays for several servers, and `server` does not say which one to use"
      ),
      (
        "overlays: [mine.overlay.json, mine.b.json]",
        "two overlays of `mine` extend the dialect `ga`"
      ),
    ]
  )
  func aWrongSettingIsTold(_ text: String, _ message: String) throws {
    let sessionc = try Sessionc([
      ".git/HEAD": "", ".sessionc.yaml": text + "\n", "a.yaml": "type: realtime\n",
      "mine.overlay.json": Self.overlay(Self.mood), "other.overlay.json": Self.overlay(Self.mood),
      "mine.b.json": Self.overlay(Self.mood),
    ])
    let result = try sessionc.run("lint", "a.yaml")
    #expect(result.status == 2)
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test func anOverlayOfTheProjectCounts() throws {
    let sessionc = try Sessionc([
      ".sessionc.yaml": "overlays: [mine.overlay.json]\n",
      "mine.overlay.json": Self.overlay(Self.mood),
      "a.yaml": "type: realtime\nmood: calm\n", "b.yaml": "type: realtime\nmood: wild\n",
    ])
    #expect(try sessionc.run("lint", "a.yaml").status == 0)
    let wrong = try sessionc.run("lint", "b.yaml")
    #expect(wrong.output.contains("b.yaml:2:7: error[SP201 not-in-enum]"))
    #expect(wrong.output.contains("`wild` is not a value for `mood` (Mine)"))
    #expect(
      try sessionc.run("compile", "a.yaml", "--target", "ga-session").output
        == #"{"mood":"calm","type":"realtime"}"# + "\n"
    )
    #expect(
      try sessionc.run("explain", "--server", "mine", "mood").output.contains("GA dialect, Mine")
    )
    // No output goes over one.
    let over = try sessionc.run("compile", "a.yaml", "-o", "mine.overlay.json")
    #expect(over.status == 2)
  }

  /// What a team knows beside what ships.
  @Test func anOverlayExtendsAServer() throws {
    let action = #"{"target": "/$defs/xai_vad/properties/threshold", "update": {"maximum": 0.5}}"#
    let sessionc = try Sessionc([
      ".sessionc.yaml": "overlays: [ours.overlay.json]\n",
      "ours.overlay.json": Self.overlay(action, extends: "xai"),
      "a.yaml": "voice: eve\nturn_detection: {type: server_vad, threshold: 0.8}\n",
    ])
    let result = try sessionc.run("lint", "a.yaml")
    #expect(result.output.contains("from 0.1 to 0.5 (Mine)"), "\(result.output)")
  }

  @Test func pathsHaveServersOfTheirOwn() throws {
    let sessionc = try Sessionc([
      ".sessionc.yaml": "server:\n  \"azure/**\": azure-voice-live\n  \"**\": xai\n",
      "azure/a.yaml": "turn_detection: {type: azure_semantic_vad}\n",
      "b.yaml": "voice: eve\naudio: {output: {transport: json}}\n",
      "c.yaml": "$server: inworld\ntype: realtime\nproviderData: {}\n",
    ])
    #expect(
      try sessionc.run("lint", "azure", "b.yaml", "c.yaml").output == "no problems in 3 profiles\n"
    )
    #expect(try sessionc.run("lint", "azure", "b.yaml", "c.yaml", "--no-config").status == 1)
    #expect(
      try sessionc.run("migrate", "azure", "b.yaml").error == "sessionc: nothing to migrate\n"
    )
  }

  @Test func anUnknownServerIsNotExplained() throws {
    let result = try Sessionc([:]).run("explain", "--server", "xia", "voice")
    #expect(result.status == 2)
    #expect(result.error == "sessionc: error: no server is called `xia`; did you mean `xai`?\n")
  }
}
