import Foundation
import TestSupport
import Testing

/// Variables and variants on the command line: one profile for several environments.
@Suite struct VariantTests {
  static let base = """
    $vars: { brand: Fjord, host: null, limit: 800 }
    $variants:
      dev: { $vars: { host: dev.example }, max_output_tokens: 100 }
      prod: { $vars: { host: prod.example } }
    type: realtime
    model: gpt-realtime-2.1
    instructions: You are ${brand} at ${host}.
    max_output_tokens: ${limit}

    """
  static let leaf = "$extends: _base.yaml\n$vars: { brand: Tern }\n"

  private func project(_ files: [String: String]) throws -> Sessionc {
    let sessionc = try Sessionc(files)
    try sessionc.write("", to: ".git/HEAD")
    return sessionc
  }

  private func family(_ more: [String: String] = [:]) throws -> Sessionc {
    let files = ["profiles/_base.yaml": Self.base, "profiles/p.yaml": Self.leaf]
    return try project(files.merging(more) { $1 })
  }

  private func findings(_ sessionc: Sessionc, _ arguments: String...) throws -> [[String: Any]] {
    let output = try sessionc.run(["lint", "--format", "json"] + arguments).output
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return try #require(object?["diagnostics"] as? [[String: Any]])
  }

  private func uses(_ finding: [String: Any]) -> [String] {
    let profiles = finding["profiles"] as? [String: Any]
    let shown = profiles?["shown"] as? [[String: Any]] ?? []
    return shown.map { "\($0["file"] ?? "") \($0["variant"] ?? "-")" }
  }

  private func names(of sessionc: Sessionc) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: sessionc.url("out").path)) ?? [])
      .sorted()
  }

  // MARK: lint

  @Test func everyVariantIsChecked() throws {
    let sessionc = try family([
      "profiles/p.yaml": Self.leaf + "$variants: { dev: { max_output_tokens: 0 } }\n"
    ])
    let found = try findings(sessionc)
    #expect(found.map { $0["code"] as? String } == ["SP202"])
    #expect(uses(try #require(found.first)) == ["profiles/p.yaml dev"])
    let text = try sessionc.run("lint").output
    #expect(text.contains("= in: profiles/p.yaml (dev)"))
    #expect(try sessionc.run("lint", "--variant", "prod").status == 0)
    #expect(try sessionc.run("lint", "--variant", "dev").status == 1)
  }

  @Test func whatAllVariantsShowIsOneFinding() throws {
    let sessionc = try family(["profiles/p.yaml": Self.leaf + "truncatoin: auto\n"])
    let found = try findings(sessionc)
    #expect(found.map { $0["code"] as? String } == ["SP101"])
    #expect(found[0]["profiles"] == nil)
    #expect(try sessionc.run("lint").output.contains("1 error in 1 profile"))
  }

  /// What a comment silences is one finding as well, and a comment that is of use in one variant is of use.
  @Test func aCommentCountsForAllVariants() throws {
    let sessionc = try family([
      "profiles/p.yaml": Self.leaf + """
        truncatoin: auto  # sessionc: ignore[SP101]
        $variants:
          dev:
            max_output_tokens: 0  # sessionc: ignore[SP202]

        """
    ])
    let result = try sessionc.run("lint")
    #expect(result.status == 0)
    #expect(result.output == "no problems in 1 profile (2 ignored)\n", "\(result.output)")
  }

  /// A text that is not known may have what the comment is about.
  @Test func aCommentIsNotUnusedWhereTheTextIsNotKnown() throws {
    let sessionc = try project([
      "profiles/p.yaml": """
      $vars: { name: x }
      type: realtime
      instructions: { $template: a.md }  # sessionc: ignore[SP208]

      """,
      "profiles/a.md": "Hi ${nme}, {{this}}.\n",
    ])
    #expect(try findings(sessionc).map { $0["code"] as? String } == ["SP704"])
    try sessionc.write("Hi ${name}, {{this}}.\n", to: "profiles/a.md")
    #expect(try findings(sessionc).isEmpty)
  }

  @Test func aVariableThatOneVariantUsesIsUsed() throws {
    let sessionc = try family([
      "profiles/p.yaml": Self.leaf.replacing("Tern", with: "Tern, slow: auto, none: 1")
        + "$variants:\n  dev:\n    tracing: ${slow}\n"
    ])
    let found = try findings(sessionc)
    #expect(found.map { $0["code"] as? String } == ["SP712"])
    #expect((found.first?["message"] as? String)?.contains("`none`") ?? false)
  }

  // MARK: Values

  /// A finding about a value stands where that is declared, and a fix edits it there.
  @Test func aFindingPointsAtTheDeclaration() throws {
    let sessionc = try project([
      "profiles/p.yaml": """
      $vars: { v: g711_ulaw, t: realtme }
      type: ${t}
      audio: { output: { voice: marin } }
      output_modalities:
        - audio
      include:
        - ${v}

      """
    ])
    let found = try findings(sessionc)
    let places = found.map { finding -> String in
      let range = finding["range"] as? [String: Any]
      let start = range?["start"] as? [String: Int]
      return "\(start?["line"] ?? 0):\(start?["column"] ?? 0)"
    }
    #expect(places.contains("1:27"), "\(found)")
    #expect(try sessionc.run("lint").output.contains("---- used here"))
    #expect(try sessionc.run("lint", "--fix").error.contains("fixed"))
    #expect(sessionc.text("profiles/p.yaml")?.contains("t: realtime }\ntype: ${t}") ?? false)
  }

  @Test func aValueFromTheCommandLineIsReportedAtItsUse() throws {
    let sessionc = try project([
      "profiles/p.yaml": """
      $vars: { v: alloy }
      type: realtime
      model: gpt-realtime-2.1
      audio: { output: { voice: ${v} } }

      """.replacing("{ output: { voice: ${v} } }", with: "\n  output:\n    voice: ${v}")
    ])
    let result = try sessionc.run("lint", "--set", "v=aloy")
    #expect(result.output.contains("profiles/p.yaml:6:12: warning[SP207"))
    #expect(result.output.contains("`v` is from --set"))
    #expect(!result.output.contains("fix"))
  }

  @Test(
    arguments: [
      (["--set", "limit=many"], "`limit` takes a number"),
      (["--set", "brnd=x"], "did you mean `brand`?"),
      (["--set", "brand"], "write NAME=VALUE"),
      (["--set", "brand=a", "--set", "brand=b"], "is given twice"),
      (["--variant", "stage"], "the variants are `dev`, `prod`"),
    ]
  )
  func whatCannotBeChosenIsSaid(_ arguments: [String], _ message: String) throws {
    let sessionc = try family()
    for command in [["lint"], ["compile", "-o", "out/"], ["show", "profiles/p.yaml"]] {
      let result = try sessionc.run(command + arguments)
      #expect(result.status == 2)
      #expect(result.error.contains(message), "\(command): \(result.error)")
    }
    #expect(sessionc.text("out/p.dev.json") == nil)
  }

  @Test func noKeyIsGivenToAVariable() throws {
    let key = "sk-proj-" + SampleSecret.random(48)
    let result = try family().run(
      "compile",
      "profiles/p.yaml",
      "--variant",
      "dev",
      "--set",
      "brand=\(key)"
    )
    #expect(result.status == 2)
    #expect(!(result.output + result.error).contains(key.suffix(20)))
    #expect(result.error.contains("$secret"))
  }

  @Test func aKeyInAVariableIsToldOnceAndNotShown() throws {
    let key = "sk-proj-" + SampleSecret.random(48)
    let sessionc = try project([
      "profiles/p.yaml": """
      $vars: { key: \(key) }
      type: realtime
      model: gpt-realtime-2.1
      instructions: Say ${key}, or ${key}.
      tools:
        - type: mcp
          server_label: a
          server_url: "https://example.com/${key}"

      """
    ])
    let text = try sessionc.run("lint")
    #expect(text.output.components(separatedBy: "SP601").count == 2, "\(text.output)")
    #expect(text.output.contains("profiles/p.yaml:1:"))
    let others = [
      try sessionc.run("lint", "--format", "json"), try sessionc.run("show", "profiles/p.yaml"),
      try sessionc.run("show", "profiles/p.yaml", "/instructions"),
      try sessionc.run("compile", "profiles", "-o", "out/", "--depfile", "d"),
    ]
    for result in [text] + others {
      #expect(!(result.output + result.error).contains(key.suffix(20)))
    }
  }

  @Test func veryManyUsesOfALongTextAreRefused() throws {
    let long = String(repeating: "x", count: 100_000)
    let uses = (0..<200).map { "  - { type: function, name: f\($0), description: \"a ${v}\" }\n" }
    let sessionc = try project([
      "profiles/p.yaml": "$vars: { v: \(long) }\ntype: realtime\ntools:\n" + uses.joined()
    ])
    let result = try sessionc.run("lint")
    #expect(result.status == 1)
    #expect(result.output.components(separatedBy: "error[SP004").count == 2)
  }

  // MARK: compile

  @Test func eachVariantHasItsRequest() throws {
    let sessionc = try family(["profiles/plain.yaml": "type: realtime\nmodel: gpt-realtime-2.1\n"])
    #expect(try sessionc.run("compile", "-o", "out").status == 0)
    #expect(names(of: sessionc) == ["p.dev.json", "p.prod.json", "plain.json"])
    #expect(sessionc.text("out/p.dev.json")?.contains("Tern at dev.example") ?? false)
    #expect(sessionc.text("out/p.dev.json")?.contains("\"max_output_tokens\":100") ?? false)
    #expect(sessionc.text("out/p.prod.json")?.contains("\"max_output_tokens\":800") ?? false)
    #expect(try sessionc.run("compile", "-o", "out", "--check").status == 0)
    // The other variants are still made by their profile.
    #expect(try sessionc.run("compile", "-o", "out", "--variant", "dev", "--prune").status == 0)
    #expect(names(of: sessionc).count == 3)
    try sessionc.write(
      Self.base.replacing("  prod: { $vars: { host: prod.example } }\n", with: ""),
      to: "profiles/_base.yaml"
    )
    let stale = try sessionc.run("compile", "-o", "out", "--check")
    #expect(stale.status == 1)
    #expect(stale.output.contains("out/p.prod.json: no profile makes this request any more"))
  }

  @Test func severalTargetsHaveNamesOfTheirOwn() throws {
    let sessionc = try family()
    let result = try sessionc.run(
      "compile",
      "-o",
      "out",
      "--target",
      "ga-client-secrets",
      "--target",
      "ga-session-update",
      "--variant",
      "dev"
    )
    #expect(result.status == 0)
    #expect(
      names(of: sessionc)
        == ["p.dev.ga-client-secrets.json", "p.dev.ga-session-update.json"]
    )
  }

  @Test func oneOutputIsForOneVariant() throws {
    let sessionc = try family()
    for arguments in [[], ["-o", "p.json"]] {
      let result = try sessionc.run(["compile", "profiles/p.yaml"] + arguments)
      #expect(result.status == 2)
      #expect(result.error.contains("has the variants `dev`, `prod`: name one with --variant"))
      #expect(result.output.isEmpty)
    }
    #expect(sessionc.text("p.json") == nil)
    let result = try sessionc.run("compile", "profiles/p.yaml", "--variant", "prod", "-o", "p.json")
    #expect(result.status == 0)
    #expect(sessionc.text("p.json")?.contains("prod.example") ?? false)
  }

  @Test func twoProfilesDoNotShareAPlace() throws {
    let sessionc = try family(["profiles/p.dev.yaml": "type: realtime\nmodel: gpt-realtime-2.1\n"])
    let result = try sessionc.run("compile", "-o", "out")
    #expect(result.status == 2)
    #expect(result.error.contains("profiles/p.dev.yaml"))
    #expect(result.error.contains("profiles/p.yaml"))
    #expect(result.error.contains("out/p.dev.json"))
  }

  // MARK: show and deps

  @Test func showIsAboutOneVariant() throws {
    let sessionc = try family()
    let shown = try sessionc.run("show", "profiles/p.yaml", "--variant", "prod").output
    #expect(shown.hasPrefix("# layers: profiles/_base.yaml, profiles/p.yaml, variant prod\n"))
    #expect(shown.contains("max_output_tokens: 800 # profiles/_base.yaml:1"))
    let layers = try sessionc.run("show", "profiles/p.yaml", "--variant", "prod", "--layers").output
    #expect(layers == "profiles/_base.yaml\nprofiles/p.yaml\nvariant prod\n")
    #expect(try sessionc.run("show", "profiles/p.yaml").status == 2)
  }

  /// The files of all variants, and templates by their own word.
  @Test func depsHaveTheFilesOfAllVariants() throws {
    let sessionc = try project([
      "profiles/p.yaml": """
      $vars: { name: x }
      $variants: { dev: { $include: _dev.yaml }, prod: {} }
      type: realtime
      instructions: { $template: a.md }

      """,
      "profiles/_dev.yaml": "$vars: { name: y }\ntracing: auto\n", "profiles/a.md": "Hi ${name}.\n",
    ])
    let json = try sessionc.run("deps", "--format", "json").output
    #expect(json.contains("profiles/_dev.yaml"))
    #expect(json.contains("$template"))
    #expect(try sessionc.run("lint").status == 0)
    #expect(try sessionc.run("compile", "-o", "out").status == 0)
    #expect(sessionc.text("out/p.dev.json")?.contains("Hi y.") ?? false)
    #expect(sessionc.text("out/p.prod.json")?.contains("Hi x.") ?? false)
  }

  // MARK: migrate

  static let flat = """
    $vars: { v: alloy }   # the voice
    $variants:
      dev: { tracing: auto }   # traced
      prod: {}
    model: gpt-4o-realtime-preview
    voice: ${v}
    instructions: "Say ${v}."  # mine

    """

  @Test func migrateKeepsVariablesAndVariants() throws {
    let sessionc = try project(["profiles/p.yaml": Self.flat])
    #expect(try sessionc.run("migrate", "--write").status == 0)
    #expect(
      sessionc.text("profiles/p.yaml")
        == "type: realtime\n"
        + Self.flat.replacing("voice: ${v}", with: "audio:\n  output:\n    voice: ${v}")
    )
  }

  @Test(
    arguments: [
      (
        flat.replacing("dev: { tracing: auto }", with: "dev: { voice: sage }"),
        "profiles/p.yaml:3:10: `voice` is a field of the flat dialect in a variant"
      ),
      (
        flat.replacing("alloy }", with: "g711_ulaw }").replacing(
          "\nvoice: ",
          with: "\ninput_audio_format: "
        ),
        "cannot be rewritten so that it says the same"
      ),
    ]
  )
  func migrateLeavesWhatItCannotCarryOver(_ text: String, _ message: String) throws {
    let sessionc = try project(["profiles/p.yaml": text])
    let result = try sessionc.run("migrate", "--write")
    #expect(result.status == 1)
    #expect(result.error.contains(message), "\(result.error)")
    #expect(sessionc.text("profiles/p.yaml") == text)
  }

  // MARK: Policies

  @Test func aPolicyMayBeAboutOneVariant() throws {
    let sessionc = try family([
      ".sessionc.yaml": """
      policies:
        caps: { variants: [prod], field: max_output_tokens, max: 500 }

      """
    ])
    let found = try findings(sessionc)
    #expect(found.map { $0["code"] as? String } == ["SP901"])
    #expect(uses(try #require(found.first)) == ["profiles/p.yaml prod"])
  }
}
