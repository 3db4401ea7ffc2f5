import CommandLineSupport
import Foundation
import TestSupport
import Testing

/// What killed runs leave behind is removed by the next, and nothing else is.
@Suite struct StaleTemporaryTests {
  /// The number of a process that has ended.
  private func deadProcess() throws -> pid_t {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }

  @Test(
    arguments: [
      (".sessionc-12.tmp", 12), (".sessionc-012.tmp", nil), (".sessionc-.tmp", nil),
      (".sessionc--1.tmp", nil), (".sessionc-0.tmp", nil), (".sessionc-+7.tmp", nil),
      (".sessionc-12.tmp.yaml", nil), ("x.sessionc-12.tmp", nil), (".sessionc-12-3.tmp", nil),
      (".sessionc-99999999999.tmp", nil), (".sessionc.yaml", nil), (".sessionc-tmp", nil),
    ] as [(String, pid_t?)]
  )
  func knowsItsOwnNames(_ name: String, _ process: pid_t?) {
    #expect(StaleTemporaries.process(of: name) == process)
  }

  @Test func removesOnlyWhatADeadProcessLeft() throws {
    let dead = try deadProcess()
    let stale = ".sessionc-\(dead).tmp"
    // The test itself is alive, and so is process 1, whoever owns it.
    let kept = [
      ".sessionc-\(getpid()).tmp", ".sessionc-1.tmp", ".sessionc-0\(dead).tmp",
      "sessionc-\(dead).tmp", ".sessionc-\(dead).tmp~",
    ]
    let sessionc = try Sessionc(["p/a.yaml": "voice: alloy\n"])
    for name in kept + [stale] { try sessionc.write("half", to: "out/\(name)") }
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(
      sessionc.names
        == (["out", "out/a.json", "p", "p/a.yaml"] + kept.map { "out/\($0)" }).sorted()
    )
  }

  @Test func neitherFollowsNorRemovesLinksAndFolders() throws {
    let (one, other) = (".sessionc-\(try deadProcess()).tmp", ".sessionc-\(try deadProcess()).tmp")
    let sessionc = try Sessionc([
      "p/a.yaml": "voice: alloy\n", "precious": "kept", "out/\(one)/f": "",
    ])
    if one != other {
      try FileManager.default.createSymbolicLink(
        atPath: sessionc.url("out/\(other)").path,
        withDestinationPath: "../precious"
      )
    }
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(sessionc.text("precious") == "kept")
    #expect(sessionc.text("out/\(one)/f") == "")
    if one != other {
      let link = sessionc.url("out/\(other)").path
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "../precious")
    }
  }

  @Test func everyCommandThatWritesCleans() throws {
    let stale = ".sessionc-\(try deadProcess()).tmp"
    let flat = "voise: alloy\n"
    let commands = [
      ["lint", "--fix", "a.yaml"], ["lint", "a.yaml", "--format", "json=report.json"],
      ["migrate", "--write", "a.yaml"], ["import", "body.json", "-o", "new.yaml"],
      ["import", "body.json", "-o", "a.yaml"], ["init"],
    ]
    for command in commands {
      let sessionc = try Sessionc(["a.yaml": flat, "body.json": "{}", stale: "half"])
      if command[0] == "migrate" { try sessionc.write("voice: alloy\n", to: "a.yaml") }
      _ = try sessionc.run(command)
      #expect(sessionc.text(stale) == nil, "\(command)")
    }
  }
}
