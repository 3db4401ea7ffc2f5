import Foundation
import TestSupport
import Testing

/// Files that several profiles share: what is found in them is told once, and mended once.
@Suite struct SharedFileTests {
  static let base = """
    type: realtime
    model: gpt-realtime-2
    audio: { output: { voice: marin, speed: 1.1 } }

    """

  /// A project whose profiles start from one base.
  private func project(_ files: [String: String], profiles: Int = 0) throws -> Sessionc {
    var files = files
    for number in 0..<profiles {
      files["profiles/p\(number + 100).yaml"] =
        "$extends: _base.yaml\ninstructions: Number \(number)\n"
    }
    let sessionc = try Sessionc(files)
    try sessionc.write("", to: ".git/HEAD")
    return sessionc
  }

  private func report(_ sessionc: Sessionc, _ arguments: String...) throws -> Report {
    let result = try sessionc.run(["lint", "--format", "json"] + arguments)
    return try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
  }

  struct Report: Decodable {
    struct Finding: Decodable {
      struct Range: Decodable {
        struct Position: Decodable { var line, column: Int }
        var file: String
        var start: Position
      }
      struct Related: Decodable {
        var message: String
        var range: Range
      }
      struct Uses: Decodable {
        struct Use: Decodable { var file, path: String }
        var count: Int
        var shown: [Use]
      }
      struct Fix: Decodable { var safe: Bool }
      var code, path, message: String
      var help: String?
      var range: Range
      var related: [Related]
      var profiles: Uses?
      var fix: Fix?
      var place: String { "\(code) \(range.file):\(range.start.line):\(range.start.column)" }
    }
    struct Summary: Decodable { var errors, warnings, fixable: Int }
    var files: Int
    var diagnostics: [Finding]
    var summary: Summary
  }

  // MARK: Once

  /// The names in a pointer are hidden where they are keys, whatever the profile is made of.
  /// Files that are written anew get numbers that others had: none may be taken for another one.
  @Test func veryManySharedFilesAreMendedInOneRun() throws {
    var files: [String: String] = [:]
    for number in 0..<24 {
      files["profiles/g\(number)/_base.yaml"] = "type: realtime\ninstrctions: Number \(number).\n"
      files["profiles/g\(number)/p.yaml"] = "$extends: _base.yaml\naudio: {output: {voise: ash}}\n"
    }
    let sessionc = try Sessionc(files)
    let fixed = try sessionc.run("lint", "profiles", "--fix")
    #expect(fixed.status == 0, "\(fixed.output)")
    #expect(fixed.error.contains("fixed 48 findings in 48 files"))
    for number in 0..<24 {
      let shown = try sessionc.run("compile", "profiles/g\(number)/p.yaml")
      #expect(shown.output.contains("\"instructions\":\"Number \(number).\""))
      #expect(shown.output.contains("\"voice\":\"ash\""))
    }
    #expect(try sessionc.run("lint", "profiles", "--fix").error.contains("nothing to fix"))
  }

  @Test(arguments: [
    "$vars: {q: 1}\nvoice: {\"KEY\": 1}\n", "$extends: _b.yaml\n\"KEY\": 1\n",
    "$vars: {\"KEY\": b}\nvoice: ash\n", "$variants: {\"KEY\": {}}\nvoice: ash\n",
    "voice: {$include: v.yaml}\n",
  ])
  func keysInPointersAreHidden(_ text: String) throws {
    let key = "sk-" + SampleSecret.random(32)
    let sessionc = try Sessionc([
      "p.yaml": text.replacing("KEY", with: key), "_b.yaml": "instructions: Hi\n",
      "v.yaml": "{\"\(key)\": 1}\n",
    ])
    for form in ["json", "sarif", "text", "junit", "gitlab"] {
      let result = try sessionc.run("lint", "p.yaml", "--format", form)
      #expect(!result.output.contains(key.dropFirst(3).prefix(12)), "\(form)")
    }
  }

  /// A text that names a long value very often has no room: it is never made.
  @Test func aTextOfVeryManyLongValuesIsRefused() throws {
    let sessionc = try Sessionc([
      "p.yaml": "$vars: {abc: \"\(String(repeating: "x", count: 100_000))\"}\ninstructions: \""
        + String(repeating: "${abc}", count: 20_000) + "\"\n"
    ])
    // It was 2 GB of values before anything was refused.
    let command = "ulimit -v 1200000; exec '\(Sessionc.executable.path)' lint p.yaml"
    let shell = URL(fileURLWithPath: "/bin/sh")
    let result = try sessionc.start(["-c", command], program: shell).wait()
    #expect(result.status == 1)
    #expect(result.output.contains("SP004"))
  }

  /// A variable may put a letter before a key.
  @Test func showHidesAKeyBehindALetter() throws {
    let key = "sk-" + SampleSecret.random(32)
    let sessionc = try Sessionc(["p.yaml": "$vars: {a: \"\(key)\"}\nvoice: \"x${a}\"\n"])
    for arguments in [["p.yaml"], ["p.yaml", "/voice"], ["p.yaml", "--format", "json"]] {
      #expect(try !sessionc.run(["show"] + arguments).output.contains(key.dropFirst(3)))
    }
  }

  @Test func aMistakeOfTheBaseIsToldOnce() throws {
    let base = Self.base.replacing("1.1", with: "9")
    let sessionc = try project(["profiles/_base.yaml": base], profiles: 200)
    let report = try report(sessionc)
    #expect(report.diagnostics.map(\.place) == ["SP202 profiles/_base.yaml:3:41"])
    let finding = try #require(report.diagnostics.first)
    #expect(finding.profiles?.count == 200)
    #expect(finding.profiles?.shown.count == 10)
    #expect(finding.profiles?.shown.first?.file == "profiles/p100.yaml")
    #expect(finding.path == "/audio/output/speed")
    #expect(finding.related.first?.range.file == "profiles/p100.yaml")
    #expect(report.files == 200 && report.summary.errors == 1)
    let text = try sessionc.run("lint").output
    #expect(text.contains("= in: profiles/p100.yaml, profiles/p101.yaml and 198 more\n"))
    #expect(text.contains("1 error in 200 profiles"))
    for form in ["sarif", "junit", "github", "gitlab", "concise"] {
      let output = try sessionc.run("lint", "--format", form).output
      #expect(output.components(separatedBy: "_base.yaml").count >= 2, "\(form)")
      let entries = output.components(separatedBy: "`speed` is 9").count - 1
      // JUnit says it in an attribute and in the text.
      #expect(entries == (form == "junit" ? 2 : 1), "\(form)")
    }
  }

  @Test func oneCoreAndAnotherFolderSayTheSame() throws {
    let base = Self.base.replacing("1.1", with: "9")
    let sessionc = try project(["profiles/_base.yaml": base], profiles: 20)
    let all = try sessionc.run("lint", "--format", "json").output
    #expect(try sessionc.run("lint", "--format", "json", "--jobs", "1").output == all)
    let named = try sessionc.run("lint", "--format", "json", "profiles").output
    #expect(named == all)
  }

  @Test func theBaselineCountsItOnce() throws {
    let base = Self.base.replacing("1.1", with: "9")
    let sessionc = try project(["profiles/_base.yaml": base], profiles: 20)
    _ = try sessionc.run("lint", "--baseline", "b.jsonl", "--write-baseline")
    let lines = try #require(sessionc.text("b.jsonl")).split(separator: "\n")
    #expect(lines.count == 1)
    #expect(lines.first?.contains("\"count\":1,\"file\":\"profiles/_base.yaml\"") ?? false)
    #expect(try sessionc.run("lint", "--baseline", "b.jsonl").status == 0)
  }

  @Test func aPartialStandsForItsUsers() throws {
    let base = Self.base.replacing("1.1", with: "9") + "instructions: { $file: a.md }\n"
    let sessionc = try project([
      "profiles/_base.yaml": base, "profiles/a.md": "Hi.\n",
      "profiles/one.yaml": "$extends: _base.yaml\n",
      "profiles/two.yaml": "$extends: _base.yaml\n",
      "profiles/three.yaml": "type: realtime\nmodel: gpt-realtime-2\naudio: {output: {speed: 8}}\n",
    ])
    for partial in ["profiles/_base.yaml", "profiles/a.md"] {
      let report = try report(sessionc, partial)
      #expect(report.files == 2)
      #expect(report.diagnostics.map(\.place) == ["SP202 profiles/_base.yaml:3:41"])
      let result = try sessionc.run("lint", partial)
      #expect(result.error.contains("\(partial): used by 2 profiles"))
    }
    try sessionc.write("voice: sage\n", to: "profiles/_old.yaml")
    #expect(try report(sessionc, "profiles/_old.yaml").diagnostics.map(\.code) == ["SP713"])
    let all = try report(sessionc).diagnostics.map(\.place)
    #expect(
      all == [
        "SP202 profiles/three.yaml:3:25", "SP202 profiles/_base.yaml:3:41",
        "SP713 profiles/_old.yaml:1:1",
      ]
    )
  }

  @Test func theBaseIsWrongOnlyTogetherWithSomeProfiles() throws {
    let sessionc = try project([
      "profiles/_base.yaml": Self.base + "reasoning: { effort: low }\n",
      "profiles/a.yaml": "$extends: _base.yaml\n",
      "profiles/b.yaml": "$extends: _base.yaml\nmodel: gpt-realtime-1.5\n",
      "profiles/c.yaml": "$extends: _base.yaml\nmodel: gpt-realtime-1.5\n",
    ])
    let report = try report(sessionc, "--select", "SP451")
    let finding = try #require(report.diagnostics.first)
    #expect(report.diagnostics.count == 1 && finding.place == "SP451 profiles/_base.yaml:4:1")
    #expect(finding.profiles?.count == 2)
    #expect(finding.related.map(\.range.file) == ["profiles/b.yaml", "profiles/b.yaml"])
    #expect(finding.related.last?.range.start.line == 2)
    #expect(
      finding.help?.hasPrefix("write `reasoning: $unset` in profiles/b.yaml, or use") ?? false
    )
  }

  // MARK: Ignoring

  @Test func aProfileSilencesWhatItBringsIn() throws {
    let base = Self.base.replacing("1.1", with: "9")
    let sessionc = try project(["profiles/_base.yaml": base], profiles: 5)
    try sessionc.write(
      "$extends: _base.yaml  # sessionc: ignore[SP202] fine here\n",
      to: "profiles/p100.yaml"
    )
    let report = try report(sessionc)
    #expect(report.diagnostics.map(\.place) == ["SP202 profiles/_base.yaml:3:41"])
    #expect(report.diagnostics.first?.profiles?.count == 4)
    // By itself nothing is left.
    #expect(try self.report(sessionc, "profiles/p100.yaml").diagnostics.isEmpty)
  }

  @Test func aCommentInTheBaseIsForAllUsers() throws {
    let base = """
      type: realtime
      model: gpt-realtime-2
      # sessionc: ignore[SP202] fine everywhere
      audio: { output: { voice: marin, speed: 9 } }

      """
    let sessionc = try project(["profiles/_base.yaml": base], profiles: 5)
    #expect(try report(sessionc).diagnostics.isEmpty)
    #expect(try report(sessionc, "profiles/p101.yaml").diagnostics.isEmpty)
    // One overrides the value: of all profiles the comment is needed, by one alone nobody can tell.
    try sessionc.write(
      "$extends: _base.yaml\naudio: { output: { speed: 1 } }\n",
      to: "profiles/p100.yaml"
    )
    #expect(try report(sessionc).diagnostics.isEmpty)
    #expect(try report(sessionc, "profiles/p100.yaml").diagnostics.isEmpty)
    try sessionc.write(base.replacing("speed: 9", with: "speed: 1"), to: "profiles/_base.yaml")
    #expect(try report(sessionc).diagnostics.map(\.place) == ["SP009 profiles/_base.yaml:3:20"])
    #expect(try report(sessionc, "profiles/p101.yaml").diagnostics.isEmpty)
  }

  // MARK: Mending

  /// A mistake whose fix is safe.
  private static let misspelt = base.replacing("speed:", with: "Speed:")

  @Test func aBaseIsMendedWhereAllUsersAgree() throws {
    let sessionc = try project(["profiles/_base.yaml": Self.misspelt], profiles: 3)
    let before = try report(sessionc)
    #expect(before.diagnostics.map(\.code) == ["SP101"] && before.diagnostics[0].fix?.safe == true)
    let difference = try sessionc.run("lint", "--diff")
    #expect(difference.output.components(separatedBy: "+++ b/profiles/_base.yaml").count == 2)
    #expect(sessionc.text("profiles/_base.yaml") == Self.misspelt)
    // Users are looked up in the project, whatever is named.
    let result = try sessionc.run("lint", "--fix", "profiles/p101.yaml")
    #expect(result.status == 0 && result.error.contains("fixed 1 finding in 1 file"))
    #expect(sessionc.text("profiles/_base.yaml") == Self.base)
  }

  @Test func aBaseIsNotMendedWhereOneUserDiffers() throws {
    let sessionc = try project(["profiles/_base.yaml": Self.misspelt], profiles: 3)
    let own = "$extends: _base.yaml\naudio: $unset\n"
    try sessionc.write(own, to: "profiles/p100.yaml")
    #expect(try report(sessionc).diagnostics.first?.fix?.safe == false)
    let text = try sessionc.run("lint").output
    #expect(text.contains("fix (unsafe: changes 3 profiles): rename"))
    _ = try sessionc.run("lint", "--fix")
    #expect(sessionc.text("profiles/_base.yaml") == Self.misspelt)
    _ = try sessionc.run("lint", "--fix", "profiles/p101.yaml")
    #expect(sessionc.text("profiles/_base.yaml") == Self.misspelt)
    _ = try sessionc.run("lint", "--fix", "--unsafe")
    #expect(sessionc.text("profiles/_base.yaml") == Self.base)
    #expect(sessionc.text("profiles/p100.yaml") == own)
  }

  // MARK: What may be read

  @Test func nothingOutsideOrHiddenIsRead() throws {
    let secret = "K=you-must-not-see-this"
    let sessionc = try project([
      ".env": secret, ".hidden/_b.yaml": "voice: \(secret)\n", "profiles/sub/b.md": "Hi.\n",
    ])
    try sessionc.write(secret, to: ".git/config")
    try FileManager.default.createDirectory(
      at: sessionc.url("../outside"),
      withIntermediateDirectories: true
    )
    try sessionc.write(secret, to: "../outside/a.md")
    try sessionc.link("profiles/out.md", to: "../../outside/a.md")
    try sessionc.link("profiles/env.md", to: "../.env")
    try sessionc.link("profiles/folder", to: "../../outside")
    try sessionc.link("profiles/fine.md", to: "sub/b.md")
    try sessionc.link("profiles/dangling.md", to: "../../outside/gone.md")
    #expect(mkfifo(sessionc.url("profiles/fifo.md").path, 0o600) == 0)
    try sessionc.link("profiles/zero.md", to: "/dev/zero")
    let cases: [(String, String?)] = [
      ("instructions: {$file: ../.env}", "SP702"),
      ("instructions: {$file: ../.git/config}", "SP702"),
      ("$extends: ../.hidden/_b.yaml", "SP702"), ("instructions: {$file: out.md}", "SP702"),
      ("instructions: {$file: env.md}", "SP702"), ("instructions: {$file: folder/a.md}", "SP702"),
      ("instructions: {$file: ../../outside/a.md}", "SP702"),
      ("instructions: {$file: fifo.md}", "SP702"),
      ("instructions: {$file: zero.md}", "SP702"), ("instructions: {$file: sub}", "SP702"),
      ("instructions: {$file: dangling.md}", "SP702"), ("instructions: {$file: gone.md}", "SP701"),
      ("instructions: {$include: ../.hidden/gone.yaml}", "SP702"),
      ("instructions: {$file: fine.md}", nil),
    ]
    for (profile, code) in cases {
      try sessionc.write("\(profile)\ntype: realtime\n", to: "profiles/p.yaml")
      let result = try sessionc.run("lint", "--format", "json", "profiles/p.yaml")
      let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
      #expect(report.diagnostics.map(\.code) == (code.map { [$0] } ?? []), "\(profile)")
      let shown = try sessionc.run("show", "profiles/p.yaml")
      #expect(!(result.output + shown.output + shown.error).contains("you-must-not"), "\(profile)")
    }
  }

  @Test func aNearNameIsOffered() throws {
    let sessionc = try project(["profiles/_base.yaml": Self.base])
    try sessionc.write("$extends: _bse.yaml\n", to: "profiles/p.yaml")
    #expect(try report(sessionc).diagnostics.first?.help == "did you mean `_base.yaml`?")
  }

  @Test func aRootMayBeNamed() throws {
    let sessionc = try project([
      "_base.yaml": Self.base, "team/p.yaml": "$extends: ../_base.yaml\n",
    ])
    #expect(try report(sessionc, "team").diagnostics.isEmpty)
    let report = try report(sessionc, "team", "--root", "team")
    #expect(report.diagnostics.map(\.code) == ["SP702"])
    #expect(try sessionc.run("lint", "team", "--root", "gone").status == 2)
  }

  @Test func standardInputCountsFromItsName() throws {
    let sessionc = try project(["profiles/_base.yaml": Self.base])
    let result = try sessionc.run(
      "compile",
      "-",
      "--stdin-filename",
      "profiles/x.yaml",
      input: "$extends: _base.yaml\n"
    )
    #expect(result.status == 0 && result.output.contains("\"voice\":\"marin\""))
  }

  // MARK: Hostile projects

  /// Small files that stand for very much.
  @Test(arguments: ["- { $include: _NEXT.yaml }\n", "k: { $include: _NEXT.yaml }\n"])
  func whatIsRepeatedIsBounded(_ line: String) throws {
    var files = ["profiles/p.yaml": Self.base + "tools: { $include: _0.yaml }\n"]
    for level in 0..<8 {
      files["profiles/_\(level).yaml"] = (0..<10).map { number in
        line.replacing("NEXT", with: "\(level + 1)").replacing("k:", with: "k\(number):")
      }
      .joined()
    }
    for end in ["- { type: function, name: a }\n", "[]\n"] {
      files["profiles/_8.yaml"] = end
      let sessionc = try project(files)
      #expect(try report(sessionc).diagnostics.map(\.code).contains("SP004"), "\(end)")
    }
  }

  /// What no profile is at its root.
  @Test(arguments: [
    ("$file: a.md\n", ["SP709"]), ("$include: list.yaml\n", ["SP708"]),
    ("$include: gone.yaml\n", ["SP701"]), ("$extends: _file.yaml\n", ["SP709"]),
    ("$extends: _include.yaml\n", ["SP708"]), ("$include: p.yaml\n", ["SP703"]),
  ]) func aRootIsAMapping(_ profile: String, _ codes: [String]) throws {
    let sessionc = try project([
      "profiles/p.yaml": profile, "profiles/a.md": "x\n", "profiles/list.yaml": "[x]\n",
      "profiles/_file.yaml": "$file: a.md\n", "profiles/_include.yaml": "$include: list.yaml\n",
    ])
    #expect(try report(sessionc, "profiles/p.yaml").diagnostics.map(\.code) == codes)
    for command in ["show", "compile", "deps", "migrate"] {
      #expect(try sessionc.run(command, "profiles/p.yaml").status < 3, "\(command)")
    }
  }

  @Test func noReportIsWrittenOverAFileOfAProfile() throws {
    let sessionc = try project([
      "profiles/_base.yaml": Self.base, "profiles/p.yaml": "$extends: _base.yaml\n",
    ])
    for arguments in [
      ["lint", "--output", "profiles/_base.yaml"],
      ["lint", "--format", "json=profiles/_base.yaml"],
      ["compile", "profiles/p.yaml", "-o", "o.json", "--depfile", "profiles/_base.yaml"],
      ["compile", "profiles/p.yaml", "-o", "o.json", "--source-map", "profiles/_base.yaml"],
      ["compile", "profiles/p.yaml", "-o", "profiles/_base.yaml"],
    ] {
      #expect(try sessionc.run(arguments).status == 2, "\(arguments)")
      #expect(sessionc.text("profiles/_base.yaml") == Self.base, "\(arguments)")
    }
  }

  /// A name with a line break would end the line of a depfile, and what follows be a rule of its own.
  @Test func noDepfileHoldsALineBreak() throws {
    let name = "A=1\nall:;id>PWNED;:.md"
    let sessionc = try project([
      name: "Hi\n",
      "p.yaml":
        "type: realtime\nmodel: gpt-realtime-2\ninstructions: {$file: \"A=1\\nall:;id>PWNED;:.md\"}\n",
    ])
    let result = try sessionc.run("compile", "p.yaml", "-o", "o.json", "--depfile", "d")
    #expect(result.status == 2 && sessionc.text("d") == nil)
    #expect(try sessionc.run("deps", "p.yaml", "--format", "make").output.isEmpty)
  }

  @Test func aLinkMakesNoTextOfAKey() throws {
    let sessionc = try project(["id_rsa": "KEY", "credentials.json": "{\"a\": \"KEY\"}"])
    try sessionc.link("x.md", to: "id_rsa")
    try sessionc.link("y.md", to: "credentials.json")
    for name in ["x.md", "y.md"] {
      try sessionc.write(
        "type: realtime\nmodel: gpt-realtime-2\ninstructions: {$file: \(name)}\n",
        to: "p.yaml"
      )
      #expect(try report(sessionc, "p.yaml").diagnostics.map(\.code) == ["SP702"])
      #expect(try !sessionc.run("compile", "p.yaml").output.contains("KEY"))
    }
  }

  @Test func aProfileThatIsABaseIsToldOnce() throws {
    let base = Self.base.replacing("1.1", with: "9")
    let sessionc = try project([
      "profiles/b.yaml": base, "profiles/a.yaml": "$extends: b.yaml\n",
      "profiles/c.yaml": "$extends: b.yaml\n",
    ])
    for arguments in [[], ["profiles/c.yaml", "profiles/b.yaml"], ["."]] as [[String]] {
      let result = try sessionc.run(["lint", "--format", "concise"] + arguments)
      #expect(result.output.split(separator: "\n").count == 1, "\(result.output)")
    }
  }

  @Test func theWorstOfTwoProjectsCounts() throws {
    let sessionc = try project([
      ".sessionc.yaml": "paths: [a, b]\n", "a/.sessionc.yaml": "severities: {SP202: warning}\n",
      "_b.yaml": Self.base.replacing("1.1", with: "9"), "a/p.yaml": "$extends: ../_b.yaml\n",
      "b/q.yaml": "$extends: ../_b.yaml\n",
    ])
    #expect(try sessionc.run("lint").status == 1)
  }

  /// At the end of a line, and in a file of text, where a `#` is no comment.
  @Test func commentsOfSharedFilesAreFound() throws {
    let sessionc = try project([
      "profiles/_base.yaml": Self.base.replacing(
        "1.1 } }",
        with: "9 } }  # sessionc: ignore[SP202] fast"
      ),
      "profiles/p.yaml": "$extends: _base.yaml\ninstructions: { $file: a.md }\n",
      "profiles/a.md": "# sessionc: ignore[SP999]\nHi.\n",
    ])
    #expect(try report(sessionc).diagnostics.isEmpty)
  }

  @Test func aMisspeltOverrideIsCorrected() throws {
    let sessionc = try project([
      "profiles/_base.yaml": Self.base,
      "profiles/p.yaml": "$extends: _base.yaml\naudio: { output: { speeed: 1.2 } }\n",
    ])
    #expect(try report(sessionc).diagnostics.first?.help == "did you mean `speed`?")
  }

}
