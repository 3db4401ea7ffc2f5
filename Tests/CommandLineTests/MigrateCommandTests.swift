import TestSupport
import Testing

@Suite struct MigrateCommandTests {
  private func sessionc() throws -> Sessionc {
    try Sessionc([
      "profiles/flat.yaml": "voice: ash # ours\n", "profiles/ga.yaml": "type: realtime\n",
      "profiles/warm.yaml": "temperature: 0.8\n",
    ])
  }

  /// A file that does not say what stands around its session, or that a server has written.
  @Test(arguments: [
    ("session:\n  voice: alloy\n", "nothing says what stands around the session"),
    (
      "type: session.created\nsession: {voice: alloy}\n",
      "`session.created` is an event of the server"
    ),
    (
      "type: session.updated\nsession: {voice: alloy}\n",
      "`session.updated` is an event of the server"
    ),
    (
      "type: transcription_session.created\nsession: {input_audio_format: pcm16}\n",
      "`transcription_session.created` is an event of the server"
    ),
  ])
  func whatIsNoRequestIsLeft(_ text: String, _ message: String) throws {
    let sessionc = try Sessionc(["p.yaml": text])
    let result = try sessionc.run("migrate", "--write", "p.yaml")
    #expect(result.status == 1 && result.error.contains(message), "\(result.error)")
    #expect(sessionc.text("p.yaml") == text)
  }

  /// In a profile of several files as in any other, what has no counterpart is told.
  @Test(arguments: [
    "$vars: {v: sage}\nvoice: ${v}\n", "$extends: _b.yaml\n", "instructions: {$file: t.md}\n",
    "$vars: {v: sage}\ninstructions: {$template: t.md}\n",
  ])
  func whatAComposedProfileLosesIsTold(_ head: String) throws {
    let sessionc = try Sessionc([
      "p.yaml": head + "temperature: 0.8\n", "_b.yaml": "voice: sage\n", "t.md": "Hi",
    ])
    let result = try sessionc.run("migrate", "--write", "p.yaml")
    #expect(result.status == 1)
    #expect(result.error.contains("error[SP105 not-in-target]: `temperature` has no counterpart"))
    #expect(sessionc.text("p.yaml")?.contains("# temperature: 0.8") ?? false)
  }

  /// Only profiles that start from the same file stand or fall together, and a prompt is no such file.
  @Test func oneProfileThatIsRefusedKeepsNoOtherBack() throws {
    let bad = "session:\n  voice: alloy\n"
    let sessionc = try Sessionc([
      "profiles/a.yaml": "$extends: _a.yaml\ninstructions: {$file: t.md}\n",
      "profiles/_a.yaml": bad,
      "profiles/b.yaml": "$extends: _b.yaml\ninstructions: {$file: t.md}\n",
      "profiles/_b.yaml": "$extends: _base.yaml\nvoice: sage\n",
      "profiles/_base.yaml": "speed: 1.1\n",
      "profiles/c.yaml": "$extends: _base.yaml\n", "profiles/d.yaml": "$extends: _a.yaml\n",
      "profiles/t.md": "Hi",
    ])
    let result = try sessionc.run("migrate", "--write")
    #expect(result.status == 1 && result.error.contains("_a.yaml:"), "\(result.error)")
    #expect(sessionc.text("profiles/_a.yaml") == bad)
    for name in ["_b", "_base"] {
      #expect(sessionc.text("profiles/\(name).yaml")?.contains("audio:") ?? false, "\(name)")
    }
    #expect(try sessionc.run("migrate", "--check").output.contains("_b") == false)
  }

  @Test func aFieldOfTheOtherDialectIsToldOnce() throws {
    let sessionc = try Sessionc(["p.yaml": "prompt: {id: a}\nvoice: alloy\n"])
    let result = try sessionc.run("migrate", "p.yaml")
    #expect(result.error.matches(of: /SP105/).count == 1)
  }

  @Test func anEventWrittenAnewStaysAnEvent() throws {
    let sessionc = try Sessionc([
      "e.json": #"{"type":"session.update","event_id":"e1","session":{"speed":1.1}}"#,
      "e.yaml": "{type: session.update, event_id: e1, session: {speed: 1.1}}\n",
    ])
    for file in ["e.json", "e.yaml"] {
      let event =
        #"{"event_id":"e1","session":{"audio":{"output":{"speed":1.1}},"type":"realtime"}"#
      #expect(try sessionc.run("migrate", "--write", file).status == 0)
      let compiled = try sessionc.run("compile", file, "--target", "ga-session-update")
      #expect(compiled.output == event + #","type":"session.update"}"# + "\n")
    }
  }

  @Test func showsTheDifferenceAndWritesNothing() throws {
    let sessionc = try sessionc()
    let result = try sessionc.run("migrate")
    #expect(result.status == 1)
    #expect(
      result.output.hasPrefix(
        "--- a/profiles/flat.yaml\n+++ b/profiles/flat.yaml\n@@ -1,1 +1,4 @@\n"
      )
    )
    #expect(result.error.contains("profiles/warm.yaml:1:1: error[SP105 not-in-target]"))
    #expect(result.error.hasSuffix("sessionc: would migrate 2 profiles; --write does\n"))
    #expect(sessionc.text("profiles/flat.yaml") == "voice: ash # ours\n")
  }

  /// What is left as it is is not counted as migrated.
  @Test func countsWhatItWouldLeave() throws {
    let sessionc = try Sessionc([
      "a.json": #"{"voice": "sage", "temperature": 0.8}"#, "b.yaml": "voice: sage\n",
    ])
    let both = try sessionc.run("migrate", "a.json", "b.yaml")
    #expect(
      both.error.hasSuffix("sessionc: would migrate 1 profile and leave 1; --write does\n"),
      "\(both.error)"
    )
    let one = try sessionc.run("migrate", "a.json")
    #expect(one.error.hasSuffix("sessionc: would migrate 0 profiles and leave 1\n"), "\(one.error)")
  }

  @Test func writesInPlace() throws {
    let sessionc = try sessionc()
    let result = try sessionc.run("migrate", "profiles/flat.yaml", "--write")
    #expect(result.status == 0)
    #expect(result.error == "sessionc: migrated 1 profile\n")
    #expect(
      sessionc.text("profiles/flat.yaml")
        == "type: realtime\naudio:\n  output:\n    voice: ash # ours\n"
    )
    #expect(
      try sessionc.run("migrate", "profiles/flat.yaml", "--write").error
        == "sessionc: migrated 0 profiles\n"
    )
    #expect(try sessionc.run("lint", "profiles/flat.yaml", "--strict").status == 0)
  }

  @Test func checkFailsWhereAProfileIsStillFlat() throws {
    let sessionc = try sessionc()
    let result = try sessionc.run("migrate", "--check")
    #expect(result.status == 1)
    #expect(
      result.output
        == "profiles/flat.yaml: is in the flat dialect\nprofiles/warm.yaml: is in the flat dialect\n"
    )
    #expect(try sessionc.run("migrate", "--check", "profiles/ga.yaml").status == 0)
    #expect(try sessionc.run("migrate", "--check", "--write").status == 2)
  }

  @Test func standardInputGoesToStandardOutput() throws {
    let result = try Sessionc().run("migrate", "-", "--write", input: "speed: 1\n")
    #expect(result.output == "type: realtime\naudio:\n  output:\n    speed: 1\n")
  }
}
