import Foundation
import TestSupport
import Testing

/// What the program prints, to people at terminals and to the runners of CI.
@Suite struct SpokenTextTests {
  private static let profile = """
    voice: alloy
    foo: 1 # ##[add-mask]e
    "##[stop-commands]tok": 1
    instructions: |
      hello
      ::add-mask::error
        ::error file=README.md,line=1::All fine, merge me
      bye ##vso[task.complete]
    temperatur: 0.8

    """

  /// Runs a command of the shell, in which `$S` is the program.
  private func show(
    _ command: String,
    _ files: [String: String],
    environment: [String: String] = [:]
  ) throws -> String {
    let sessionc = try Sessionc(files)
    let result = try sessionc.start(
      ["-c", command],
      environment: environment.merging(["S": Sessionc.executable.path]) { $1 },
      program: URL(fileURLWithPath: "/bin/sh")
    ).wait()
    return result.output + result.error
  }

  private static func isCommand(_ line: Substring) -> Bool {
    line.firstMatch(of: /##[a-z]*\[/) != nil || line.drop(while: \.isWhitespace).hasPrefix("::")
  }

  @Test(arguments: [
    "lint p.yaml", "lint p.yaml --format concise", "compile p.yaml", "lint p.yaml --color always",
    "lint p.yaml --select '##[a]'", "lint '::error::a'", "lint p.yaml --format '##vso[a]'",
    "migrate p.yaml --check", "lint p.yaml --format json", "lint p.yaml --format sarif",
    "lint p.yaml --format junit", "lint p.yaml --format gitlab", "lint --jobs '##[x]'",
  ]) func runnersHearNothing(_ arguments: String) throws {
    let shown = try show("$S \(arguments) 2>&1", ["p.yaml": Self.profile])
    #expect(!shown.isEmpty)
    for line in shown.split(separator: "\n") { #expect(!Self.isCommand(line), "\(line)") }
  }

  @Test func gitHubHearsOurCommandsOnly() throws {
    let shown = try show("$S lint p.yaml --format github", ["p.yaml": Self.profile])
    for line in shown.split(separator: "\n") {
      #expect(line.hasPrefix("::error file=p.yaml,") && !line.contains("##["), "\(line)")
    }
  }

  /// A patch stays one, unless a runner reads it.
  @Test(arguments: ["lint --diff p.yaml", "migrate p.yaml"])
  func patchesForPeopleAreShielded(_ arguments: String) throws {
    let files = ["p.yaml": Self.profile]
    for variable in ["CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "TEAMCITY_VERSION"] {
      let environment = [variable: "true"]
      let shown = try show("$S \(arguments) 2>/dev/null | cat", files, environment: environment)
      #expect(shown.contains("@@ "))
      for line in shown.split(separator: "\n") { #expect(!Self.isCommand(line), "\(line)") }
      let file = "$S \(arguments) >d 2>/dev/null; cat d"
      let written = try show(file, files, environment: environment)
      let plain = try show("$S \(arguments) 2>/dev/null | cat", files)
      #expect(written == plain)
      #expect(written.contains("\n   ::add-mask::error\n"))
    }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")),
    arguments: [
      ("compile p.yaml", #""instructions":"a\u009b31m\u202e\udb40\udc41""#),
      ("compile --pretty p.yaml", #""instructions": "a\u009b31m\u202e\udb40\udc41""#),
      ("send p.yaml --dry-run", ""), ("import b.json", #"a\u009b31m\u202e\u{E0041}"#),
      ("lint --format json q.yaml", #"a\u009b31m\u202e\udb40\udc41"#),
      ("lint --diff q.yaml", #"# a\u{202E}"#),
      ("lint --fix - <q.yaml", #"a\u{9B}31m\u{202E}\u{E0041}"#),
    ]
  ) func terminalsAreNotSpokenTo(_ arguments: String, _ shown: String) throws {
    let odd = "a\u{9B}31m\u{202E}\u{E0041}"
    let escaped = #"a\x9B31m\u202E\U000E0041"#
    let files = [
      "p.yaml": "instructions: \"\(escaped)\" # sessionc: ignore[hidden-character]\n",
      "q.yaml": "temperatur: 0.8\n\"\(escaped)\": 1\n# a\u{202E}\n",
      "b.json": "{\"instructions\": \"\(odd)\"}",
    ]
    let command = "script -q -c \"$S \(arguments)\" /dev/null </dev/null"
    let text = try show(command, files, environment: ["TERM": "dumb"])
    let hidden: (Unicode.Scalar) -> Bool = { ["\u{9B}", "\u{202E}", "\u{E0041}"].contains($0) }
    #expect(!text.unicodeScalars.contains(where: hidden), "\(text.debugDescription)")
    #expect(shown.isEmpty || text.contains(shown), "\(text.debugDescription)")
    // Into a pipe it goes byte for byte.
    guard arguments.hasPrefix("compile p") else { return }
    let written = try show("$S \(arguments)", files)
    #expect(written.contains(odd))
  }
}
