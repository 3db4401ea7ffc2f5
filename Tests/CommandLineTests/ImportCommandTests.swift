import TestSupport
import Testing

@Suite struct ImportCommandTests {
  /// What the author asked for stays, and the envelope of an event comes off however it is known.
  @Test(arguments: [
    (
      #"{"type":"realtime","client_secret":{"expires_after":{"seconds":600}}}"#,
      "type: realtime\nclient_secret:\n  expires_after:\n    seconds: 600\n"
    ),
    (#"{"event_id":"e1","session":{"voice":"alloy"}}"#, "$target: session-update\nvoice: alloy\n"),
    (
      #"{"event_id":"e1","session":{"type":"realtime"}}"#,
      "$target: ga-session-update\ntype: realtime\n"
    ),
    (#"{"type":"realtime","client_secret":{"value":"ek_1","expires_at":1}}"#, "type: realtime\n"),
  ])
  func isImportedAs(_ body: String, _ profile: String) throws {
    let sessionc = try Sessionc(["b.json": body])
    #expect(try sessionc.run("import", "b.json").output == profile)
  }

  /// An event may rely on tools that an earlier one declared; so may its profile.
  @Test(arguments: [#""required""#, #"{"type":"function","name":"f"}"#])
  func anEventWithoutToolsStaysOne(_ choice: String) throws {
    let sessionc = try Sessionc([
      "b.json": #"{"type":"session.update","session":{"tool_choice":\#(choice)}}"#
    ])
    #expect(try sessionc.run("compile", "b.json").status == 0)
    #expect(try sessionc.run("import", "b.json", "-o", "p.yaml").status == 0)
    #expect(try sessionc.run("compile", "p.yaml").status == 0)
  }

  @Test func writesAProfileThatCompilesToTheSameRequest() throws {
    let body = #"{"instructions":"Be brief.\nAlways.","voice":"alloy"}"# + "\n"
    let sessionc = try Sessionc(["body.json": body])
    let result = try sessionc.run("import", "body.json", "-o", "p.yaml")
    #expect(result.status == 0)
    #expect(result.output == "")
    #expect(sessionc.text("p.yaml") == "instructions: |-\n  Be brief.\n  Always.\nvoice: alloy\n")
    #expect(try sessionc.run("compile", "p.yaml").output == body)
    let piped = try sessionc.run("import", input: body)
    #expect(piped.output == sessionc.text("p.yaml"))
  }

  @Test func namesWhatItLeavesOut() throws {
    let result = try Sessionc().run("import", "-", input: #"{"id": "a", "voice": "alloy"}"#)
    #expect(result.output == "voice: alloy\n")
    #expect(result.error == "sessionc: note: left out, since only the server sets it: /id\n")
    let event = #"{"type": "session.update", "event_id": "e", "session": {"voice": "a"}}"#
    #expect(
      try Sessionc().run("import", input: event).error
        == "sessionc: note: left out, since it belongs to a single message: /event_id\n"
    )
  }

  @Test func overwritesNothing() throws {
    let sessionc = try Sessionc(["p.yaml": "mine"])
    let result = try sessionc.run("import", "-", "-o", "p.yaml", input: "{}")
    #expect(result.status == 2)
    #expect(result.error == "sessionc: error: p.yaml: is there already; it is left as it is\n")
    #expect(sessionc.text("p.yaml") == "mine")
  }

  @Test func whatIsNotJSONGivesStatus1AndAPlace() throws {
    let result = try Sessionc().run("import", input: "{\"a\": [}")
    #expect(result.status == 1)
    #expect(result.error.hasPrefix("<stdin>:1:"))
    #expect(try Sessionc().run("import", "none.json").status == 2)
    #expect(try Sessionc().run("import", "--dialect", "x").status == 2)
  }

  @Test func aFolderForSeveralFilesNeedsNoSlash() throws {
    let sessionc = try Sessionc(["a.json": "{}", "b.json": "{}"])
    #expect(try sessionc.run("import", "a.json", "b.json", "-o", "new").status == 0)
    #expect(sessionc.text("new/a.yaml") != nil && sessionc.text("new/b.yaml") != nil)
  }

  @Test func severalFilesGoIntoAFolder() throws {
    let sessionc = try Sessionc([
      "a.json": #"{"voice": "alloy", "event_id": null}"#, "b.json": "{'voice': undefined}",
      "in/c.js": "{voice: 'ash', temperature: null}",
    ])
    let result = try sessionc.run("import", "a.json", "b.json", "in/c.js", "-o", "out/deep/")
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.error.contains("b.json:1:11: error"))
    #expect(
      result.error.contains("sessionc: note: in/c.js: left out, since null is no value of it")
    )
    #expect(sessionc.text("out/deep/a.yaml") == "voice: alloy\nevent_id: null\n")
    #expect(sessionc.text("out/deep/b.yaml") == nil)
    #expect(sessionc.text("out/deep/c.yaml") == "voice: ash\n")
    // The same again: nothing is written over, and the others go on.
    try sessionc.write("{}", to: "d.json")
    let again = try sessionc.run("import", "a.json", "none.json", "d.json", "-o", "out/deep")
    #expect(again.status == 2)
    #expect(again.error.contains("out/deep/a.yaml: is there already; it is left as it is"))
    #expect(again.error.contains("none.json: "))
    #expect(sessionc.text("out/deep/d.yaml") == "{}\n")
  }

  @Test func whereSeveralFilesGoIsCheckedFirst() throws {
    let sessionc = try Sessionc(["a.json": "{}", "in/a.js": "{}"])
    for arguments in [
      ["a.json", "in/a.js"], ["a.json", "in/a.js", "-o", "out/"], ["a.json", "-", "-o", "out/"],
      ["a.json", "in/a.js", "-o", "new.yaml"], ["a.json", "a.json", "-o", "out/"],
    ] {
      #expect(try sessionc.run(["import"] + arguments).status == 2)
      #expect(sessionc.text("out/a.yaml") == nil)
      #expect(sessionc.text("new.yaml") == nil)
    }
    #expect(try sessionc.run("import", "in/a.js", "-o", "in").status == 0)
    #expect(sessionc.text("in/a.yaml") == "{}\n")
  }

  /// What is refused leaves nothing behind.
  @Test(
    arguments: [
      (#"{"type": "response.create", "response": {}}"#, "this is not a session: it is an event"),
      (#"{"model": "m", "messages": []}"#, "this is not a session: `messages` belongs to Chat"),
      (#"{"name": "a", "dependencies": {}}"#, "this is not a session: `dependencies`"),
      ("{'voice': f'x'}", "an f-string"),
    ]
  )
  func whatIsRefusedIsNotWritten(_ text: String, _ message: String) throws {
    let sessionc = try Sessionc(["a.json": text])
    let result = try sessionc.run("import", "a.json", "-o", "out/")
    #expect(result.status == 1)
    #expect(result.error.contains(message))
    #expect(sessionc.text("out/a.yaml") == nil)
  }
}
