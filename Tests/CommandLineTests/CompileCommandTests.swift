import Foundation
import TestSupport
import Testing

@Suite struct CompileCommandTests {
  @Test func oneProfileGoesToStandardOutput() throws {
    let sessionc = try Sessionc(["a.yaml": "voice: alloy\ntemperature: 0.70"])
    let result = try sessionc.run("compile", "a.yaml")
    #expect(result.status == 0)
    #expect(result.output == "{\"temperature\":0.7,\"voice\":\"alloy\"}\n")
    #expect(result.error.contains("SP501"))
  }

  @Test func anErrorWritesNothingAndTheOthersAreStillCompiled() throws {
    let sessionc = try Sessionc(["p/a.yaml": "voice: alloy", "p/b.yaml": "modalities: [nova]"])
    let single = try sessionc.run("compile", "p/b.yaml")
    #expect(single.status == 1)
    #expect(single.output == "")
    let both = try sessionc.run("compile", "p", "-o", "out")
    #expect(both.status == 1)
    #expect(both.output == "")
    #expect(sessionc.text("out/a.json") == "{\"voice\":\"alloy\"}\n")
    #expect(sessionc.text("out/b.json") == nil)
  }

  @Test func theTreeIsMirrored() throws {
    let sessionc = try Sessionc(["p/a.yaml": "{}", "p/x/y/b.yml": "{}", "p/x/c.json": "{}"])
    #expect(try sessionc.run("compile", "p/", "-o", "out/").status == 0)
    #expect(
      sessionc.names.filter { $0.hasSuffix(".json") && $0.hasPrefix("out") } == [
        "out/a.json", "out/x/c.json", "out/x/y/b.json",
      ]
    )
  }

  @Test func outputMayBeAFileOrAFolder() throws {
    let sessionc = try Sessionc(["a.yaml": "{}", "b.yaml": "{}", "d/x": ""])
    #expect(try sessionc.run("compile", "a.yaml", "-o", "one.json").status == 0)
    #expect(sessionc.text("one.json") == "{}\n")
    #expect(try sessionc.run("compile", "a.yaml", "-o", "d").status == 0)
    #expect(sessionc.text("d/a.json") == "{}\n")
    #expect(try sessionc.run("compile", "a.yaml", "b.yaml", "-o", "new/er").status == 0)
    #expect(sessionc.text("new/er/b.json") == "{}\n")
  }

  @Test func severalProfilesNeedAFolder() throws {
    let sessionc = try Sessionc(["p/a.yaml": "{}", "p/b.yaml": "{}"])
    let result = try sessionc.run("compile", "p")
    #expect(result.status == 2)
    #expect(result.error.contains("2 profiles would be written: name a folder"))
    #expect(result.output == "")
  }

  @Test func oneDestinationForTwoProfilesIsRefusedBeforeWriting() throws {
    let sessionc = try Sessionc(["p/a.yaml": "{}", "p/a.json": "{}"])
    let result = try sessionc.run("compile", "p", "-o", "out")
    #expect(result.status == 2)
    #expect(result.error.contains("would both be written to out/a.json"))
    #expect(sessionc.text("out/a.json") == nil)
  }

  @Test func checkShowsTheDifferenceAndWritesNothing() throws {
    let sessionc = try Sessionc(["p/a.yaml": "voice: alloy\ntemperature: 0.8", "p/b.yaml": "{}"])
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    let fresh = try sessionc.run("compile", "p", "-o", "out", "--check")
    #expect(fresh.status == 0)
    #expect(fresh.output == "")
    try sessionc.write("voice: verse\ntemperature: 0.8", to: "p/a.yaml")
    try sessionc.write("{}", to: "p/c.yaml")
    let stale = try sessionc.run("compile", "p", "-o", "out", "--check")
    #expect(stale.status == 1)
    #expect(stale.output.contains("out/a.json: is not up to date"))
    #expect(stale.output.contains("-  \"voice\": \"alloy\"\n+  \"voice\": \"verse\""))
    #expect(stale.output.contains("out/c.json: does not exist"))
    #expect(sessionc.text("out/c.json") == nil)
    #expect(sessionc.text("out/a.json")?.contains("alloy") == true)
    try sessionc.write("{ }", to: "out/b.json")
    #expect(
      try sessionc.run("compile", "p/b.yaml", "-o", "out", "--check").output.contains(
        "the bytes differ"
      )
    )
  }

  @Test func checkNeedsAnOutput() throws {
    let result = try Sessionc(["a.yaml": "{}"]).run("compile", "a.yaml", "--check")
    #expect(result.status == 2)
  }

  @Test func strictRefusesWarnings() throws {
    let sessionc = try Sessionc(["a.yaml": "voice: bob"])
    #expect(try sessionc.run("compile", "a.yaml").status == 0)
    let result = try sessionc.run("compile", "a.yaml", "--strict")
    #expect(result.status == 1)
    #expect(result.output == "")
  }

  @Test func prettyTargetAndDefaultsWork() throws {
    let sessionc = try Sessionc(["a.yaml": "voice: alloy"])
    #expect(
      try sessionc.run("compile", "a.yaml", "--pretty").output == "{\n  \"voice\": \"alloy\"\n}\n"
    )
    #expect(
      try sessionc.run("compile", "a.yaml", "--target", "session-update").output
        == "{\"session\":{\"voice\":\"alloy\"},\"type\":\"session.update\"}\n"
    )
    #expect(
      try sessionc.run("compile", "a.yaml", "--explicit-defaults").output.contains(
        "\"temperature\":0.8"
      )
    )
  }

  @Test func aReadOnlyFolderIsReportedAndNothingIsLeftBehind() throws {
    let sessionc = try Sessionc(["a.yaml": "{}", "out/a.json": "old"])
    let manager = FileManager.default
    try manager.setAttributes([.posixPermissions: 0o555], ofItemAtPath: sessionc.url("out").path)
    let result = try sessionc.run("compile", "a.yaml", "-o", "out")
    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: sessionc.url("out").path)
    // The superuser may write anywhere.
    if getuid() != 0 {
      #expect(result.status == 2)
      #expect(sessionc.text("out/a.json") == "old")
    }
    #expect(!sessionc.names.contains { $0.hasSuffix(".tmp") })
  }

  @Test func anExistingFileKeepsItsModeAndALinkIsLeft() throws {
    let sessionc = try Sessionc(["a.yaml": "voice: alloy", "real.json": "old"])
    let manager = FileManager.default
    try manager.setAttributes(
      [.posixPermissions: 0o640],
      ofItemAtPath: sessionc.url("real.json").path
    )
    try manager.createSymbolicLink(
      atPath: sessionc.url("link.json").path,
      withDestinationPath: "real.json"
    )
    let linked = try sessionc.run("compile", "a.yaml", "-o", "link.json")
    #expect(linked.status == 2)
    #expect(
      linked.error
        == "sessionc: error: link.json: is a link, and nothing is written through links\n"
    )
    #expect(sessionc.text("real.json") == "old")
    #expect(try sessionc.run("compile", "a.yaml", "-o", "real.json").status == 0)
    #expect(sessionc.text("real.json") == "{\"voice\":\"alloy\"}\n")
    let attributes = try manager.attributesOfItem(atPath: sessionc.url("real.json").path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(
      try manager.destinationOfSymbolicLink(atPath: sessionc.url("link.json").path) == "real.json"
    )
  }

  /// One core or all: the same requests, the same findings in the order of the files.
  @Test func theRequestsDoNotDependOnTheCores() throws {
    var files: [String: String] = [:]
    for number in 0..<200 {
      let texts = [
        "voice: sage\n", "modalities: [nova]\n", "a: [\n", "type: realtime\nvoice: x\n",
        "instructions: |\n" + String(repeating: "  long\n", count: number * 20),
      ]
      files["profiles/\(number % 7)/\(number).yaml"] = texts[number % texts.count]
    }
    let sessionc = try Sessionc(files)
    let targets = ["--target", "sessions", "--target", "ga-client-secrets"]
    let one = try sessionc.run("compile", ["--jobs", "1", "-o", "one", "profiles"] + targets)
    let all = try sessionc.run("compile", ["-o", "all", "profiles"] + targets)
    #expect(all.error == one.error && all.status == one.status && one.status == 1)
    let written = sessionc.names.filter { $0.hasPrefix("one/") }
    #expect(written.count > 100)
    for name in written {
      #expect(sessionc.text("all" + name.dropFirst(3)) == sessionc.text(name), "\(name)")
    }
    #expect(sessionc.names.count { $0.hasPrefix("all/") } == written.count)
  }
}
