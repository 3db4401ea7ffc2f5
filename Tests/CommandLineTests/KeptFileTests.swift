import CommandLineSupport
import Foundation
import TestSupport
import Testing

@testable import FileAccess

/// What is about a file besides its text stays when its text is mended, or nothing is written.
@Suite struct KeptFileTests {
  private static let flat = "voice: alloy\ntemperatur: 0.8\n"
  private static let commands = [["lint", "--fix", "a.yaml"], ["migrate", "--write", "a.yaml"]]

  private func attributes(_ sessionc: Sessionc, _ name: String = "a.yaml") throws
    -> [FileAttributeKey: Any]
  {
    try FileManager.default.attributesOfItem(atPath: sessionc.url(name).path)
  }

  @Test(.enabled(if: geteuid() == 0), arguments: commands)
  func theOwnerIsKept(_ command: [String]) throws {
    let sessionc = try Sessionc(["a.yaml": Self.flat])
    let path = sessionc.url("a.yaml").path
    try #require(chown(path, 1234, 4321) == 0 && chmod(path, 0o640) == 0)
    #expect(try sessionc.run(command).status != 2)
    #expect(sessionc.text("a.yaml") != Self.flat)
    let kept = try attributes(sessionc)
    #expect(kept[.ownerAccountID] as? Int == 1234)
    #expect(kept[.groupOwnerAccountID] as? Int == 4321)
    #expect(kept[.posixPermissions] as? Int == 0o640)
  }

  @Test(.enabled(if: geteuid() == 0)) func theOwnerOfAnOutputIsKept() throws {
    let sessionc = try Sessionc(["p/a.yaml": "voice: alloy\n", "out/a.json": "{}\n"])
    try #require(chown(sessionc.url("out/a.json").path, 1234, 4321) == 0)
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(sessionc.text("out/a.json") == "{\"voice\":\"alloy\"}\n")
    #expect(try attributes(sessionc, "out/a.json")[.ownerAccountID] as? Int == 1234)
  }

  @Test(arguments: commands) func aFileWithSeveralNamesIsLeft(_ command: [String]) throws {
    let sessionc = try Sessionc(["a.yaml": Self.flat])
    try FileManager.default.linkItem(at: sessionc.url("a.yaml"), to: sessionc.url("b"))
    let result = try sessionc.run(command)
    #expect(result.status == 2)
    #expect(result.error.contains("a.yaml: the file has 2 names (hard links), and only this one"))
    #expect(sessionc.text("a.yaml") == Self.flat && sessionc.text("b") == Self.flat)
    #expect(sessionc.names == ["a.yaml", "b"])
  }

  private static func replace(_ path: String, holding old: String) throws {
    let temporary = try TemporaryFile(beside: path, mode: nil, for: "a.yaml")
    try temporary.write(Array("ours\n".utf8), for: "a.yaml")
    try temporary.replace(path, holding: Array(old.utf8), for: "a.yaml")
  }

  /// Somebody saves the file between the last look at it and its replacement.
  @Test(arguments: ["theirs\n", "", "held\nand more\n"])
  func whatIsSavedMeanwhileStays(_ theirs: String) throws {
    let sessionc = try Sessionc(["a.yaml": theirs])
    let path = sessionc.url("a.yaml").path
    #expect(throws: CommandFailure.self) { try Self.replace(path, holding: "held\n") }
    #expect(sessionc.text("a.yaml") == theirs)
    #expect(sessionc.names == ["a.yaml"])
  }

  @Test func whatWasReadIsReplaced() throws {
    let sessionc = try Sessionc(["a.yaml": "held\n"])
    let path = sessionc.url("a.yaml").path
    try Self.replace(path, holding: "held\n")
    #expect(sessionc.text("a.yaml") == "ours\n")
    #expect(sessionc.names == ["a.yaml"])
  }

  @Test func extendedAttributesAreKept() throws {
    let sessionc = try Sessionc(["a.yaml": Self.flat])
    let tools = ["setfattr", "getfattr"].map { "/usr/bin/" + $0 }
    guard tools.allSatisfy(FileManager.default.isExecutableFile) else { return }
    let path = sessionc.url("a.yaml").path
    let set = try sessionc.start(
      ["-n", "user.note", "-v", "mine", path],
      program: URL(fileURLWithPath: tools[0])
    )
    // Not every file system has them.
    guard try set.wait().status == 0 else { return }
    #expect(try sessionc.run("lint", "--fix", "a.yaml").status != 2)
    let get = try sessionc.start(
      ["-n", "user.note", "--only-values", path],
      program: URL(fileURLWithPath: tools[1])
    )
    #expect(try get.wait().output == "mine")
    #expect(sessionc.text("a.yaml") != Self.flat)
  }

  /// Somebody saves the file while it is being worked on.
  @Test(arguments: ["voice: sage\n", "", flat + "x-more: 1\n"])
  func whatWasSavedMeanwhileIsNotLost(_ saved: String) throws {
    let sessionc = try Sessionc(["a.yaml": saved])
    let path = sessionc.url("a.yaml").path
    let failure = #expect(throws: CommandFailure.self) {
      try AtomicFile.replace(path, of: Array(Self.flat.utf8), with: [0x41])
    }
    #expect(
      failure?.message == "\(path): somebody has changed the file meanwhile; run again"
    )
    #expect(sessionc.text("a.yaml") == saved)
    #expect(sessionc.names == ["a.yaml"])
    try AtomicFile.replace(path, of: Array(saved.utf8), with: [0x41])
    #expect(sessionc.text("a.yaml") == "A")
  }
}
