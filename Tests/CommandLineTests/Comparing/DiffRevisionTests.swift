import Foundation
import TestSupport
import Testing

/// `diff` between revisions of a real repository.
@Suite struct DiffRevisionTests {
  /// A folder that is a git repository.
  struct Clone {
    let sessionc: Sessionc

    init(_ files: [String: String]) throws {
      sessionc = try Sessionc(files, isForOpenAI: true)
      try git("init", "-q", "-b", "main")
      try commit("one")
    }

    func commit(_ message: String) throws {
      try git("add", "-A")
      try git(
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@y",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        message
      )
    }

    @discardableResult
    func git(_ arguments: String...) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = ["git"] + arguments
      process.currentDirectoryURL = sessionc.folder.url
      let pipe = Foundation.Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      let output = pipe.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      try #require(process.terminationStatus == 0, "git \(arguments)")
      return String(decoding: output, as: UTF8.self)
    }

    func diff(_ arguments: String..., environment: [String: String] = [:]) throws -> Sessionc.Result
    {
      try sessionc.run(["diff"] + arguments, environment: environment)
    }
  }

  static let base =
    "type: realtime\nmodel: gpt-realtime-2.1\naudio:\n  input:\n    format:\n      type: audio/pcmu\n"

  static func users(_ count: Int, _ text: (Int) -> String) -> [String: String] {
    var files: [String: String] = [:]
    for number in 0..<count { files["profiles/p\(number).yaml"] = text(number) }
    return files
  }

  @Test func nothingChangesWhereFieldsMoveIntoABase() throws {
    let clone = try Clone(Self.users(40) { "\(Self.base)instructions: Number \($0).\n" })
    try clone.sessionc.write(Self.base, to: "profiles/_base.yaml")
    for number in 0..<40 {
      try clone.sessionc.write(
        "# moved\ninstructions: 'Number \(number).'\n$extends: _base.yaml\n",
        to: "profiles/p\(number).yaml"
      )
    }
    let result = try clone.diff("--against", "HEAD")
    #expect(result.output == "no change in 40 profiles\n")
    #expect(result.status == 0)
  }

  @Test func aLineOfABaseIsOneGroup() throws {
    var files = Self.users(40) { "$extends: _base.yaml\ninstructions: Number \($0).\n" }
    files["profiles/_base.yaml"] = Self.base
    let clone = try Clone(files)
    try clone.sessionc.write(
      Self.base.replacing("audio/pcmu", with: "audio/pcma"),
      to: "profiles/_base.yaml"
    )
    let text = try clone.diff("--against", "HEAD")
    #expect(text.output.hasPrefix("profiles/_base.yaml:6: in 40 profiles (p0, p1, p10, "))
    #expect(text.output.hasSuffix("40 of 40 profiles change: 1 breaking\n"))
    #expect(text.status == 1)
    let json = try clone.diff("--against", "HEAD", "--format", "json")
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    )
    #expect((report["profiles"] as? [Any])?.count == 40)
    #expect((report["groups"] as? [Any])?.count == 1)
  }

  @Test func whatCannotBeComposedFailsAndTheOthersAreCompared() throws {
    let clone = try Clone([
      "profiles/a.yaml": "$extends: _gone.yaml\n",
      "profiles/b.yaml": "type: realtime\nmodel: gpt-realtime\n",
    ])
    try clone.sessionc.write("type: realtime\n", to: "profiles/a.yaml")
    try clone.sessionc.write("type: realtime\nmodel: gpt-realtime-2\n", to: "profiles/b.yaml")
    let result = try clone.diff("--against", "HEAD")
    #expect(result.status == 2)
    #expect(
      result.output.contains(
        "profiles/a.yaml: cannot be compared\n  HEAD: profiles/a.yaml:1:11: SP701 "
      )
    )
    #expect(result.output.contains("behaviour  /model   gpt-realtime -> gpt-realtime-2   cost"))
  }

  @Test func aShallowCloneSaysWhatToFetch() throws {
    let clone = try Clone(["profiles/a.yaml": "type: realtime\n"])
    try clone.commit("two")
    let other = try Sessionc(isForOpenAI: true)
    let source = "file://" + clone.sessionc.folder.url.path
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "clone", "-q", "--depth", "1", source, other.url("shallow").path]
    try process.run()
    process.waitUntilExit()
    let result = try other.run(["diff", "--against", "origin/gone..."], in: "shallow")
    #expect(result.status == 2)
    #expect(result.error.contains("git fetch origin gone"))
    #expect(result.error.contains("git fetch --unshallow"))
    #expect(result.output.isEmpty)
    let old = try other.run(["diff", "--against", "HEAD~1"], in: "shallow")
    #expect(old.status == 2)
    #expect(old.error.contains("git fetch --unshallow"))
  }

  @Test func aMergeBaseThatIsNotThereIsNoChange() throws {
    let clone = try Clone(["profiles/a.yaml": "type: realtime\n"])
    try clone.git("checkout", "-q", "--orphan", "other")
    try clone.commit("alone")
    let result = try clone.diff("--against", "main...")
    #expect(result.status == 2)
    #expect(result.error.contains("they share no history"))
  }

  @Test(arguments: [
    "--against=--upload-pack=x", "--against=", "--against=a b", "--against=a\nb", "--against=-x...",
  ])
  func aRevisionThatIsNoneStartsNothing(_ option: String) throws {
    let clone = try Clone(["profiles/a.yaml": "type: realtime\n"])
    try clone.sessionc.write("#!/bin/sh\ntouch \"$PWD/started\"\n", to: "bin/git")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: clone.sessionc.url("bin/git").path
    )
    let result = try clone.diff(option, environment: ["PATH": clone.sessionc.url("bin").path])
    #expect(result.status == 2)
    #expect(clone.sessionc.text("started") == nil)
  }

  @Test func withoutGitItSaysSo() throws {
    let clone = try Clone(["profiles/a.yaml": "type: realtime\n"])
    let result = try clone.diff("--against", "HEAD", environment: ["PATH": "/nowhere:relative:"])
    #expect(result.status == 2)
    #expect(result.error.contains("git is not on PATH"))
    let outside = try Sessionc(["profiles/a.yaml": "type: realtime\n"], isForOpenAI: true)
    let none = try outside.run("diff", "--against", "HEAD")
    #expect(none.status == 2)
    #expect(none.error.contains("is in no git repository"))
  }

  @Test func nothingOfTheRepositoryRuns() throws {
    let clone = try Clone([
      "profiles/a.yaml": "type: realtime\nmodel: gpt-realtime\n",
      ".gitattributes": "*.yaml diff=evil filter=evil\n",
    ])
    let program = clone.sessionc.url("evil.sh").path
    try clone.sessionc.write(
      "#!/bin/sh\ntouch \(clone.sessionc.url("ran").path)\ncat\n",
      to: "evil.sh"
    )
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    for name in [
      "core.fsmonitor", "diff.evil.textconv", "diff.evil.command", "filter.evil.smudge",
      "filter.evil.process", "core.pager", "core.sshCommand", "diff.external",
    ] {
      try clone.git("config", name, program)
    }
    // A bare repository inside, which git would take where it is asked below it.
    for (name, text) in [
      ("HEAD", "ref: refs/heads/main\n"),
      ("config", "[core]\n\tfsmonitor = \(program)\n\tbare = true\n"),
      ("objects/x", ""), ("refs/x", ""),
    ] {
      try clone.sessionc.write(text, to: "profiles/\(name)")
    }
    try clone.sessionc.write("type: realtime\nmodel: gpt-realtime-2\n", to: "profiles/a.yaml")
    for place in ["", "profiles"] {
      let result = try clone.sessionc.run(
        ["diff", "--against", "HEAD", place.isEmpty ? "profiles" : "."],
        in: place
      )
      #expect(result.status == 1)
      #expect(result.output.contains("gpt-realtime -> gpt-realtime-2"))
    }
    #expect(clone.sessionc.text("ran") == nil)
    // Whoever asks git in the usual way runs it.
    try clone.git("status")
    #expect(clone.sessionc.text("ran") != nil)
  }

  @Test func linksAreFollowedInTheRevision() throws {
    let clone = try Clone([
      "profiles/_b.yaml": "type: realtime\nmodel: gpt-realtime\n",
      "profiles/in.yaml": "$extends: _link.yaml\n",
    ])
    try clone.sessionc.link("profiles/_link.yaml", to: "_b.yaml")
    try clone.sessionc.write("$extends: _out.yaml\n", to: "profiles/out.yaml")
    try clone.sessionc.link("profiles/_out.yaml", to: "../../passwd.yaml")
    try clone.sessionc.link("profiles/away.yaml", to: "../../away.yaml")
    try clone.commit("links")
    try clone.sessionc.write("type: realtime\nmodel: gpt-realtime-2\n", to: "profiles/_b.yaml")
    try clone.sessionc.remove("profiles/_out.yaml")
    try clone.sessionc.write("type: realtime\n", to: "profiles/_out.yaml")
    try clone.sessionc.remove("profiles/away.yaml")
    let result = try clone.diff("--against", "HEAD")
    #expect(
      result.output.contains(
        "profiles/in.yaml\n  behaviour  /model   gpt-realtime -> gpt-realtime-2"
      )
    )
    #expect(
      result.output.contains(
        "profiles/out.yaml: cannot be compared\n  HEAD: profiles/out.yaml:1:11: SP702 "
      )
    )
    #expect(result.status == 2)
  }

  @Test func aProfileIsRenamed() throws {
    let clone = try Clone(["profiles/a.yaml": Self.base, "profiles/gone.yaml": "type: realtime\n"])
    try clone.git("mv", "profiles/a.yaml", "profiles/b.yaml")
    try clone.sessionc.remove("profiles/gone.yaml")
    try clone.sessionc.write("type: realtime\nmodel: gpt-realtime\n", to: "profiles/new.yaml")
    let result = try clone.diff("--against", "HEAD")
    #expect(
      result.output == """
        profiles/b.yaml: renamed from profiles/a.yaml, no change

        profiles/new.yaml: added   behaviour   profile-added

        profiles/gone.yaml: removed   breaking   profile-removed
                     see that nothing loads its request

        3 of 3 profiles change: 1 breaking, 1 behaviour

        """
    )
  }

  @Test func bothSidesMayBeRevisions() throws {
    let clone = try Clone(["profiles/a.yaml": "$extends: _b.yaml\n", "profiles/_b.yaml": Self.base])
    try clone.sessionc.write(Self.base.replacing("pcmu", with: "pcma"), to: "profiles/_b.yaml")
    try clone.commit("two")
    try clone.sessionc.write("broken: [", to: "profiles/a.yaml")
    let result = try clone.diff("HEAD~1:profiles", "HEAD:profiles")
    #expect(result.status == 1)
    #expect(result.output.hasSuffix("1 of 1 profile changes: 1 breaking\n"))
    let files = try clone.sessionc.run(
      ["diff", "HEAD~1:./a.yaml", "HEAD:./a.yaml"],
      in: "profiles"
    )
    #expect(files.status == 1)
    let mixed = try clone.diff("HEAD:profiles", "profiles/a.yaml")
    #expect(mixed.status == 2)
    #expect(mixed.error.contains("a file and a folder cannot be compared"))
    let missing = try clone.diff("HEAD:profiles/nope.yaml", "profiles/a.yaml")
    #expect(missing.status == 2)
    #expect(missing.error.contains("no such file or folder in this revision"))
  }

  @Test func aFileWithAColonIsAFile() throws {
    let clone = try Clone(["a:b.yaml": "type: realtime\n", "c.yaml": "type: realtime\n"])
    #expect(try clone.diff("a:b.yaml", "c.yaml").status == 0)
    #expect(try clone.diff("./a:b.yaml", "c.yaml").status == 0)
    let none = try clone.diff("./x:y.yaml", "c.yaml")
    #expect(none.status == 2)
    #expect(none.error.contains("./x:y.yaml: no such file"))
  }

  @Test func aConfigurationThatChecksLessIsTold() throws {
    let policies = """
      policies:
        token-cap: { field: max_output_tokens, require: true, max: 1200 }
        house-voices: { field: audio.output.voice, in: [marin, cedar] }
      severities: { SP207: error }
      """
    let clone = try Clone(["profiles/a.yaml": "type: realtime\n", ".sessionc.yaml": policies])
    try clone.sessionc.write(
      """
      policies:
        token-cap: { field: max_output_tokens, require: true, max: 4000 }
      severities: { SP207: warning }
      allow: { model: [my-model] }
      exclude: [profiles/drafts]
      changes: { client-endpoint: off }
      """,
      to: ".sessionc.yaml"
    )
    let result = try clone.diff("--against", "HEAD", "--fail-on", "safety")
    #expect(result.status == 1)
    for path in [
      "/policies/token-cap", "/policies/house-voices", "/severities/SP207", "/allow/model",
      "/exclude", "/changes/client-endpoint",
    ] {
      #expect(result.output.contains("  safety     \(path) "), "\(path)")
    }
    #expect(
      result.output.contains(
        "max_output_tokens: require; max 1200 -> max_output_tokens: require; max 4000"
      )
    )
    #expect(result.output.hasSuffix("0 of 1 profile changes: 6 safety\n"))
    // Stricter is no finding.
    try clone.commit("two")
    try clone.sessionc.write(policies, to: ".sessionc.yaml")
    #expect(try clone.diff("--against", "HEAD").status == 0)
  }

  @Test func thePolicyOfARevisionIsEnforced() throws {
    let clone = try Clone([
      "profiles/a.yaml": "type: realtime\n",
      ".sessionc.yaml": "policies:\n  house-voices: { field: audio.output.voice, in: [marin] }\n",
    ])
    try clone.sessionc.write(
      "type: realtime\naudio: {output: {voice: ash}}\n",
      to: "profiles/a.yaml"
    )
    try clone.sessionc.write("", to: ".sessionc.yaml")
    #expect(try clone.sessionc.run("lint").status == 0)
    let result = try clone.sessionc.run("lint", "--config", "HEAD:.sessionc.yaml")
    #expect(result.status == 1)
    #expect(result.output.contains("SP901 house-voices"))
    let missing = try clone.sessionc.run("lint", "--config", "HEAD:nope.yaml")
    #expect(missing.status == 2)
    #expect(missing.error.contains("HEAD:nope.yaml: no such file in this revision"))
    let none = try clone.sessionc.run("lint", "--config", "gone:.sessionc.yaml")
    #expect(none.status == 2)
    #expect(none.error.contains("gone: no such revision"))
  }

  @Test func eachSideHasItsOwnConfiguration() throws {
    let clone = try Clone([
      "profiles/a.yaml": "type: realtime\n", ".sessionc.yaml": "target: ga-client-secrets\n",
    ])
    try clone.sessionc.write("target: ga-session-update\n", to: ".sessionc.yaml")
    let result = try clone.diff("--against", "HEAD")
    #expect(
      result.output.contains("/$target   ga-client-secrets -> ga-session-update   client-endpoint")
    )
    #expect(try clone.diff("--against", "HEAD", "--config", "HEAD:.sessionc.yaml").status == 0)
    #expect(try clone.diff("--against", "HEAD", "--target", "ga-client-secrets").status == 0)
  }

  @Test func aSubmoduleAndAPointerAreNoFiles() throws {
    let clone = try Clone([
      "profiles/a.yaml": "$extends: _lfs.yaml\n",
      "profiles/_lfs.yaml":
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12\n",
      "profiles/b.yaml": "$extends: ../sub/_x.yaml\n",
    ])
    let commit = try clone.git("rev-parse", "HEAD").prefix { $0 != "\n" }
    try clone.git("update-index", "--add", "--cacheinfo", "160000,\(commit),sub")
    try clone.git("-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "-m", "sub")
    try clone.sessionc.write("type: realtime\n", to: "profiles/_lfs.yaml")
    try clone.sessionc.write("type: realtime\n", to: "sub/_x.yaml")
    let result = try clone.diff("--against", "HEAD")
    #expect(result.status == 2)
    #expect(result.output.contains("SP702 `_lfs.yaml` is a pointer to what Git LFS keeps"))
    #expect(result.output.contains("profiles/b.yaml:1:11: SP701 "))
  }

  /// What a change says of how grave changes are does not count for it.
  @Test(arguments: [nil, "", "changes: {privacy: breaking}\n"])
  func aChangeCannotPlayItselfDown(_ before: String?) throws {
    var files = ["profiles/a.yaml": "type: realtime\n"]
    files[".sessionc.yaml"] = before
    let clone = try Clone(files)
    try clone.sessionc.write("type: realtime\ntracing: auto\n", to: "profiles/a.yaml")
    try clone.sessionc.write(
      "changes: {privacy: off, config-loosened: off, field: off}\n",
      to: ".sessionc.yaml"
    )
    let result = try clone.diff("--against", "HEAD", "--fail-on", "safety")
    #expect(result.status == 1)
    #expect(result.output.contains("/changes/privacy "))
    #expect(result.output.contains("/changes/config-loosened "))
    #expect(result.output.contains("/tracing "))
    try clone.commit("two")
    for arguments in [
      ["HEAD~1:profiles", "HEAD:profiles"], ["HEAD~1:profiles/a.yaml", "profiles/a.yaml"],
    ] {
      let pair = try clone.sessionc.run(["diff"] + arguments)
      #expect(pair.status == 1 && pair.output.contains("/tracing "))
    }
  }

  @Test func withoutAConfigurationNoneOfARevisionCounts() throws {
    let clone = try Clone([
      "profiles/a.yaml": "type: realtime\n", ".sessionc.yaml": "changes: {privacy: off}\n",
    ])
    try clone.sessionc.write("type: realtime\ntracing: auto\n", to: "profiles/a.yaml")
    try clone.commit("two")
    let sides = ["HEAD~1:profiles", "HEAD:profiles"]
    #expect(try clone.sessionc.run(["diff"] + sides).status == 0)
    #expect(try clone.sessionc.run(["diff", "--no-config"] + sides).status == 1)
  }

  /// What was not looked at is told, and is never "no change".
  @Test func whatCannotBeLookedAtIsTold() throws {
    let clone = try Clone(["profiles/a.yaml": "type: realtime\n"])
    let commit = try clone.git("rev-parse", "HEAD").prefix { $0 != "\n" }
    try clone.git("update-index", "--add", "--cacheinfo", "160000,\(commit),profiles/sub")
    try clone.git("-c", "user.name=x", "-c", "user.email=x@y", "commit", "-q", "-m", "sub")
    let result = try clone.diff("HEAD~1:profiles", "HEAD:profiles")
    #expect(result.status == 2)
    #expect(result.error.contains("HEAD: profiles/sub: is a submodule"))
    #expect(!result.output.contains("cannot"))
  }

  @Test func aFolderBehindALinkIsComparedByItsNames() throws {
    let clone = try Clone(["real/a.yaml": "type: realtime\n"])
    try clone.sessionc.link("link", to: "real")
    try clone.commit("link")
    #expect(try clone.diff("HEAD:real", "HEAD:link").output == "no change in 1 profile\n")
  }

  /// A clone without all contents: what is missing is told, and the others are compared.
  @Test func whatIsNotInTheCloneIsTold() throws {
    let clone = try Clone(Self.users(3) { "\(Self.base)instructions: Number \($0).\n" })
    try clone.git("config", "uploadpack.allowFilter", "true")
    for number in 0..<3 {
      try clone.sessionc.write(
        "\(Self.base)instructions: Another \(number).\n",
        to: "profiles/p\(number).yaml"
      )
    }
    try clone.commit("two")
    let other = try Sessionc(isForOpenAI: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "git", "clone", "-q", "--filter=blob:none", "file://" + clone.sessionc.folder.url.path,
      other.url("partial").path,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let result = try other.run(["diff", "--against", "HEAD~1"], in: "partial")
    #expect(result.status == 2)
    let missing =
      "is not in this clone, which was made without all contents: `git fetch --refetch` fetches them"
    #expect(result.output.matches(of: /is not in this clone/).count == 3, "\(result.output)")
    #expect(result.output.contains(missing))
    #expect(result.output.hasSuffix("3 of 3 profiles cannot be compared\n"))
  }
}
