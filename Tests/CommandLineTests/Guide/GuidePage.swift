import Foundation
import TestSupport
import Testing

/// A page of the guide, or the README, and its blocks of code.
struct GuidePage: CustomTestStringConvertible {
  struct Block {
    /// What stands behind the opening fence, such as `yaml`.
    var language: String
    /// The text, with its last line feed.
    var text: String
    /// What the comments right above the block say, such as `file: profiles/a.yaml`.
    var marks: [String: String]
    /// The lines of the text, in the lines of the page.
    var lines: Range<Int>
  }

  /// Relative to the repository.
  let path: String
  var testDescription: String { path }

  static let folder = "Sources/SessionProfiles/SessionProfiles.docc"

  /// All pages that are written by hand.
  static let all: [GuidePage] = {
    let root = Repository.root.appending(path: folder)
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
    let pages = names.filter { $0.hasSuffix(".md") && !$0.hasSuffix("RuleReference.md") }.sorted()
    let others = ["README.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md"]
    return (others + pages.map { "\(folder)/\($0)" }).map(GuidePage.init(path:))
  }()

  func lines() throws -> [String] {
    try String(decoding: Repository.bytes(path), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  func blocks() throws -> [Block] {
    let lines = try lines()
    var blocks: [Block] = []
    var start: Int?
    for (number, line) in lines.enumerated() where line.hasPrefix("```") {
      guard let open = start else {
        start = number
        continue
      }
      let above = lines[..<open].reversed().prefix { $0.hasPrefix("<!-- ") && $0.hasSuffix(" -->") }
      let marks = above.map { comment -> (String, String) in
        let parts = comment.dropFirst(5).dropLast(4).split(separator: ": ", maxSplits: 1)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
      }
      blocks.append(
        Block(
          language: String(lines[open].dropFirst(3)),
          text: lines[(open + 1)..<number].map { $0 + "\n" }.joined(),
          marks: Dictionary(marks) { first, _ in first },
          lines: (open + 1)..<number
        )
      )
      start = nil
    }
    return blocks
  }
}
