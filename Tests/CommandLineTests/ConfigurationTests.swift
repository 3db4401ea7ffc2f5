import TestSupport
import Testing

/// `.sessionc.yaml` as the commands use it.
@Suite struct ConfigurationTests {
  private let profile = "voice: mine\ntemperature: 0.6\n"

  @Test func appliesFromTheProjectsRootToEveryProfileBelow() throws {
    let sessionc = try Sessionc([
      ".sessionc.yaml":
        "server: compatible\nseverities: {SP501: off}\nallow: {voice: [mine]}\ntarget: session-update\n",
      "profiles/deep/a.yaml": profile,
      "other/.git/HEAD": "", "other/b.yaml": profile,
    ])
    #expect(try sessionc.run("lint", "--strict").output == "no problems in 1 profile\n")
    let request = try sessionc.run("compile", "profiles/deep/a.yaml").output
    #expect(request.hasSuffix(#","type":"session.update"}"# + "\n"))
    // Another repository has nothing to do with it.
    #expect(try sessionc.run("lint", "other").output.hasSuffix("3 warnings in 1 profile\n"))
    #expect(try sessionc.run("lint", "--no-config").output.hasSuffix("3 warnings in 1 profile\n"))
    let named = try sessionc.run("lint", "other", "--config", ".sessionc.yaml")
    #expect(named.output == "no problems in 1 profile\n")
  }

  @Test func standardInputHasTheProjectOfItsName() throws {
    let sessionc = try Sessionc([
      "a/.sessionc.yaml":
        "server: compatible\nallow: {voice: [mine]}\nseverities: {SP501: off}\n",
      "a/b/c.yaml": "{}",
    ])
    let result = try sessionc.run(
      "lint",
      "-",
      "--strict",
      "--stdin-filename",
      "a/b/new.yaml",
      input: profile
    )
    #expect(result.status == 0)
    #expect(try sessionc.run("lint", "-", "--strict", input: profile).status == 1)
  }

  @Test func aPathThatIsNotThereIsNamedWithTheConfiguration() throws {
    let sessionc = try Sessionc([".sessionc.yaml": "paths: [voices]\n"])
    let result = try sessionc.run("lint")
    #expect(result.status == 2)
    #expect(
      result.error
        == "sessionc: error: voices: no such file or directory (`paths` of .sessionc.yaml names it)\n",
      "\(result.error)"
    )
  }

  @Test func pathsAndExcludesAreRelativeToIt() throws {
    let sessionc = try Sessionc([
      ".sessionc.yaml": "paths: [teams]\nexclude: [teams/drafts, \"*.example.yaml\"]\n",
      "teams/a.yaml": "type: realtime", "teams/drafts/b.yaml": "nonsense",
      "teams/c.example.yaml": "nonsense",
      "profiles/d.yaml": "nonsense",
    ])
    #expect(try sessionc.run("lint").output == "no problems in 1 profile\n")
    let excluded = try sessionc.run("lint", "teams/drafts/b.yaml", "teams/c.example.yaml")
    #expect(excluded.status == 0)
    #expect(
      excluded.error == "sessionc: note: .sessionc.yaml excludes all 2 profiles named here\n"
    )
  }

  @Test func aBrokenOneGivesStatus2AndSaysWhere() throws {
    let sessionc = try Sessionc([
      ".sessionc.yaml": "severites: {}\npaths: profiles\n", "profiles/a.yaml": "{}",
    ])
    for command in ["lint", "compile"] {
      let result = try sessionc.run(command)
      #expect(result.status == 2)
      #expect(result.output == "")
      #expect(
        result.error == """
          sessionc: error: .sessionc.yaml:1:1: `severites` is not a setting of the configuration \
          (did you mean `severities`?)
          sessionc: error: .sessionc.yaml:2:8: `paths` must be a list, not the text `profiles` \
          (write a list: `[profiles]`)

          """
      )
    }
  }

  @Test func theCommandLineIsOnTop() throws {
    let sessionc = try Sessionc([
      ".sessionc.yaml": "severities: {SP501: error}\n", "profiles/a.yaml": profile,
    ])
    #expect(try sessionc.run("lint").status == 1)
    #expect(try sessionc.run("lint", "--ignore", "SP501,SP207").status == 0)
    #expect(
      try sessionc.run("lint", "--select", "unknown-name").output.hasSuffix(
        "1 warning in 1 profile; 1 fixable with --fix --unsafe\n"
      ) == false
    )
    #expect(try sessionc.run("lint", "--select", "SP2", "--select", "SP5").status == 1)
  }
}
