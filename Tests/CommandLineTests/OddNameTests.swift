import CommandLineSupport
import Foundation
import TestSupport
import Testing

/// Names in which a mark joins the character before it, or a prefix the one behind it: paths are bytes.
@Suite struct OddNameTests {
  private static let good = "voice: alloy\n"

  @Test func endingsAndBeginningsAreBytes() throws {
    let sessionc = try Sessionc([
      "p/a\u{600}.yaml": "voise: alloy\n", "p/_\u{301}.yaml": "broken", "p/.\u{301}.yaml": "broken",
    ])
    let result = try sessionc.run("lint", "p", "--format", "concise")
    #expect(result.status == 1)
    #expect(result.output.split(separator: "\n").count == 1)
    #expect(result.output.utf8.starts(with: "p/a\u{600}.yaml:1:1: error[SP101".utf8))
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 1)
    try sessionc.write(Self.good, to: "p/a\u{600}.yaml")
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(sessionc.text("out/a\u{600}.json") == "{\"voice\":\"alloy\"}\n")
  }

  @Test func foldersAreMade() throws {
    let sessionc = try Sessionc(["p/a/\u{301}b/c.yaml": Self.good])
    let result = try sessionc.run("compile", "p", "-o", "out")
    #expect(result.error == "")
    #expect(sessionc.text("out/a/\u{301}b/c.json") == "{\"voice\":\"alloy\"}\n")
  }

  /// Two names for Unicode's one text are two files, where the file system has it so.
  @Test func namesThatUnicodeHoldsEqualAreTwo() throws {
    let sessionc = try Sessionc(["p/\u{E9}.yaml": Self.good])
    try sessionc.write(Self.good, to: "p/e\u{301}.yaml")
    guard sessionc.names.count == 3 else { return }
    let result = try sessionc.run("lint", "p/\u{E9}.yaml", "p/e\u{301}.yaml")
    #expect(result.output == "no problems in 2 profiles\n")
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(sessionc.names.count { $0.hasPrefix("out/") } == 2)
  }

  @Test func aLinkToAFolderThatUnicodeHoldsEqualLeadsOut() throws {
    let sessionc = try Sessionc(["\u{E9}/a.yaml": Self.good])
    try sessionc.write(Self.good, to: "e\u{301}/secret.yaml")
    guard sessionc.names.count == 4 else { return }
    try FileManager.default.createSymbolicLink(
      atPath: sessionc.url("\u{E9}/b.yaml").path,
      withDestinationPath: "../e\u{301}/secret.yaml"
    )
    let result = try sessionc.run("lint", "\u{E9}")
    #expect(result.status == 2)
    #expect(result.error.contains("b.yaml: the link leads out of the folder, so it is not read"))
  }

  @Test func relativePathsAreCutByBytes() {
    #expect(RealPath.key(of: "/\u{E9}") != RealPath.key(of: "/e\u{301}"))
    #expect(RealPath.key(of: "/%c3%a9") != RealPath.key(of: "/\u{E9}"))
    #expect(RealPath.key(of: "/a") == "/a")
    #expect(RealPath.relative("/a/\u{301}b", to: "/a") == "\u{301}b")
    #expect(RealPath.relative("/\u{E9}/b", to: "/e\u{301}") == nil)
    #expect(RealPath.relative("/a", to: "/") == "a")
    #expect(RealPath.route(to: "/a/\u{301}b", from: "/a/c") == "../\u{301}b")
    #expect(RealPath.ofFile("/\u{301}a.yaml") == "/\u{301}a.yaml")
  }

  @Test func differencesNameTheFileAsGitDoes() throws {
    let sessionc = try Sessionc(["\u{301}a b.yaml": "voise: alloy\n"])
    let result = try sessionc.run("lint", "--diff", "./\u{301}a b.yaml")
    #expect(result.output.hasPrefix("--- \"a/\\314\\201a b.yaml\"\n"))
  }

  @Test func whatIsNoRequestIsNotShown() throws {
    let sessionc = try Sessionc(["a.yaml": Self.good, "a.json": "[\r\n{\r\n"])
    let result = try sessionc.run("compile", "a.yaml", "-o", "a.json", "--check")
    #expect(
      result.output
        == "a.json: is not up to date\n  it holds no request, so nothing of it is shown\n"
    )
  }
}
