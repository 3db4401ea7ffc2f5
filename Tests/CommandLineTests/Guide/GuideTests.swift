import Foundation
import TestSupport
import Testing

/// What the guide shows is so: its commands are run, its files used, its links followed.
///
/// A block of code is of one of these kinds:
/// - `console`: each line that begins with `$ ` is a command; below it is what it prints. A line `…` stands for any
///   lines. `UPDATE_GOLDEN=1 swift test` writes what is printed.
/// - Below `<!-- file: NAME -->` it is written to that file of the page's folder, where the commands run.
/// - Below `<!-- part of: NAME -->` it is in that file of the folder, or of the repository.
/// - Below `<!-- checked by: NAME -->` that file of the repository runs it.
/// - Below `<!-- the way: REASON -->` it is there to be looked at.
///
/// `<!-- folder: NAME -->` above a block begins with a new folder: the shipped profiles are in one that is called
/// `shipped`.
@Suite struct GuideTests {
  private static let isUpdate = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil

  @Test(arguments: GuidePage.all) func whatIsShownIsSo(_ page: GuidePage) throws {
    var lines = try page.lines()
    var moved = 0
    var sessionc = try Sessionc(isForOpenAI: true)
    for block in try page.blocks() {
      let place = "\(page.path):\(block.lines.lowerBound)"
      if let name = block.marks["folder"] { sessionc = try Self.folder(name) }
      if block.language == "console" {
        let isSent = block.text.contains("sessionc send")
        guard !isSent || FileManager.default.isExecutableFile(atPath: Self.sending) else {
          continue
        }
        let shown = try Self.transcript(of: block.text, in: sessionc)
        if Self.isUpdate, shown != block.text {
          let new = shown.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
          lines.replaceSubrange(
            (block.lines.lowerBound + moved)..<(block.lines.upperBound + moved),
            with: new.map(String.init)
          )
          moved += new.count - block.lines.count
        }
        #expect(shown == block.text, "\(place): run UPDATE_GOLDEN=1 swift test")
      } else {
        if let name = block.marks["file"] {
          try sessionc.write(block.text, to: name)
        } else if let name = block.marks["part of"] {
          let own = sessionc.text(name)
          let text = try own ?? String(decoding: Repository.bytes(name), as: UTF8.self)
          #expect(text.contains(block.text), "\(place) is not in \(name)")
        } else if let name = block.marks["checked by"] {
          #expect(try !Repository.bytes(name).isEmpty, "\(place)")
        } else if block.marks["the way"] == nil {
          Issue.record("\(place): nothing says how this block is checked")
        }
      }
    }
    if Self.isUpdate {
      let text = lines.joined(separator: "\n")
      try Data(text.utf8).write(to: Repository.root.appending(path: page.path))
    }
  }

  /// Each link leads to a file, and what stands behind `#` to a heading in it.
  @Test(arguments: GuidePage.all) func linksLeadSomewhere(_ page: GuidePage) throws {
    let url = Repository.root.appending(path: page.path)
    let code = try page.blocks().map(\.lines)
    let prose = try page.lines().enumerated().filter { line in
      !code.contains { $0.contains(line.offset) }
    }.map(\.element).joined(separator: "\n")
    for match in prose.matches(of: /\]\(([^)\s]+)\)/) {
      let link = String(match.output.1)
      guard !link.contains("://") else { continue }
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let target =
        parts[0].isEmpty ? url : url.deletingLastPathComponent().appending(path: parts[0])
      let text = try? String(contentsOf: target, encoding: .utf8)
      let isThere = FileManager.default.fileExists(atPath: target.path)
      #expect(isThere, "\(page.path) links to \(link)")
      guard parts.count == 2, let text else { continue }
      let anchors = text.split(separator: "\n").filter { $0.hasPrefix("#") }.map(Self.anchor)
      #expect(anchors.contains(String(parts[1])), "\(page.path) links to \(link)")
    }
  }

  /// Each page is reached from the first one of the guide, and from the README or another page.
  @Test func everyPageIsListed() throws {
    let landing = GuidePage(path: "\(GuidePage.folder)/SessionProfiles.md")
    let text = try landing.lines().joined(separator: "\n")
    for page in GuidePage.all
    where page.path.hasPrefix(GuidePage.folder) && page.path != landing.path {
      let name = URL(fileURLWithPath: page.path).deletingPathExtension().lastPathComponent
      #expect(text.contains("<doc:\(name)>"), "\(name) is not in the list of pages")
    }
  }

  /// Where the pages for contributors name a file of Swift or a folder, it is there.
  @Test(arguments: GuidePage.all.filter { $0.path.contains("/Contributing/") })
  func namedFilesAreThere(_ page: GuidePage) throws {
    let text = try page.lines().joined(separator: "\n")
    for match in text.matches(of: /`((?:[\w.+-]+\/)+(?:[\w+]+\.\w+)?)`/) {
      let name = String(match.output.1)
      guard !name.contains("NAME") else { continue }
      let isThere = ["", "Sources/", "Sources/ProfileRules/", ".build/"].contains { root in
        FileManager.default.fileExists(atPath: Repository.root.appending(path: root + name).path)
      }
      #expect(isThere, "\(page.path) names \(name)")
    }
  }

  @Test func theReadmeIsShort() throws {
    #expect(try GuidePage(path: "README.md").lines().count <= 150)
  }

  private static func anchor(of heading: Substring) -> String {
    let text = heading.drop { $0 == "#" || $0 == " " }.lowercased()
    return String(text.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" })
      .replacing(" ", with: "-")
  }

  private static let sending = Sessionc.product("sessionc-send").path

  private static func folder(_ name: String) throws -> Sessionc {
    let sessionc = try Sessionc(isForOpenAI: true)
    try FileManager.default.createDirectory(
      at: sessionc.url(".git"),
      withIntermediateDirectories: true
    )
    if name == "shipped" {
      let profiles = Repository.root.appending(path: "profiles")
      try FileManager.default.copyItem(at: profiles, to: sessionc.url("profiles"))
    }
    return sessionc
  }

  /// The commands of a block, each with what it prints.
  private static func transcript(of block: String, in sessionc: Sessionc) throws -> String {
    var result = ""
    var rest = block.split(separator: "\n", omittingEmptySubsequences: false).dropLast()[...]
    while let first = rest.popFirst() {
      var command = [first]
      while command.last?.hasSuffix("\\") == true, let next = rest.popFirst() {
        command.append(next)
      }
      let expected = rest.prefix { !$0.hasPrefix("$ ") }.map(String.init)
      rest = rest.dropFirst(expected.count)
      result += command.map { $0 + "\n" }.joined()
      let script = command.joined(separator: "\n").dropFirst(2)
      let program = Sessionc.executable.deletingLastPathComponent().path
      let run = try sessionc.start(
        ["-c", "exec 2>&1; \(script)"],
        environment: [
          "PATH": "\(program):/usr/bin:/bin", "HOME": sessionc.folder.url.path,
          "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@localhost", "GIT_COMMITTER_NAME": "a",
          "GIT_COMMITTER_EMAIL": "a@localhost", "GIT_CONFIG_GLOBAL": "/dev/null",
        ],
        program: URL(fileURLWithPath: "/bin/bash")
      ).wait()
      var printed = run.output.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      if printed.last == "" { printed.removeLast() }
      result += (agrees(printed, expected) ? expected : printed).map { $0 + "\n" }.joined()
    }
    return result
  }

  /// Whether lines are as expected, where `…` stands for any.
  private static func agrees(_ printed: [String], _ expected: [String]) -> Bool {
    guard let index = expected.firstIndex(of: "…") else { return printed == expected }
    let head = expected[..<index]
    let tail = expected[(index + 1)...]
    guard printed.count >= index, printed[..<index].elementsEqual(head) else { return false }
    return (index...printed.count).contains { agrees(Array(printed[$0...]), Array(tail)) }
  }
}
