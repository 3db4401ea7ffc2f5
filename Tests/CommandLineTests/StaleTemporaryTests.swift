import CommandLineSupport
import Foundation
import TestSupport
import Testing

/// What killed runs leave behind is removed by the next, and nothing else is.
@Suite struct StaleTemporaryTests {
  private static let stale = ".sessionc-0123456789abcdef.tmp"

  @Test(
    arguments: [
      (Self.stale, true), (".sessionc-ffffffffffffffff.tmp", true),
      (".sessionc-0123456789abcde.tmp", false), (".sessionc-0123456789abcdef0.tmp", false),
      (".sessionc-0123456789ABCDEF.tmp", false), (".sessionc-0123456789abcdeg.tmp", false),
      (".sessionc-0123456789abcdef.tmp.yaml", false), ("x.sessionc-0123456789abcdef.tmp", false),
      (".sessionc-.tmp", false), (".sessionc-12.tmp", false), (".sessionc.yaml", false),
      (".sessionc-tmp", false),
    ]
  )
  func knowsItsOwnNames(_ name: String, _ isOwn: Bool) {
    #expect(StaleTemporaries.isName(name) == isOwn)
  }

  @Test func removesOnlyWhatNobodyHolds() throws {
    let held = ".sessionc-00000000000000aa.tmp"
    let kept = [held, "sessionc-0123456789abcdef.tmp", ".sessionc-0123456789abcdef.tmp~"]
    let sessionc = try Sessionc(["p/a.yaml": "voice: alloy\n"])
    for name in kept + [Self.stale] { try sessionc.write("half", to: "out/\(name)") }
    // As a run does that is writing: it may be in another container, where its number says nothing.
    let descriptor = open(sessionc.url("out/\(held)").path, O_RDONLY)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX) == 0)
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(
      sessionc.names
        == (["out", "out/a.json", "p", "p/a.yaml"] + kept.map { "out/\($0)" }).sorted()
    )
  }

  @Test func neitherFollowsNorRemovesLinksAndFolders() throws {
    let (one, other) = (Self.stale, ".sessionc-00000000000000bb.tmp")
    let sessionc = try Sessionc([
      "p/a.yaml": "voice: alloy\n", "precious": "kept", "out/\(one)/f": "",
    ])
    try FileManager.default.createSymbolicLink(
      atPath: sessionc.url("out/\(other)").path,
      withDestinationPath: "../precious"
    )
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(sessionc.text("precious") == "kept")
    #expect(sessionc.text("out/\(one)/f") == "")
    let link = sessionc.url("out/\(other)").path
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../precious")
  }

  @Test func everyCommandThatWritesCleans() throws {
    let commands = [
      ["lint", "--fix", "a.yaml"], ["lint", "a.yaml", "--format", "json=report.json"],
      ["migrate", "--write", "a.yaml"], ["import", "body.json", "-o", "new.yaml"],
      ["import", "body.json", "-o", "a.yaml"], ["init"],
    ]
    for command in commands {
      let sessionc = try Sessionc(["a.yaml": "voise: alloy\n", "body.json": "{}"])
      try sessionc.write("half", to: Self.stale)
      if command[0] == "migrate" { try sessionc.write("voice: alloy\n", to: "a.yaml") }
      _ = try sessionc.run(command)
      #expect(sessionc.text(Self.stale) == nil, "\(command)")
    }
  }

  /// Writers in one folder that have the same number, as the first processes of containers have.
  @Test func runsAtTheSameTimeDoNotGetInEachOthersWay() throws {
    let sessionc = try Sessionc()
    let text = String(repeating: "x", count: 100_000)
    for index in 0..<20 { try sessionc.write("instructions: \(text)\n", to: "p/f\(index).yaml") }
    let runs = try (0..<4).map { _ in try sessionc.start(["compile", "p", "-o", "out"]) }
    for run in runs {
      let result = try run.wait()
      #expect(result.status == 0)
      #expect(result.error == "")
    }
    #expect(sessionc.names.count { $0.hasPrefix("out/") } == 20)
    for index in 0..<20 {
      #expect(sessionc.text("out/f\(index).json") == "{\"instructions\":\"\(text)\"}\n")
    }
  }
}
