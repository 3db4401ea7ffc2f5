import Foundation
import TestSupport
import Testing

/// Things among the profiles and outputs that are no ordinary files, and names that are no ordinary
/// names.
@Suite struct HostileFilesTests {
  private static let good = "voice: alloy\n"

  /// Something that stands where a profile is looked for.
  struct Thing: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var make: @Sendable (String) throws -> Void
    /// What is said of it in a folder that is searched; nothing where it is passed over.
    var found: String?
    /// What is said of it where it is named.
    var named: String
  }

  private static func link(_ target: String) -> @Sendable (String) throws -> Void {
    { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: target) }
  }

  private static let things = [
    Thing(
      testDescription: "pipe",
      make: { #expect(mkfifo($0, 0o600) == 0) },
      named: "not a regular file; a profile from a pipe is named `-`"
    ),
    Thing(testDescription: "socket", make: makeSocket, named: "no such device or address"),
    Thing(
      testDescription: "link to a device",
      make: link("/dev/zero"),
      found: "the link leads out of the folder, so it is not read",
      named: "not a regular file; a profile from a pipe is named `-`"
    ),
    Thing(
      testDescription: "folder",
      make: {
        try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: false)
      },
      named: "no profile in this folder (*.yaml, *.yml or *.json)"
    ),
    Thing(
      testDescription: "link to itself",
      make: link("thing.yaml"),
      found: "the link leads nowhere",
      named: "too many levels of symbolic links"
    ),
    Thing(
      testDescription: "link to nothing",
      make: link("nothing.yaml"),
      found: "the link leads nowhere",
      named: "no such file or directory"
    ),
    Thing(
      testDescription: "link to the folder above",
      make: link(".."),
      found: "the link leads out of the folder, so it is not read",
      named: ""
    ),
    Thing(
      testDescription: "link to a file outside",
      make: link("../outside.yaml"),
      found: "the link leads out of the folder, so it is not read",
      named: ""
    ),
    Thing(
      testDescription: "unreadable file",
      make: { path in
        try Data().write(to: URL(fileURLWithPath: path))
        chmod(path, 0)
      },
      found: "permission denied",
      named: "permission denied"
    ),
  ]

  private static func makeSocket(_ path: String) throws {
    // The path of a socket is short; that of the folder may be long.
    #if canImport(Glibc)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    let descriptor = socket(AF_UNIX, stream, 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8CString)
    try #require(bytes.count <= MemoryLayout.size(ofValue: address.sun_path))
    withUnsafeMutableBytes(of: &address.sun_path) {
      $0.copyBytes(from: bytes.map(UInt8.init(bitPattern:)))
    }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    #expect(result == 0)
  }

  // A pipe that is waited for would hold it for ever; under a sanitizer each of its programs takes seconds.
  @Test(.timeLimit(.minutes(5)), arguments: things)
  func thingsAmongTheProfiles(_ thing: Thing) throws {
    if thing.testDescription == "unreadable file", geteuid() == 0 { return }
    let sessionc = try Sessionc(["p/a.yaml": Self.good, "outside.yaml": "voice: ash\n"])
    try thing.make(sessionc.url("p/thing.yaml").path)
    let said = thing.found.map { "sessionc: error: p/thing.yaml: \($0)\n" } ?? ""
    for command in [["lint", "p"], ["compile", "p", "-o", "out"]] {
      let result = try sessionc.run(command)
      #expect(result.error == said)
      #expect(result.status == (thing.found == nil ? 0 : 2))
    }
    // The others are worked on, and nothing is made of this one.
    #expect(sessionc.text("out/a.json") == "{\"voice\":\"alloy\"}\n")
    #expect(sessionc.names.filter { $0.hasPrefix("out/") } == ["out/a.json"])
    guard !thing.named.isEmpty else { return }
    let named = try sessionc.run("lint", "p/thing.yaml")
    #expect(named.error == "sessionc: error: p/thing.yaml: \(thing.named)\n")
    #expect(named.status == 2)
  }

  // MARK: Names

  private static let names = [
    "two\nlines", "\n::error::not from here", "quote\"and'quote", "back`tick", "bell\u{7}",
    "\u{1B}[2Jclear",
    "\u{202E}reversed", "carriage\rreturn", "tab\ttab", "per%0Acent", "-dash", "--fix", "a b",
    "<b>&amp;",
    "semi;colon,comma:colon", "back\\slash", "\u{2028}line",
  ]

  @Test(arguments: names)
  func namesCannotSpeak(_ name: String) throws {
    let sessionc = try Sessionc(["p/\(name).yaml": "voise: alloy\n"])
    for form in ["text", "concise", "github"] {
      let result = try sessionc.run("lint", "p", "--format", form)
      #expect(result.status == 1)
      let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(
        !(result.output + result.error).unicodeScalars.contains {
          $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" || $0 == "\u{2028}"
        }
      )
      #expect(lines.count { $0.hasPrefix("::") } == (form == "github" ? 1 : 0))
      if form == "concise" { #expect(lines.count == 2) }
    }
    for form in ["json", "sarif", "gitlab"] {
      let result = try sessionc.run("lint", "p", "--format", form)
      #expect(throws: Never.self) {
        try JSONSerialization.jsonObject(with: Data(result.output.utf8))
      }
    }
    #expect(try sessionc.run("lint", "--fix", "p").status == 0)
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(sessionc.text("out/\(name).json") == "{\"voice\":\"alloy\"}\n")
  }

  @Test func namesOfOtherBytesAreReported() throws {
    let sessionc = try Sessionc(["p/a.yaml": Self.good])
    let path =
      Array((sessionc.url("p").path + "/").utf8) + [0xFF, 0xFE] + Array(".yaml".utf8) + [0]
    let descriptor = path.map(CChar.init(bitPattern:)).withUnsafeBufferPointer {
      open($0.baseAddress!, O_CREAT | O_WRONLY, 0o600)
    }
    try #require(descriptor >= 0)
    close(descriptor)
    let result = try sessionc.run("lint", "p")
    #expect(result.error == "sessionc: error: p: a name in this folder is not valid UTF-8\n")
    #expect(result.status == 2)
  }

  // MARK: Outputs

  @Test(arguments: ["out/a.json", "out/sub"], ["../precious", "/dev/null", "../missing"])
  func nothingIsWrittenOutsideTheFolder(_ place: String, _ target: String) throws {
    let sessionc = try Sessionc([
      "p/a.yaml": Self.good, "p/sub/b.yaml": Self.good, "out/old": "", "precious/a.json": "kept",
    ])
    try Self.link(target)(sessionc.url(place).path)
    for command in [["compile", "p", "-o", "out"], ["compile", "p", "-o", "out", "--check"]] {
      let result = try sessionc.run(command)
      #expect(result.status == 2)
      #expect(result.output == "")
      #expect(result.error.hasPrefix("sessionc: error: \(place): "))
      #expect(result.error.contains("link"))
    }
    #expect(sessionc.text("precious/a.json") == "kept")
    #expect(!sessionc.names.contains { $0.hasPrefix("precious/sub") || $0 == "precious/b.json" })
  }

  @Test func theFolderItselfMayBeALinkInsideTheProject() throws {
    let sessionc = try Sessionc(["p/a.yaml": Self.good, "real/there.json": "old"])
    try Self.link("real")(sessionc.url("out").path)
    #expect(try sessionc.run("compile", "p", "-o", "out").status == 0)
    #expect(sessionc.text("real/a.json") == "{\"voice\":\"alloy\"}\n")
  }

  @Test func aFolderInTheWayIsReported() throws {
    let sessionc = try Sessionc(["p/a.yaml": Self.good, "p/b.yaml": Self.good, "out/a.json/x": ""])
    let result = try sessionc.run("compile", "p", "-o", "out")
    #expect(result.error == "sessionc: error: out/a.json: is a folder\n")
    #expect(result.status == 2)
    #expect(sessionc.text("out/b.json") == "{\"voice\":\"alloy\"}\n")
  }

  @Test(.enabled(if: geteuid() != 0))
  func aReadOnlyFolderIsReported() throws {
    let sessionc = try Sessionc(["p/a.yaml": Self.good, "out/old": ""])
    chmod(sessionc.url("out").path, 0o500)
    defer { chmod(sessionc.url("out").path, 0o700) }
    let result = try sessionc.run("compile", "p", "-o", "out")
    #expect(result.error == "sessionc: error: out/a.json: permission denied\n")
    #expect(result.status == 2)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsReported() throws {
    let sessionc = try Sessionc(["p/a.yaml": Self.good])
    let runs = [
      ["lint", "p", "--format", "json=/dev/full"], ["compile", "p/a.yaml", "-o", "/dev/full"],
    ]
    for run in runs {
      let result = try sessionc.run(run)
      #expect(result.error == "sessionc: error: /dev/full: no space left on device\n")
      #expect(result.status == 2)
    }
  }
}
