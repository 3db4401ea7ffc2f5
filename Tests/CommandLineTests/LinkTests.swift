import Foundation
import TestSupport
import Testing

/// What links in a checkout can make of the names that its CI uses: nothing outside is read or written.
@Suite struct LinkTests {
  /// A checkout with a link, and a command that CI runs in it.
  struct Attack: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// From the name in the checkout to what it leads to.
    var links: [String: String]
    var files: [String: String] = [:]
    var command: [String]
    var says: String
  }

  private static let out = "the link leads out of the project or to a hidden file, so"
  private static let unread = "\(out) it is not read; name what it leads to if you mean that"
  private static let unwritten =
    "\(out) nothing is written there; name what it leads to if you mean that"
  private static let link = "is a link, and nothing is written through links"
  private static let profile = ["profiles/config.yaml": "voice: alloy\n"]

  static let attacks: [Attack] = [
    Attack(
      testDescription: "the default folder",
      links: ["profiles": "../home/cfg"],
      command: ["lint"],
      says: "profiles: it leads out of the project, so it is not read"
    ),
    Attack(
      testDescription: "the default folder, mended",
      links: ["profiles": "../home/cfg"],
      command: ["lint", "--fix"],
      says: "profiles: it leads out of the project, so it is not read"
    ),
    Attack(
      testDescription: "the default folder, migrated",
      links: ["profiles": "../home/cfg"],
      command: ["migrate", "--write"],
      says: "profiles: it leads out of the project, so it is not read"
    ),
    Attack(
      testDescription: "a named folder",
      links: ["voices": "../home/cfg"],
      command: ["lint", "voices"],
      says: "voices: \(unread)"
    ),
    Attack(
      testDescription: "a folder on the way",
      links: ["a": "../home"],
      command: ["lint", "--fix", "a/cfg"],
      says: "a: \(unread)"
    ),
    Attack(
      testDescription: "a named file",
      links: ["p.yaml": "../home/cfg/fix.yaml"],
      command: ["lint", "--fix", "./p.yaml"],
      says: "p.yaml: \(unread)"
    ),
    Attack(
      testDescription: "a file in a folder that is searched",
      links: ["profiles/p.yaml": "../../home/cfg/fix.yaml"],
      files: profile,
      command: ["lint", "--fix"],
      says: "profiles/p.yaml: the link leads out of the folder, so it is not read"
    ),
    Attack(
      testDescription: "what git keeps, in a folder that is searched",
      links: ["profiles/p.yaml": "../.git/config"],
      files: profile,
      command: ["lint", "."],
      says: "./profiles/p.yaml: the link leads to a hidden file, so it is not read"
    ),
    Attack(
      testDescription: "what git keeps, named",
      links: ["p.yaml": ".git/config"],
      command: ["lint", "p.yaml"],
      says: "p.yaml: \(unread)"
    ),
    Attack(
      testDescription: "what git keeps, in the configuration",
      links: [:],
      files: [".sessionc.yaml": "paths: [.git/config]\n"],
      command: ["lint"],
      says:
        ".git/config: it leads to what is hidden, so it is not read; name it on the command line if you mean that"
    ),
    Attack(
      testDescription: "a file of keys, in the configuration",
      links: [:],
      files: [".sessionc.yaml": "paths: [.env]\n", ".env": "TOKEN=hunter2-production\n"],
      command: ["lint"],
      says:
        ".env: it leads to what is hidden, so it is not read; name it on the command line if you mean that"
    ),
    Attack(
      testDescription: "a hidden folder, in the configuration",
      links: [:],
      files: [".sessionc.yaml": "paths: [.github/x.yaml]\n", ".github/x.yaml": "token: hunter2\n"],
      command: ["lint"],
      says:
        ".github/x.yaml: it leads to what is hidden, so it is not read; name it on the command line if you mean that"
    ),
    Attack(
      testDescription: "a link to a hidden folder, in the configuration",
      links: ["seen": ".github"],
      files: [".sessionc.yaml": "paths: [seen]\n", ".github/x.yaml": "token: hunter2\n"],
      command: ["lint"],
      says:
        "seen: it leads to what is hidden, so it is not read; name it on the command line if you mean that"
    ),
    Attack(
      testDescription: "a path of the configuration",
      links: ["evil": "../home/cfg"],
      files: [".sessionc.yaml": "paths: [evil]\n"],
      command: ["lint"],
      says: "evil: it leads out of the project, so it is not read"
    ),
    Attack(
      testDescription: "the configuration",
      links: [".sessionc.yaml": "../home/cfg/db.yaml"],
      files: profile,
      command: ["lint"],
      says: ".sessionc.yaml: \(unread)"
    ),
    Attack(
      testDescription: "a named configuration",
      links: ["ci.yaml": "../home/cfg/db.yaml"],
      files: profile,
      command: ["lint", "--config", "ci.yaml"],
      says: "ci.yaml: \(unread)"
    ),
    Attack(
      testDescription: "a baseline",
      links: ["baseline": "../home/cfg/db.yaml"],
      files: profile,
      command: ["lint", "--baseline", "baseline"],
      says: "baseline: \(unread)"
    ),
    Attack(
      testDescription: "a baseline that is written",
      links: ["baseline": "../home/empty"],
      files: profile,
      command: ["lint", "--baseline", "baseline", "--write-baseline"],
      says: "baseline: \(link)"
    ),
    Attack(
      testDescription: "the folder of outputs",
      links: ["requests": "../home/.docker"],
      files: profile,
      command: ["compile", "-o", "requests"],
      says: "requests: \(unwritten)"
    ),
    Attack(
      testDescription: "the folder of outputs, compared",
      links: ["requests": "../home/.docker"],
      files: profile,
      command: ["compile", "-o", "requests", "--check"],
      says: "requests: \(unwritten)"
    ),
    Attack(
      testDescription: "the folder of outputs with a slash",
      links: ["requests": "../home/.docker"],
      files: profile,
      command: ["compile", "-o", "requests/"],
      says: "requests: \(unwritten)"
    ),
    Attack(
      testDescription: "a folder above the outputs",
      links: ["build": "../home"],
      files: profile,
      command: ["compile", "-o", "build/.docker"],
      says: "build: \(unwritten)"
    ),
    Attack(
      testDescription: "a folder among the outputs",
      links: ["requests/sub": "../../home/.docker"],
      files: ["profiles/sub/config.yaml": "voice: alloy\n", "requests/x": ""],
      command: ["compile", "-o", "requests"],
      says: "requests/sub: \(unwritten)"
    ),
    Attack(
      testDescription: "a folder among the outputs that leads to another of the project",
      links: ["requests/sub": "../docs"],
      files: [
        "profiles/sub/config.yaml": "voice: alloy\n", "requests/x": "", "docs/config.json": "{}\n",
      ],
      command: ["compile", "-o", "requests"],
      says: "requests/sub: \(link)"
    ),
    Attack(
      testDescription: "an output",
      links: ["requests/config.json": "../../home/.docker/config.json"],
      files: profile,
      command: ["compile", "-o", "requests"],
      says: "requests/config.json: \(link)"
    ),
    Attack(
      testDescription: "an output that leads to a file of the project",
      links: ["requests/config.json": "../README.md"],
      files: ["profiles/config.yaml": "voice: alloy\n", "README.md": "mine\n"],
      command: ["compile", "-o", "requests"],
      says: "requests/config.json: \(link)"
    ),
    Attack(
      testDescription: "one output",
      links: ["out.json": "../home/.docker/config.json"],
      files: profile,
      command: ["compile", "profiles/config.yaml", "-o", "out.json"],
      says: "out.json: \(link)"
    ),
    Attack(
      testDescription: "a source map",
      links: ["map.json": "../home/.docker/config.json"],
      files: profile,
      command: ["compile", "profiles/config.yaml", "--source-map", "map.json"],
      says: "map.json: \(link)"
    ),
    Attack(
      testDescription: "a report",
      links: ["lint.sarif": "../home/cfg/db.yaml"],
      files: profile,
      command: ["lint", "--format", "sarif=lint.sarif"],
      says: "lint.sarif: \(link)"
    ),
    Attack(
      testDescription: "a folder of reports",
      links: ["reports": "../home/cfg"],
      files: profile,
      command: ["lint", "--output", "reports/db.yaml"],
      says: "reports: \(unwritten)"
    ),
    Attack(
      testDescription: "an imported body",
      links: ["profiles": "../home/cfg"],
      files: ["body.json": "{\"voice\": \"alloy\"}"],
      command: ["import", "body.json", "-o", "profiles/new.yaml"],
      says: "profiles: \(unwritten)"
    ),
    Attack(
      testDescription: "a new folder for imported bodies",
      links: ["profiles": "../home/cfg"],
      files: ["body.json": "{\"voice\": \"alloy\"}"],
      command: ["import", "body.json", "-o", "profiles/new/"],
      says: "profiles: \(unwritten)"
    ),
    Attack(
      testDescription: "a body that is imported",
      links: ["body.json": "../home/cfg/db.yaml"],
      command: ["import", "body.json"],
      says: "body.json: \(unread)"
    ),
    Attack(
      testDescription: "a project that is begun",
      links: [".github": "../home/cfg"],
      command: ["init"],
      says: ".github: \(unwritten)"
    ),
  ]

  @Test(arguments: attacks) func nothingOutsideIsReadOrWritten(_ attack: Attack) throws {
    let sessionc = try Sessionc([
      "home/.docker/config.json": "{\"auths\":{\"ghcr.io\":{\"auth\":\"hunter2-production\"}}}\n",
      "home/cfg/db.yaml": "database_password: hunter2-production\n",
      "home/cfg/fix.yaml": "voice: alloy\ntemperatur: hunter2-production\n",
      "home/empty": "", "checkout/.git/config": "token = hunter2-production\n",
    ])
    for (name, text) in attack.files { try sessionc.write(text, to: "checkout/" + name) }
    for (name, target) in attack.links {
      let link = sessionc.url("checkout/" + name)
      try FileManager.default.createDirectory(
        at: link.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: target)
    }
    let before = Self.snapshot(sessionc)
    let result = try sessionc.run(attack.command, in: "checkout")
    #expect(result.status == 2)
    #expect(result.error.contains("sessionc: error: \(attack.says)\n"), "\(result.error)")
    #expect(!(result.output + result.error).contains("hunter2"))
    #expect(Self.snapshot(sessionc) == before)
  }

  /// Every file outside of the checkout, and of the checkout those that a link might lead to.
  private static func snapshot(_ sessionc: Sessionc) -> [String: String] {
    let names = sessionc.names.filter { $0.hasPrefix("home/") } + ["checkout/README.md"]
    return names.reduce(into: [:]) { $0[$1] = sessionc.text($1) ?? "a folder, or nothing" }
  }

  /// Who names a place that is outside means it, and links inside of a project are its own affair.
  @Test func whatIsNamedMayLieAnywhere() throws {
    let sessionc = try Sessionc([
      "home/p.yaml": "voice: alloy\n", "checkout/.git/config": "",
      "checkout/real/q.yaml": "voice: ash\n",
    ])
    let checkout = sessionc.url("checkout").path
    let home = sessionc.url("home").path
    try FileManager.default.createSymbolicLink(
      atPath: checkout + "/profiles",
      withDestinationPath: "real"
    )
    try FileManager.default.createSymbolicLink(
      atPath: sessionc.url("way").path,
      withDestinationPath: "home"
    )
    let runs = [
      ["lint", "../home"], ["lint", home], ["lint", "../way/p.yaml"], ["lint"],
      ["lint", "profiles"],
      ["compile", "../home/p.yaml", "-o", "../home/p.json"],
      ["compile", "-o", sessionc.url("out").path], ["compile", "-o", "requests"],
    ]
    for run in runs {
      let result = try sessionc.run(run, in: "checkout")
      #expect(result.status == 0, "\(run): \(result.error)")
    }
    #expect(sessionc.text("home/p.json") == "{\"voice\":\"alloy\"}\n")
    #expect(sessionc.text("out/q.json") == "{\"voice\":\"ash\"}\n")
    #expect(sessionc.text("checkout/requests/q.json") == "{\"voice\":\"ash\"}\n")
  }
}
