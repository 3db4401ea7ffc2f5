import Foundation
import TestSupport
import Testing

@Suite struct LintCommandTests {
  @Test func cleanProfilesGiveStatus0() throws {
    let sessionc = try Sessionc(["profiles/a.yaml": "voice: alloy", "profiles/deep/b.yml": "{}"])
    let result = try sessionc.run("lint")
    #expect(result.status == 0)
    #expect(result.output == "no problems in 2 profiles\n")
    #expect(result.error == "")
  }

  @Test func errorsGiveStatus1AndWarningsOnlyWithStrict() throws {
    let sessionc = try Sessionc(["bad.yaml": "modalities: [nova]", "warn.yaml": "voice: bob"])
    #expect(try sessionc.run("lint", "bad.yaml").status == 1)
    #expect(try sessionc.run("lint", "warn.yaml").status == 0)
    #expect(try sessionc.run("lint", "warn.yaml", "--strict").status == 1)
    #expect(
      try sessionc.run("lint", "bad.yaml").output.hasPrefix(
        "bad.yaml:1:14: error[SP201 not-in-enum]"
      )
    )
  }

  @Test func aSyntaxErrorHidesNoOtherFile() throws {
    let sessionc = try Sessionc([
      "p/a.yaml": "a: [", "p/b.yaml": "modalities: [nova]", "p/c.yaml": "",
    ])
    let result = try sessionc.run("lint", "p")
    #expect(result.status == 1)
    for code in ["SP001", "SP201", "SP003"] { #expect(result.output.contains(code)) }
    #expect(result.output.hasSuffix("3 errors in 3 profiles\n"))
  }

  @Test func whatCannotBeReadGivesStatus2AndTheRestIsDone() throws {
    let sessionc = try Sessionc(["a.yaml": "modalities: [nova]", "empty/readme.txt": "x"])
    let result = try sessionc.run("lint", "missing.yaml", "empty", "a.yaml")
    #expect(result.status == 2)
    #expect(result.error.contains("missing.yaml: no such file or directory"))
    #expect(result.error.contains("empty: no profile in this folder"))
    #expect(result.output.contains("SP201"))
    #expect(try sessionc.run("lint").status == 2)
  }

  @Test func usageErrorsGiveStatus2() throws {
    let sessionc = try Sessionc()
    for arguments in [
      ["lint", "--nonsense"], ["lint", "--format", "xml"], ["nonsense"], ["lint", "--target", "x"],
    ] {
      let result = try sessionc.run(arguments[0], Array(arguments.dropFirst()))
      #expect(result.status == 2, "\(arguments)")
      #expect(!result.error.isEmpty)
      #expect(result.output == "")
    }
  }

  @Test func helpAndVersionGiveStatus0OnStandardOutput() throws {
    let sessionc = try Sessionc()
    #expect(try sessionc.run("--version").output == "0.1.0\n")
    for arguments in ["--help", "lint --help", "compile --help", "help lint", ""] {
      let parts = arguments.split(separator: " ").map(String.init)
      let result = try sessionc.run(parts.first ?? "--help", Array(parts.dropFirst()))
      #expect(result.status == 0)
      #expect(result.output.contains("USAGE"))
      #expect(result.error == "")
    }
  }

  @Test func hiddenNamesPartialsAndOtherFilesAreLeftOut() throws {
    let sessionc = try Sessionc([
      "p/_part.yaml": "bad", "p/.hidden.yaml": "bad", "p/.git/x.yaml": "bad", "p/_d/x.yaml": "bad",
      "p/notes.txt": "bad", "p/ok.json": "{\"type\":\"realtime\"}",
    ])
    #expect(try sessionc.run("lint", "p").output == "no problems in 1 profile\n")
  }

  @Test func standardInputHasAName() throws {
    let sessionc = try Sessionc()
    let result = try sessionc.run(
      "lint",
      "-",
      "--stdin-filename",
      "x/y.yaml",
      input: "modalities: [nova]"
    )
    #expect(result.output.hasPrefix("x/y.yaml:1:14: error"))
    #expect(
      try sessionc.run("lint", "-", input: "modalities: [nova]").output.hasPrefix("<stdin>:1:14")
    )
  }

  @Test func jsonIsOneDocumentAndNothingElse() throws {
    let sessionc = try Sessionc(["p/a.yaml": "modalities: [nova]", "p/b.yaml": "{}"])
    let result = try sessionc.run("lint", "p", "--format", "json")
    #expect(result.status == 1)
    #expect(result.error == "")
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect(object?["files"] as? Int == 2)
  }

  @Test func colourFollowsTheFlagAndTheEnvironment() throws {
    let sessionc = try Sessionc(["a.yaml": "modalities: [nova]"])
    let escape = "\u{1B}["
    #expect(try !sessionc.run("lint", "a.yaml").output.contains(escape))
    #expect(try sessionc.run("lint", "a.yaml", "--color", "always").output.contains(escape))
    #expect(
      try sessionc.run("lint", "a.yaml", environment: ["FORCE_COLOR": "1"]).output.contains(escape)
    )
    #expect(
      try !sessionc.run(
        "lint",
        "a.yaml",
        environment: ["FORCE_COLOR": "1", "NO_COLOR": "1"]
      ).output.contains(escape)
    )
  }

  @Test func controlCharactersNeverReachTheTerminal() throws {
    let sessionc = try Sessionc([
      "a\u{1B}[31m.yaml": "voice: \"\\u001b[31m\\u0007\"\n\"\\u202e\": 1"
    ])
    let result = try sessionc.run("lint", ".")
    let all = result.output + result.error
    #expect(!all.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
    #expect(result.status == 1)
  }

  @Test func pipesDevicesAndLinksAreHandled() throws {
    let sessionc = try Sessionc(["p/ok.yaml": "{}", "outside.yaml": "{}", "p/x.yaml/in.yaml": "{}"])
    #expect(mkfifo(sessionc.url("p/pipe.yaml").path, 0o600) == 0)
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: sessionc.url("p/loop").path, withDestinationPath: "..")
    #expect(try sessionc.run("lint", "p").output == "no problems in 2 profiles\n")
    #expect(try sessionc.run("lint", "p/pipe.yaml").error.contains("not a regular file"))
    #expect(try sessionc.run("lint", "/dev/null").status == 2)
    try manager.createSymbolicLink(
      atPath: sessionc.url("p/out.yaml").path,
      withDestinationPath: "../outside.yaml"
    )
    let result = try sessionc.run("lint", "p")
    #expect(result.status == 2)
    #expect(result.error.contains("p/out.yaml: the link leads out of the folder"))
  }

  @Test func aFileThatIsTooLargeIsRefusedWithoutReadingItAll() throws {
    let sessionc = try Sessionc()
    let path = sessionc.url("big.yaml").path
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    #expect(truncate(path, 1 << 40) == 0)
    let result = try sessionc.run("lint", "big.yaml")
    #expect(result.status == 1)
    #expect(result.output.contains("SP004"))
  }

  /// One core or all: the same bytes, in the order of the files, in every form.
  @Test(arguments: ["text", "concise", "json", "sarif", "github", "gitlab", "junit"])
  func theReportDoesNotDependOnTheCores(_ form: String) throws {
    var files: [String: String] = [:]
    for number in 0..<200 {
      let texts = [
        "voice: sage\n", "modalities: [nova]\ntemperature: 3\n", "a: [\n",
        "type: realtime\nvoice: x\n",
        "instructions: |\n" + String(repeating: "  long\n", count: number * 20),
      ]
      files["profiles/\(number % 7)/\(number).yaml"] = texts[number % texts.count]
    }
    let sessionc = try Sessionc(files)
    let one = try sessionc.run("lint", "--jobs", "1", "--format", form, "profiles", "missing")
    for _ in 0..<3 {
      let all = try sessionc.run("lint", "--format", form, "profiles", "missing")
      #expect(all.output == one.output && all.error == one.error && all.status == one.status)
    }
    #expect(one.status == 2 && one.output.count > 1000)
  }
}
