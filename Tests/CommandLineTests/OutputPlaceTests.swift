import CommandLineSupport
import Foundation
import SessionProfiles
import TestSupport
import Testing

/// No output is an input, a configuration or another output, and nothing of somebody else's is replaced.
@Suite struct OutputPlaceTests {
  @Test func theMarkOfAProjectIsItsConfiguration() {
    #expect(ProjectBounds.configurationName == Configuration.fileName)
  }

  private static let files = [
    "p.yaml": "# why\nvoice: alloy\nx-note: keep\n",
    "q/a.json": "{\"voice\":\"alloy\",\"x-n\":1}\n",
    "README.md": "my text\n", "ci.yaml": "severities: {}\n",
    ".sessionc.yaml": "server: compatible # mine\n",
    "baseline": "",
  ]

  static let runs: [[String]] = [
    ["compile", "p.yaml", "-o", "p.yaml"], ["compile", "p.yaml", "-o", "./q/../p.yaml"],
    ["compile", "p.yaml", "-o", "hard.json"], ["compile", "q", "-o", "q"],
    ["compile", "q", "p.yaml", "-o", "q"], ["compile", "p.yaml", "--source-map", "p.yaml"],
    ["compile", "p.yaml", "-o", "x.json", "--source-map", "x.json"],
    ["compile", "p.yaml", "-o", "x.json", "--source-map", "q/../x.json"],
    ["compile", "p.yaml", "-o", ".sessionc.yaml"], ["compile", "p.yaml", "-o", "q/.sessionc.yaml"],
    ["compile", "p.yaml", "--config", "ci.yaml", "-o", "ci.yaml"],
    ["compile", "p.yaml", "--source-map", ".sessionc.yaml"],
    ["lint", "p.yaml", "--output", "p.yaml"], ["lint", "p.yaml", "--format", "json=p.yaml"],
    ["lint", "p.yaml", "--output", ".sessionc.yaml"],
    ["lint", "p.yaml", "--config", "ci.yaml", "--output", "ci.yaml"],
    ["lint", "p.yaml", "--format", "json=x", "--format", "sarif=./x"],
    ["lint", "p.yaml", "--baseline", "p.yaml", "--write-baseline"],
    ["lint", "p.yaml", "--baseline", ".sessionc.yaml", "--write-baseline"],
    ["lint", "p.yaml", "--baseline", "baseline", "--format", "json=baseline"],
  ]

  @Test(arguments: runs) func whatTheRunReadsOrWritesIsNotWritten(_ run: [String]) throws {
    let sessionc = try Sessionc(Self.files)
    try FileManager.default.linkItem(at: sessionc.url("p.yaml"), to: sessionc.url("hard.json"))
    let result = try sessionc.run(run)
    #expect(result.status == 2)
    #expect(
      result.error.hasSuffix(": this run reads or writes that file already; name another\n"),
      "\(result.error)"
    )
    #expect(result.output == "")
    for (name, text) in Self.files { #expect(sessionc.text(name) == text) }
    #expect(sessionc.text("x.json") == nil && sessionc.text("x") == nil)
  }

  @Test func aBaselineReplacesOnlyABaseline() throws {
    let sessionc = try Sessionc(Self.files)
    let entry = #"{"code":"SP101","count":1,"file":"a","fingerprint":"x","message":"m"}"#
    try sessionc.write(entry + "\n<<<<<<< HEAD\n", to: "damaged")
    let run = { try sessionc.run("lint", "p.yaml", "--baseline", $0, "--write-baseline") }
    for name in ["README.md", "q/a.json"] {
      let result = try run(name)
      #expect(result.status == 2)
      #expect(
        result.error
          == "sessionc: error: \(name): is no baseline, so it is not replaced; move it away, or name another file\n"
      )
      #expect(sessionc.text(name) == Self.files[name])
    }
    for name in ["baseline", "damaged", "new"] { #expect(try run(name).status == 0) }
    #expect(sessionc.text("damaged") == "")
  }

  /// Under every option that names an output.
  @Test(arguments: [
    ["compile", "p.yaml", "-o", ".git/x"], ["compile", "q", "-o", ".git/hooks"],
    ["compile", "p.yaml", "-o", "x.json", "--source-map", ".git/config"],
    ["lint", "p.yaml", "--format", "sarif=.git/config"],
    ["lint", "p.yaml", "--output", ".git/x/y"],
    ["lint", "p.yaml", "--baseline", ".git/x", "--write-baseline"],
    ["import", "q/a.json", "-o", ".git/x.yaml"], ["import", "q/a.json", "-o", ".git/"],
    ["import", "q/a.json", "-o", "git/x.yaml"],
  ]) func nothingIsWrittenWhereGitKeepsItsFiles(_ run: [String]) throws {
    let sessionc = try Sessionc(Self.files)
    try sessionc.write("mine\n", to: ".git/config")
    if run.contains("git/x.yaml") {
      try FileManager.default.createSymbolicLink(
        at: sessionc.url("git"),
        withDestinationURL: sessionc.url(".git")
      )
    }
    let result = try sessionc.run(run)
    #expect(result.status == 2)
    #expect(result.error.contains("nothing is written there"), "\(result.error)")
    let files = try FileManager.default.contentsOfDirectory(atPath: sessionc.url(".git").path)
    #expect(files == ["config"] && sessionc.text(".git/config") == "mine\n")
  }

  /// A profile is not what configures a project, however it is named.
  @Test(arguments: [
    ["import", "q/a.json", "-o", ".sessionc.yaml"], ["import", "q/.sessionc.json", "-o", "n/"],
  ])
  func aConfigurationIsNotImported(_ run: [String]) throws {
    let sessionc = try Sessionc([
      "q/a.json": "{\"voice\":\"alloy\"}", "q/.sessionc.json": "{\"voice\":\"alloy\"}",
    ])
    let result = try sessionc.run(run)
    #expect(result.status == 2 && result.error.contains("name another"), "\(result.error)")
    #expect(sessionc.text(".sessionc.yaml") == nil && sessionc.text("n/.sessionc.yaml") == nil)
  }

  /// What stands where a request of a folder is to go.
  struct Existing: Sendable, CustomTestStringConvertible {
    var text: String
    var isRequest: Bool
    var testDescription: String { text }
  }

  static let existing = [
    Existing(text: "{}", isRequest: true),
    Existing(text: "{\"voice\":\"ash\"}\n", isRequest: true),
    Existing(text: "{\n  \"voice\": \"ash\",\n  \"mine\": {\"a\": [1]}\n}\n", isRequest: true),
    Existing(text: "{\"session\":{\"type\":\"realtime\"},\"expires_after\":{}}", isRequest: true),
    Existing(text: "{\"session\":{},\"type\":\"session.update\"}", isRequest: true),
    Existing(text: "", isRequest: false), Existing(text: "hunter2", isRequest: false),
    Existing(text: "[\"voice\"]", isRequest: false), Existing(text: "{", isRequest: false),
    Existing(text: "{\"voice\":\"ash\"", isRequest: false),
    Existing(text: "{\"voice\":\"ash\"} hunter2", isRequest: false),
    Existing(text: "{\"auths\":{\"ghcr.io\":{\"auth\":\"hunter2\"}}}\n", isRequest: false),
    Existing(text: "{\"session\":{\"token\":\"hunter2\"}}", isRequest: false),
    Existing(text: "{\"session\":{\"voice\":\"ash\"},\"hunter2\":1}", isRequest: false),
    Existing(text: "{\"a\":{\"voice\":\"hunter2\"}}", isRequest: false),
    Existing(text: "{\"a\":\"\\\"voice\\\":hunter2\"}", isRequest: false),
    Existing(text: "{\"include\":[\"hunter2\"],\"exclude\":[\"x\"]}", isRequest: false),
    Existing(text: "{\"type\":\"module\"}\n", isRequest: false),
    Existing(text: "{\"prompt\":\"hunter2\",\"type\":\"commonjs\"}\n", isRequest: false),
    Existing(text: "{\"name\":\"hunter2\",\"private\":true,\"type\":\"module\"}", isRequest: false),
  ]

  @Test(arguments: existing) func onlyRequestsAreShownOrReplaced(_ existing: Existing) throws {
    #expect(WrittenRequest.matches(Array(existing.text.utf8)) == existing.isRequest)
    let sessionc = try Sessionc(["p/a.yaml": "voice: alloy\n", "out/a.json": existing.text])
    let check = try sessionc.run("compile", "p", "-o", "out", "--check")
    #expect(check.status == 1)
    #expect(check.output.hasPrefix("out/a.json: is not up to date\n"))
    #expect(!check.output.contains("hunter2"))
    let write = try sessionc.run("compile", "p", "-o", "out")
    #expect(write.status == (existing.isRequest ? 0 : 2))
    #expect(
      sessionc.text("out/a.json")
        == (existing.isRequest ? "{\"voice\":\"alloy\"}\n" : existing.text)
    )
    guard !existing.isRequest else { return }
    #expect(
      write.error
        == "sessionc: error: out/a.json: is no request, so it is not replaced; move it away, or write elsewhere\n"
    )
    // Who names the file itself means it.
    #expect(try sessionc.run("compile", "p/a.yaml", "-o", "out/a.json").status == 0)
    #expect(sessionc.text("out/a.json") == "{\"voice\":\"alloy\"}\n")
  }

  @Test func anOutputThatIsUpToDateIsNotTouched() throws {
    let sessionc = try Sessionc(["p/a.yaml": "voice: alloy\n"])
    let date = Date(timeIntervalSince1970: 1_000_000_000)
    let time = {
      try FileManager.default.attributesOfItem(atPath: sessionc.url("out/a.json").path)[
        .modificationDate
      ] as? Date
    }
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    try FileManager.default.setAttributes(
      [.modificationDate: date],
      ofItemAtPath: sessionc.url("out/a.json").path
    )
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(try time() == date)
    try sessionc.write("voice: ash\n", to: "p/a.yaml")
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(try time() != date)
  }
}
