import Foundation
import TestSupport
import Testing

@testable import sessionc

/// Trees of folders that are too large: each limit just below and just above.
@Suite struct ProfileFinderTests {
  private func finder(
    _ sessionc: Sessionc,
    _ paths: [String] = ["p"],
    _ change: (inout ProfileFinder.Limits) -> Void
  ) -> (files: [String], problems: [String]) {
    var limits = ProfileFinder.Limits()
    change(&limits)
    let root = sessionc.folder.url.path + "/"
    let finder = ProfileFinder(paths.map { root + $0 }, limits: limits)
    return (
      finder.files.map { $0.path.replacing(root, with: "") },
      finder.problems.map { $0.replacing(root, with: "") }
    )
  }

  private static let tree = ["p/a.yaml": "", "p/b/c.yaml": "", "p/b/d/e.yaml": "", "p/f.json": ""]
  private static let all = ["p/a.yaml", "p/b/c.yaml", "p/b/d/e.yaml", "p/f.json"]

  @Test func files() throws {
    let sessionc = try Sessionc(Self.tree)
    let below = finder(sessionc) { $0.files = 4 }
    #expect(below.files == Self.all)
    #expect(below.problems == [])
    let above = finder(sessionc) { $0.files = 3 }
    #expect(above.files == Array(Self.all.prefix(3)))
    #expect(
      above.problems == [
        "p/f.json: more than 3 profiles in one run; this and what follows is left out: name fewer folders"
      ]
    )
  }

  @Test func filesOfSeveralFolders() throws {
    let sessionc = try Sessionc(["p/a.yaml": "", "q/b.yaml": "", "r/c.yaml": "", "s/d.yaml": ""])
    let above = finder(sessionc, ["p", "q", "q", "r", "s"]) { $0.files = 2 }
    #expect(above.files == ["p/a.yaml", "q/b.yaml"])
    #expect(above.problems.count == 1)
    #expect(above.problems.first?.hasPrefix("r/c.yaml: more than 2 profiles in one run;") == true)
  }

  @Test func names() throws {
    let sessionc = try Sessionc(Self.tree.merging(["p/b/.hidden": "", "p/b/d/x": ""]) { $1 })
    // Each folder has `.` and `..` as well.
    let below = finder(sessionc) { $0.names = 3 + 3 + 2 + 6 }
    #expect(below.files == Self.all)
    #expect(below.problems == [])
    let above = finder(sessionc) { $0.names = 3 + 3 + 2 + 5 }
    #expect(above.files == ["p/a.yaml", "p/b/c.yaml"])
    #expect(
      above.problems == [
        "p/b/d: more than 13 names in the folders in one run; this and what follows is left out: name fewer folders"
      ]
    )
  }

  @Test func depth() throws {
    let sessionc = try Sessionc(Self.tree)
    #expect(finder(sessionc) { $0.depth = 2 }.problems == [])
    let above = finder(sessionc) { $0.depth = 1 }
    #expect(above.files == ["p/a.yaml", "p/b/c.yaml", "p/f.json"])
    #expect(above.problems == ["p/b/d: more than 1 folders deep, so it is not searched"])
  }

  @Test func problems() throws {
    let sessionc = try Sessionc(["p/a.yaml": ""])
    for name in ["b", "c", "d"] {
      try FileManager.default.createSymbolicLink(
        atPath: sessionc.url("p/\(name).yaml").path,
        withDestinationPath: "nothing"
      )
    }
    let below = finder(sessionc) { $0.problems = 3 }
    #expect(below.problems == ["b", "c", "d"].map { "p/\($0).yaml: the link leads nowhere" })
    let above = finder(sessionc) { $0.problems = 2 }
    #expect(above.files == ["p/a.yaml"])
    #expect(above.problems == Array(below.problems.prefix(2)) + ["1 more problem like these"])
  }

  @Test func standardLimits() {
    let limits = ProfileFinder.Limits()
    #expect(limits.files == 100_000)
    #expect(limits.names == 1_000_000)
    #expect(limits.depth == 64)
    #expect(limits.problems == 1_000)
  }

  /// The real limit of depth, in the program.
  @Test func aFolderTooDeepIsReportedAndTheOthersAreSearched() throws {
    let deep = (0..<64).map { _ in "d" }.joined(separator: "/")
    let sessionc = try Sessionc(["p/\(deep)/in.yaml": "voice: alloy\n"])
    let below = try sessionc.run("lint", "p")
    #expect(below.status == 0)
    #expect(below.output == "no problems in 1 profile\n")
    try sessionc.write("voice: alloy\n", to: "p/\(deep)/d/out.yaml")
    let above = try sessionc.run("lint", "p")
    #expect(above.status == 2)
    #expect(above.output == "no problems in 1 profile\n")
    #expect(
      above.error
        == "sessionc: error: p/\(deep)/d: more than 64 folders deep, so it is not searched\n"
    )
  }
}
