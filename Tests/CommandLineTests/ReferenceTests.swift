import Foundation
import SessionProfiles
import TestSupport
import Testing

/// `explain`, `rules` and `schema`.
@Suite struct ReferenceTests {
  @Test func explainsEveryRuleByCodeAndByName() throws {
    let sessionc = try Sessionc()
    for rule in Rules.all {
      let result = try sessionc.run("explain", rule.code.lowercased())
      #expect(result.status == 0)
      #expect(result.output.hasPrefix("\(rule.code) \(rule.name) ("))
      #expect(result.output.contains("\n\nReported:\n\n    "))
    }
    let name = Rules.all[0].name
    #expect(try sessionc.run("explain", name).output == sessionc.run("explain", "SP001").output)
  }

  @Test func explainsFields() throws {
    let sessionc = try Sessionc()
    let result = try sessionc.run("explain", "turn_detection.threshold")
    #expect(
      result.output.hasPrefix(
        "audio.input.turn_detection.threshold (GA dialect)\na number from 0 to 1; default 0.5\n"
      )
    )
    #expect(
      result.output.contains(
        "\nturn_detection.threshold (flat dialect)\na number from 0 to 1; default 0.5\n"
      )
    )
    #expect(try sessionc.run("explain", "threshold").output.hasPrefix(result.output))
    let type = try sessionc.run("explain", "turn_detection.type").output
    #expect(type.contains("Values: `server_vad`, `semantic_vad`"))
    let types = try sessionc.run("explain", "name").output
    #expect(types.contains("tools.name (flat") && types.contains("tool_choice.name (GA"))
  }

  @Test func everyFieldHasAPage() {
    #expect(FieldPage.allPaths.count > 30)
    for path in FieldPage.allPaths {
      let pages = FieldPage.pages(of: path)
      #expect(pages.contains { $0.path == path } && pages.count <= Dialect.allCases.count)
      #expect(pages.allSatisfy { !$0.form.isEmpty && !$0.paragraphs.isEmpty }, "\(path)")
    }
  }

  @Test func whatIsUnknownGivesStatus2() throws {
    let result = try Sessionc().run("explain", "thresold")
    #expect(result.status == 2)
    #expect(
      result.error
        == "sessionc: error: no rule and no field is called `thresold`; did you mean `threshold`?\n"
    )
  }

  @Test func listsTheRules() throws {
    let sessionc = try Sessionc()
    let lines = try sessionc.run("rules").output.split(separator: "\n")
    #expect(lines.map { String($0.prefix(5)) } == Rules.all.map(\.code))
    let json = try sessionc.run("rules", "--format", "json").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let rules = try #require(object?["rules"] as? [[String: String]])
    #expect(rules.map { $0["code"] } == Rules.all.map(\.code))
    #expect(rules.allSatisfy { $0.count == 9 && $0.values.allSatisfy { !$0.isEmpty } })
  }

  /// The page of all rules is generated; `UPDATE_GOLDEN=1 swift test` writes it.
  @Test func theDocumentationIsUpToDate() throws {
    let path = "Sources/SessionProfiles/SessionProfiles.docc/Guide/RuleReference.md"
    let page = try Sessionc().run("rules", "--format", "markdown").output
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try Data(page.utf8).write(to: Repository.root.appending(path: path))
    }
    #expect(String(decoding: try Repository.bytes(path), as: UTF8.self) == page)
  }

  @Test(arguments: EditorSchema.allCases) func schemasStandByThemselves(
    _ schema: EditorSchema
  ) throws {
    let text = try Sessionc().run("schema", [schema.rawValue]).output
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let root = try #require(object as? [String: Any])
    var references: [String] = []
    func collect(_ value: Any) {
      if let object = value as? [String: Any] {
        if let reference = object["$ref"] as? String { references.append(reference) }
        object.values.forEach(collect)
      } else if let array = value as? [Any] {
        array.forEach(collect)
      }
    }
    collect(root)
    for reference in references {
      #expect(reference.hasPrefix("#"))
      var place: Any? = root
      for step in reference.dropFirst(1).split(separator: "/") {
        place = (place as? [String: Any])?[String(step)]
      }
      #expect(place is [String: Any], "\(reference)")
    }
    #expect(!text.contains("\"x-source\""))
  }

  /// What a project allows is in the schema of its profiles: in a list, and where it tells a kind.
  @Test func whatTheProjectAllowsIsInTheSchema() throws {
    let sessionc = try Sessionc([
      ".sessionc.yaml":
        "allow:\n  audio.input.turn_detection.type: [own_vad]\n  voice: [own_voice]\n  tools.type: [own]\n"
    ])
    func count(_ word: String, _ arguments: [String] = []) throws -> Int {
      try sessionc.run("schema", arguments).output.split(separator: "\"\(word)\"").count - 1
    }
    #expect(try count("own_vad") >= 2)
    #expect(try count("own_voice") == 1)
    #expect(try count("own") >= 2)
    #expect(try count("own_vad", ["--no-config"]) == 0)
    #expect(try count("own_vad", ["config"]) == 0)
    try sessionc.write("alow: 1\n", to: ".sessionc.yaml")
    #expect(try sessionc.run("schema").status == 2)
  }

  /// A YAML server of editors shows examples as words: those that are none are snippets.
  @Test func examplesOfSeveralWordsAreSnippets() throws {
    let text = try Sessionc().run("schema").output
    let root = try JSONSerialization.jsonObject(with: Data(text.utf8))
    func look(_ value: Any, _ name: String) {
      if let list = value as? [Any] {
        if name == "examples" { #expect(!list.contains { $0 is [String: Any] || $0 is [Any] }) }
        for item in list { look(item, "") }
      } else if let object = value as? [String: Any] {
        for (name, value) in object { look(value, name) }
      }
    }
    look(root, "")
    #expect(text.contains("\"defaultSnippets\""))
    #expect(text.contains("write one of: server_vad, semantic_vad"))
  }
}

/// `init`.
@Suite struct InitCommandTests {
  private let files = [
    ".github/workflows/sessionc.yml", ".sessionc.schema.json", ".sessionc.yaml",
    ".vscode/settings.json", "profiles/assistant.yaml",
  ]

  @Test func writesAProjectThatIsClean() throws {
    let sessionc = try Sessionc()
    let result = try sessionc.run("init", "new/project")
    #expect(result.status == 0)
    for file in files { #expect(sessionc.text("new/project/\(file)") != nil, "\(file)") }
    let lint = try sessionc.run("lint", "new/project/profiles", "--strict")
    #expect(lint.output == "no problems in 1 profile\n")
    #expect(try sessionc.run("compile", "new/project/profiles/assistant.yaml").status == 0)
    #expect(sessionc.names.allSatisfy { !$0.hasSuffix(".tmp") })
  }

  /// The configuration shows every setting, and what it shows is right.
  @Test func whatTheConfigurationShowsIsRight() throws {
    let sessionc = try Sessionc()
    _ = try sessionc.run("init")
    let text = try #require(sessionc.text(".sessionc.yaml"))
    // Prose has one space behind its `#`, a setting none, or two where it is nested.
    let settings = text.split(separator: "\n").map { $0.dropFirst() }
      .filter { !$0.hasPrefix(" ") || $0.hasPrefix("  ") }
    try sessionc.write(settings.joined(separator: "\n") + "\n", to: ".sessionc.yaml")
    let result = try sessionc.run("lint")
    #expect(result.error == "", "\(settings)")
    for name in ["paths:", "exclude:", "target:", "severities:", "allow:", "policies:"] {
      #expect(settings.contains { $0.hasPrefix(name) }, "\(name)")
    }
  }

  /// An editor gets the server or the schema, never both.
  @Test(
    arguments: [
      ("vscode", ".vscode/settings.json", true), ("zed", ".zed/settings.json", true),
      ("neovim", ".nvim.lua", false), ("helix", ".helix/languages.toml", false),
      ("emacs", ".dir-locals.el", false),
    ]
  )
  func anEditorGetsServerOrSchema(_ editor: String, _ file: String, _ usesSchema: Bool) throws {
    let sessionc = try Sessionc()
    let result = try sessionc.run("init", "--editor", editor)
    #expect(result.status == 0)
    let settings = try #require(sessionc.text(file))
    #expect(settings.contains(".sessionc.schema.json") == usesSchema)
    #expect(settings.contains("lsp") || usesSchema)
    #expect((sessionc.text(".sessionc.schema.json") != nil) == usesSchema)
    let profile = try #require(sessionc.text("profiles/assistant.yaml"))
    #expect(profile.contains("$schema=") == usesSchema)
    #expect(sessionc.text(".vscode/settings.json") != nil || editor != "vscode")
    #expect(try sessionc.run("lint", "--strict").status == 0)
  }

  @Test func anUnknownEditorIsNamed() throws {
    let result = try Sessionc().run("init", "--editor", "ed")
    #expect(result.status == 2)
    #expect(result.error.contains("vscode") && result.error.contains("zed"))
  }

  @Test func neverOverwrites() throws {
    let sessionc = try Sessionc(["profiles/assistant.yaml": "mine", ".sessionc.yaml": ""])
    let result = try sessionc.run("init")
    #expect(result.status == 0)
    #expect(sessionc.text("profiles/assistant.yaml") == "mine")
    #expect(sessionc.text(".sessionc.yaml") == "")
    #expect(result.output.contains("profiles/assistant.yaml: exists already; not changed\n"))
    #expect(sessionc.text(".vscode/settings.json") != nil)
  }

  @Test func aFileInTheWayGivesStatus2() throws {
    let sessionc = try Sessionc(["profiles": "a file"])
    let result = try sessionc.run("init")
    #expect(result.status == 2)
    #expect(result.error == "sessionc: error: profiles: is not a folder\n")
  }

  /// Wherever help is asked for, it is about the whole program.
  @Test(
    arguments: [
      ["lint", "--help"], ["lint", "-h"], ["help", "lint"], ["lint", "a.yaml", "--help"],
    ]
  )
  func helpNamesTheProgram(_ arguments: [String]) throws {
    let result = try Sessionc().run(arguments[0], Array(arguments.dropFirst()))
    #expect(result.status == 0 && result.output.contains("USAGE: sessionc lint"))
  }

  @Test func mistakesAreExplainedByTheWholeProgram() throws {
    let result = try Sessionc().run("lint", "--nothing")
    #expect(result.status == 2 && result.error.contains("Usage: sessionc lint"))
  }
}
