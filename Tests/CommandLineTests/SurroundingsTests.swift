import TestSupport
import Testing

/// What people find around the profiles themselves: requests whose profile is gone, other files, words that
/// are no commands.
@Suite struct SurroundingsTests {
  private func project() throws -> Sessionc {
    let sessionc = try Sessionc([
      "profiles/a.yaml": "voice: alloy\n", "profiles/d/b.yaml": "voice: ash\n",
      "profiles/c.yaml": "voice: echo\n", "out/mine.json": "{\"name\": \"x\"}\n",
      "out/empty.json": "{}\n",
      "out/hand.json": "{\"voice\": \"ash\"}\n", "out/notes.txt": "x\n",
      "out/p.yaml": "voice: ash\n",
    ])
    #expect(try sessionc.run("compile", "profiles", "-o", "out", "--pretty").status == 0)
    #expect(try sessionc.run("compile", "-o", "out").status == 0)
    try sessionc.remove("profiles/d/b.yaml")
    try sessionc.remove("profiles/c.yaml")
    return sessionc
  }

  private static let kept = [
    "out/a.json", "out/empty.json", "out/hand.json", "out/mine.json", "out/notes.txt", "out/p.yaml",
  ]

  @Test func checkReportsThem() throws {
    let sessionc = try project()
    let before = sessionc.names
    for paths in [[], ["profiles"], ["profiles/"]] {
      let result = try sessionc.run(["compile", "-o", "out", "--check"] + paths)
      #expect(result.status == 1)
      #expect(
        result.output
          == "out/c.json: no profile makes this request any more\nout/d/b.json: no profile makes this request any more\n"
      )
    }
    // Of files that are named there may be more.
    #expect(try sessionc.run("compile", "profiles/a.yaml", "-o", "out/", "--check").status == 0)
    #expect(sessionc.names == before)
  }

  @Test func pruneRemovesThem() throws {
    let sessionc = try project()
    let result = try sessionc.run("compile", "-o", "out", "--prune")
    #expect(result.status == 0)
    #expect(result.error == "sessionc: removed out/c.json\nsessionc: removed out/d/b.json\n")
    let left = sessionc.names.filter { $0.hasPrefix("out/") && $0 != "out/d" }
    #expect(left == Self.kept)
    #expect(try sessionc.run("compile", "-o", "out", "--check").status == 0)
  }

  /// Several targets, and a profile with an error, whose request stays.
  @Test func whatHasAProfileStays() throws {
    let sessionc = try Sessionc([
      "profiles/a.yaml": "voice: alloy\n", "profiles/b.yaml": "voice: ash\n",
    ])
    let run = ["compile", "-o", "out", "--target", "sessions", "--target", "ga-client-secrets"]
    #expect(try sessionc.run(run).status == 0)
    try sessionc.write("voise: ash\n", to: "profiles/b.yaml")
    let names = sessionc.names
    #expect(try sessionc.run(run + ["--prune"]).status == 1)
    #expect(sessionc.names == names)
    // One target less.
    #expect(try sessionc.run("compile", "profiles", "-o", "out", "--prune").status == 1)
    #expect(sessionc.names.filter { $0.hasSuffix(".json") } == ["out/a.json"])
  }

  /// Nothing is removed where not everything could be read, and never behind a link.
  @Test func doubtKeepsThem() throws {
    let sessionc = try project()
    try sessionc.write("\u{0}", to: "elsewhere/c.json")
    #expect(try sessionc.run("compile", "profiles", "missing", "-o", "out", "--prune").status == 2)
    #expect(sessionc.text("out/c.json") != nil)
    try sessionc.remove("out/d/b.json")
    try sessionc.remove("out/d")
    try sessionc.write("{\"voice\":\"ash\"}\n", to: "other/b.json")
    try sessionc.link("out/d", to: "../other")
    #expect(try sessionc.run("compile", "-o", "out", "--prune").status == 0)
    #expect(sessionc.text("other/b.json") != nil && sessionc.text("out/c.json") == nil)
  }

  @Test(arguments: [
    (["compile", "--prune"], "--prune needs the folder"),
    (["compile", "-o", "out", "--prune", "--check"], "--check changes none"),
    (["compile", "profiles/a.yaml", "-o", "out/", "--prune"], "is about all requests of a folder"),
  ]) func whatItNeeds(_ run: [String], _ message: String) throws {
    let sessionc = try Sessionc(["profiles/a.yaml": "voice: alloy\n"])
    let result = try sessionc.run(run)
    #expect(result.status == 2 && result.error.contains(message), "\(result.error)")
  }

  @Test(arguments: [
    ("lnit", "did you mean `sessionc lint`?"), ("Lint", "did you mean `sessionc lint`?"),
    ("check", "did you mean `sessionc lint`?"), ("validate", "did you mean `sessionc lint`?"),
    ("complie", "did you mean `sessionc compile`?"), ("fmt", "did you mean `sessionc lint --fix`?"),
    ("p.yaml", "to check a profile write `sessionc lint p.yaml`"), ("xyzzy", "lists the commands"),
  ]) func mistypedCommands(_ word: String, _ hint: String) throws {
    let sessionc = try Sessionc(["p.yaml": "voice: alloy\n"])
    for run in [[word], ["help", word], [word, "p.yaml"]] {
      let result = try sessionc.run(run)
      #expect(result.status == 2 && result.output == "")
      #expect(
        result.error == "sessionc: error: no command is called `\(word)`; \(hint)\n"
          || hint.hasPrefix("lists") && result.error.contains(hint),
        "\(result.error)"
      )
    }
  }

  @Test func foldersOfOutputsAreMade() throws {
    let sessionc = try Sessionc(["p.yaml": "voice: alloy\n", "b.json": "{\"voice\":\"ash\"}"])
    #expect(try sessionc.run("compile", "p.yaml", "-o", "a/b/x.json").status == 0)
    #expect(try sessionc.run("import", "b.json", "-o", "c/d/x.yaml").status == 0)
    #expect(sessionc.text("a/b/x.json") != nil && sessionc.text("c/d/x.yaml") != nil)
  }

  /// What a search finds and is no session is left out, and said; what is named is checked.
  @Test func otherFilesAreLeftOutOfASearch() throws {
    let sessionc = try Sessionc([
      "p/package.json": "{\"name\":\"x\",\"scripts\":{}}", "p/compose.yml": "services: {a: {}}\n",
      "p/other.yaml": "a: 1\nb: 2\n", "p/misspelt.yaml": "voise: alloy\n",
      "p/ok.yaml": "type: realtime\n",
      "p/broken.yaml": "a: [\n",
    ])
    let lint = try sessionc.run("lint", "p", "--format", "concise")
    #expect(lint.status == 1)
    #expect(
      lint.output.hasPrefix("p/broken.yaml:1:4: error[SP001")
        && lint.output.contains("p/misspelt.yaml:1:1: error[SP101")
    )
    #expect(!lint.output.contains("other.yaml") && !lint.output.contains("compose"))
    #expect(
      lint.error
        == "sessionc: note: skipped 3 files, such as p/compose.yml: they are not sessions; to check such a file, name it on the command line\n"
    )
    // For several targets as for one.
    let several = try sessionc.run(
      ["lint", "p", "--format", "concise", "--target", "ga-session-update"]
        + ["--target", "ga-client-secrets"]
    )
    #expect(several.output == lint.output && several.error == lint.error)
    let compile = try sessionc.run("compile", "p", "-o", "out")
    #expect(compile.status == 1 && compile.error.contains("skipped 3 files"))
    #expect(sessionc.names.filter { $0.hasPrefix("out/") } == ["out/ok.json"])
    for name in ["p/package.json", "p/other.yaml"] {
      #expect(try sessionc.run("lint", name).status == 1)
    }
    try sessionc.remove("p/broken.yaml")
    try sessionc.remove("p/misspelt.yaml")
    #expect(try sessionc.run("lint", "p", "--fix").output == "no problems in 1 profile\n")
  }

  /// A session alone is fine as a profile, and no body: said once a run.
  @Test func aBodyWithoutItsEnvelopeIsNamed() throws {
    let session = "{\"type\":\"realtime\"}"
    let sessionc = try Sessionc([
      "b/1.json": session, "b/2.json": session, "b/3.json": "{\"session\":\(session)}",
      "b/4.json": "{\"voice\":\"ash\"}", "b/5.yaml": session, "b/6.JSON": session,
    ])
    let both = try sessionc.run("lint", "b", "--strict")
    #expect(both.status == 0)
    #expect(
      both.error
        == "sessionc: note: 2 files, such as b/1.json, hold a session alone; the body of a request has it below `session`, as `sessionc compile` writes it\n"
    )
    #expect(try sessionc.run("lint", "b/2.json").error.contains("b/2.json holds a session alone"))
    #expect(try sessionc.run("lint", "b/3.json", "b/4.json", "b/5.yaml").error.isEmpty)
  }

  @Test func whatToDoWithoutProfiles() throws {
    let sessionc = try Sessionc(["u/_x.yaml": "voice: alloy\n", "v/x.txt": ""])
    #expect(try sessionc.run("lint").error.contains("`sessionc init` makes one"))
    #expect(
      try sessionc.run("lint", "u").error.contains("names that begin with `_` or `.` are left out")
    )
    #expect(try !sessionc.run("lint", "v").error.contains("left out"))
  }

  @Test func explainKnowsBothDialects() throws {
    let sessionc = try Sessionc()
    let voice = try sessionc.run("explain", "voice").output
    #expect(
      voice.contains("audio.output.voice (GA dialect)") && voice.contains("voice (flat dialect)")
    )
    let all = try sessionc.run("explain").output
    for line in ["  audio.input.turn_detection", "  input_audio_format", "  SP101 unknown-field"] {
      #expect(all.contains(line + "\n"))
    }
  }
}
