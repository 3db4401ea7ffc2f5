import Foundation
import TestSupport
import Testing

/// The commands on profiles of several files.
@Suite struct ComposedCommandTests {
  private func project(_ files: [String: String]) throws -> Sessionc {
    let sessionc = try Sessionc(files)
    try sessionc.write("", to: ".git/HEAD")
    return sessionc
  }

  static let family = [
    "profiles/_base.yaml": """
    type: realtime
    model: gpt-realtime-2
    audio:
      input: { turn_detection: { type: server_vad, threshold: 0.5 } }
      output: { voice: marin }
    tools: { $include: _tools.yaml }

    """,
    "profiles/_tools.yaml": "- { type: function, name: end_call }\n",
    "prompts/a.md": "Be brief.\n",
    "profiles/a.yaml": """
    $extends: _base.yaml
    instructions: { $file: ../prompts/a.md }
    audio: { input: { turn_detection: { threshold: 0.7 } } }

    """,
  ]

  // MARK: show

  @Test func showTellsTheOriginOfEveryValue() throws {
    let sessionc = try project(Self.family)
    let result = try sessionc.run("show", "profiles/a.yaml")
    #expect(
      result.output == """
        # layers: profiles/_base.yaml, profiles/a.yaml
        type: realtime # profiles/_base.yaml:1
        model: gpt-realtime-2 # profiles/_base.yaml:2
        instructions: | # prompts/a.md
          Be brief.
        audio:
          input:
            turn_detection:
              type: server_vad # profiles/_base.yaml:4
              threshold: 0.7
          output:
            voice: marin # profiles/_base.yaml:5
        tools:
          - type: function # profiles/_tools.yaml:1
            name: end_call # profiles/_tools.yaml:1

        """
    )
    #expect(result.status == 0 && result.error.isEmpty)
    // What is printed is a profile that says the same.
    try sessionc.write(result.output, to: "profiles/whole.yaml")
    #expect(
      try sessionc.run("compile", "profiles/whole.yaml").output
        == sessionc.run("compile", "profiles/a.yaml").output
    )
  }

  @Test func showTellsWhatAValueOverrides() throws {
    let sessionc = try project(Self.family)
    let pointer = "/audio/input/turn_detection/threshold"
    #expect(
      try sessionc.run("show", "profiles/a.yaml", pointer).output == """
        0.7
          profiles/a.yaml:3:48       0.7   counts
          profiles/_base.yaml:4:59   0.5   overridden

        """
    )
    #expect(
      try sessionc.run("show", "profiles/a.yaml", pointer, "--format", "json").output == "0.7\n"
    )
    #expect(
      try sessionc.run("show", "profiles/a.yaml", "--layers").output
        == "profiles/_base.yaml\nprofiles/a.yaml\n"
    )
    let gone = try sessionc.run("show", "profiles/a.yaml", "/gone")
    #expect(gone.status == 2 && gone.error.contains("nothing stands at `/gone`"))
    #expect(try sessionc.run("show", "profiles/a.yaml", "gone").status == 2)
    #expect(try sessionc.run("show", "profiles/gone.yaml").status == 2)
  }

  @Test func showHidesSecrets() throws {
    let key = "sk-proj-" + SampleSecret.random(48)
    var files = Self.family
    files["profiles/_tools.yaml"] = """
      - type: mcp
        server_label: s
        server_url: https://example.com/mcp
        authorization: hunter2-hunter2

      """
    files["prompts/a.md"] = "Say \(key) twice.\n"
    let sessionc = try project(files)
    for arguments in [
      [], ["--format", "json"], ["/instructions"], ["/tools/0/authorization"], ["/tools/0"],
    ] {
      let result = try sessionc.run(["show", "profiles/a.yaml"] + arguments)
      let text = result.output + result.error
      #expect(!text.contains(key) && !text.contains("hunter2"), "\(arguments)")
    }
    let lint = try sessionc.run("lint")
    #expect(!(lint.output + lint.error).contains(key))
    #expect(lint.output.contains("SP601"))
  }

  // MARK: deps and builds

  @Test func depsListsFilesAndUsers() throws {
    let sessionc = try project(Self.family)
    #expect(
      try sessionc.run("deps").output
        == "profiles/a.yaml\n  profiles/_base.yaml\n  profiles/_tools.yaml\n  prompts/a.md\n"
    )
    #expect(
      try sessionc.run("deps", "--reverse", "prompts/a.md").output
        == "prompts/a.md\n  profiles/a.yaml\n"
    )
    #expect(try sessionc.run("deps", "--reverse").status == 2)
    #expect(try sessionc.run("deps", "--reverse", "gone.md").status == 2)
    let mermaid = try sessionc.run("deps", "--format", "mermaid").output
    #expect(
      mermaid.hasPrefix("graph LR\n  n0[\"profiles/a.yaml\"]\n") && mermaid.contains("n0 --> n1\n")
    )
    #expect(try sessionc.run("deps", "--format", "dot").output.hasPrefix("digraph"))
    struct Report: Decodable {
      struct Profile: Decodable {
        var file: String
        var files: [String]
      }
      var version: Int
      var profiles: [Profile]
    }
    let json = try sessionc.run("deps", "--format", "json").output
    let report = try JSONDecoder().decode(Report.self, from: Data(json.utf8))
    #expect(report.version == 1 && report.profiles.first?.files.count == 3)
  }

  /// Make reads a depfile, whatever the names are, and compiles again what a change is about.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/make")))
  func makeReadsDepfiles() throws {
    let sessionc = try project([
      "p/_my base #1 $x.yaml": "type: realtime\nmodel: gpt-realtime-2\n",
      "p/a b.yaml": "$extends: \"_my base #1 $x.yaml\"\ninstructions: {$file: a.md}\n",
      "p/a.md": "Hi.\n",
      ".sessionc.yaml": "severities: {SP503: off}\n",
      "Makefile": """
      out/a\\ b.json: p/a\\ b.yaml
      \t"\(Sessionc.executable.path)" compile "p/a b.yaml" -o out/ --depfile out.d && touch compiled
      -include out.d

      """,
    ])
    func make() throws -> Bool {
      try? sessionc.remove("compiled")
      let result = try sessionc.start([], program: URL(fileURLWithPath: "/usr/bin/make")).wait()
      #expect(result.status == 0, "\(result.error)")
      return sessionc.names.contains("compiled")
    }
    #expect(try make())
    #expect(sessionc.text("out.d")?.contains("  p/_my\\ base\\ \\#1\\ $$x.yaml") ?? false)
    #expect(sessionc.text("out.d")?.contains(".sessionc.yaml") ?? false)
    #expect(try !make())
    try sessionc.age("out/a b.json")
    try sessionc.write("Hello.\n", to: "p/a.md")
    #expect(try make())
    #expect(sessionc.text("out/a b.json")?.contains("Hello.") ?? false)
    // A file that is gone, together with its use, breaks no build.
    try sessionc.age("out/a b.json")
    try sessionc.write("$extends: \"_my base #1 $x.yaml\"\n", to: "p/a b.yaml")
    try sessionc.remove("p/a.md")
    #expect(try make())
  }

  @Test func sourceMapsNameTheFiles() throws {
    let sessionc = try project(Self.family)
    _ = try sessionc.run("compile", "profiles/a.yaml", "-o", "a.json", "--source-map", "map.json")
    struct Place: Decodable, Equatable {
      var file: String
      var line: Int
      var column: Int
    }
    let text = try #require(sessionc.text("map.json"))
    let map = try JSONDecoder().decode([String: Place].self, from: Data(text.utf8))
    #expect(
      map["/session/tools/0/name"] == Place(file: "profiles/_tools.yaml", line: 1, column: 21)
    )
    #expect(
      map["/session/audio/output/voice"] == Place(file: "profiles/_base.yaml", line: 5, column: 13)
    )
    #expect(map["/session/instructions"]?.file == "profiles/a.yaml")
  }

  @Test func noOutputIsAFileOfAProfile() throws {
    let sessionc = try project([
      "profiles/a.yaml": "$extends: ../out/b.json\n",
      "profiles/b.yaml": "type: realtime\nmodel: gpt-realtime-2\n",
      "out/b.json":
        "{\"type\": \"realtime\", \"model\": \"gpt-realtime-2\", \"instructions\": \"Hi\"}\n",
    ])
    let before = sessionc.text("out/b.json")
    let result = try sessionc.run("compile", "profiles", "-o", "out")
    #expect(result.status == 2 && result.error.contains("a profile of this run is made of it"))
    #expect(sessionc.text("out/b.json") == before)
  }

  // MARK: migrate

  static let flat = [
    "profiles/_base.yaml": """
    # Everybody's.
    voice: sage # warm
    turn_detection: { type: server_vad, threshold: 0.5 }
    max_response_output_tokens: 800

    """,
    "profiles/a.yaml": "$extends: _base.yaml\ninstructions: Be brief.\n",
    "profiles/b.yaml": "$extends: _base.yaml\nturn_detection: $unset\nspeed: 1.1\n",
  ]

  @Test func aSetIsMigratedTogether() throws {
    let sessionc = try project(Self.flat)
    func requests() throws -> [String] {
      try ["a", "b"].map {
        try sessionc.run("compile", "profiles/\($0).yaml", "--target", "ga-client-secrets").output
          // What `$unset` takes the last member of stays as an empty mapping.
          .replacing("\"input\":{},", with: "")
      }
    }
    let before = try requests()
    #expect(before.allSatisfy { $0.contains("\"voice\":\"sage\"") })
    let check = try sessionc.run("migrate", "--check")
    #expect(
      check.status == 1 && check.output.contains("profiles/_base.yaml: is in the flat dialect")
    )
    let difference = try sessionc.run("migrate")
    #expect(difference.output.contains("+++ b/profiles/_base.yaml"))
    #expect(sessionc.text("profiles/_base.yaml") == Self.flat["profiles/_base.yaml"])
    let result = try sessionc.run("migrate", "--write")
    #expect(result.status == 0, "\(result.error)")
    let base = try #require(sessionc.text("profiles/_base.yaml"))
    #expect(
      base.contains("type: realtime") && base.contains("# Everybody's.") && base.contains("# warm")
    )
    #expect(sessionc.text("profiles/a.yaml") == Self.flat["profiles/a.yaml"])
    #expect(try requests() == before)
    #expect(try sessionc.run("lint", "--strict").status == 0)
    #expect(try sessionc.run("migrate", "--check").status == 0)
  }

  @Test func aSetIsRefusedWhereAUserIsLeftOut() throws {
    let sessionc = try project(Self.flat)
    for arguments in [["profiles/a.yaml"], ["profiles/_base.yaml", "profiles/a.yaml"]] {
      let result = try sessionc.run(["migrate", "--write"] + arguments)
      #expect(result.status == 1 && result.error.contains("profiles/b.yaml"), "\(result.error)")
    }
    let alone = try sessionc.run("migrate", "--write", "profiles/_base.yaml")
    #expect(alone.status == 1 && alone.error.contains("starts from it"))
    for (name, text) in Self.flat { #expect(sessionc.text(name) == text) }
  }

  @Test func aGAProfileOverAFlatBaseIsMended() throws {
    let sessionc = try project([
      "profiles/_base.yaml": "voice: sage\n",
      "profiles/a.yaml":
        "$extends: _base.yaml\ntype: realtime\nmodel: gpt-realtime-2\naudio: { output: { speed: 1.1 } }\n",
    ])
    #expect(try sessionc.run("lint").output.contains("SP707"))
    #expect(try sessionc.run("migrate", "--write").status == 0)
    let request = try sessionc.run("compile", "profiles/a.yaml")
    #expect(
      request.output.contains("\"output\":{\"speed\":1.1,\"voice\":\"sage\"}"),
      "\(request.error)"
    )
  }

  /// What one file leaves out another has: nothing is added there.
  @Test(arguments: [
    [
      "profiles/_base.yaml": "turn_detection: { type: semantic_vad, eagerness: low }\n",
      "profiles/a.yaml": "$extends: _base.yaml\nturn_detection: { eagerness: high }\nvoice: ash\n",
    ],
    [
      "profiles/_vad.yaml": "type: semantic_vad\n",
      "profiles/a.yaml":
        "$include: _top.yaml\nturn_detection: { $include: _vad.yaml }\nvoice: ash\n",
      "profiles/_top.yaml": "instructions: Hi\n",
    ],
    [
      "profiles/_base.yaml": "turn_detection: { threshold: 0.4 }\n",
      "profiles/a.yaml": "$extends: _base.yaml\nvoice: ash\n",
    ],
  ]) func aSetSaysTheSame(_ files: [String: String]) throws {
    let sessionc = try project(files)
    func request() throws -> String {
      try sessionc.run("compile", "profiles/a.yaml", "--target", "ga-client-secrets").output
    }
    let before = try request()
    #expect(before.contains("ash"))
    let result = try sessionc.run("migrate", "--write")
    #expect(result.status == 0, "\(result.error)")
    #expect(try request() == before)
  }

}
