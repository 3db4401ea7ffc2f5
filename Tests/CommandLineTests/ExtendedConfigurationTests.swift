import Foundation
import TestSupport
import Testing

/// `extends` in `.sessionc.yaml`: which file may be named, and what may stand in it.
@Suite struct ExtendedConfigurationTests {
  private static let shared = "policies:\n  one-model: { field: model, in: [gpt-realtime] }\n"
  private static let profile = "type: realtime\nmodel: gpt-realtime-2\n"

  private func project(_ files: [String: String]) throws -> Sessionc {
    let sessionc = try Sessionc(files)
    try sessionc.write("", to: ".git/HEAD")
    try sessionc.write(Self.profile, to: "team/profiles/a.yaml")
    return sessionc
  }

  private func lint(_ sessionc: Sessionc) throws -> Sessionc.Result {
    try sessionc.run(["lint"], in: "team")
  }

  @Test func itsPoliciesCount() throws {
    let sessionc = try project([
      "team/.sessionc.yaml":
        "extends: ../policies.yaml\npolicies: { two: { field: tracing, require: true } }\n",
      "policies.yaml": Self.shared.replacing("in:", with: "paths: [profiles], in:"),
    ])
    let result = try lint(sessionc)
    #expect(result.status == 1)
    #expect(result.output.contains("profiles/a.yaml:2:8: error[SP901 one-model]"))
    #expect(result.output.contains("profiles/a.yaml:1:1: error[SP901 two]"))
    // The project turns down what both have.
    let text = "extends: ../policies.yaml\nseverities: { one-model: off }\n"
    try sessionc.write(text, to: "team/.sessionc.yaml")
    #expect(try lint(sessionc).status == 0)
    // Both files are what a request is made of, and no output.
    _ = try sessionc.run(
      ["compile", "profiles/a.yaml", "-o", "out/a.json", "--depfile", "a.d"],
      in: "team"
    )
    let depfile = try #require(sessionc.text("team/a.d"))
    #expect(depfile.contains(".sessionc.yaml") && depfile.contains("policies.yaml"))
    let over = try sessionc.run(
      ["lint", "--config", ".sessionc.yaml", "--format", "json=../policies.yaml"],
      in: "team"
    )
    #expect(over.status == 2 && sessionc.text("policies.yaml")?.hasPrefix("policies:") ?? false)
  }

  @Test func aConfigurationByItsOwnNameMayBeExtended() throws {
    let sessionc = try project([
      "team/.sessionc.yaml": "extends: ../common/.sessionc.yaml\n",
      "common/.sessionc.yaml": Self.shared,
    ])
    #expect(try lint(sessionc).output.contains("error[SP901 one-model]"))
  }

  private static let advice =
    "(name a file of the project, relative to this one, such as `../policies.yaml`)"

  @Test(
    arguments: [
      ("../../outside.yaml", "`../../outside.yaml` leads out of the project (*"),
      ("/etc/passwd", "`/etc/passwd` is an absolute path (*"),
      ("~/p.yaml", "`~/p.yaml` begins with `~`, which is a shell's (*"),
      (
        "../.git/config.yaml",
        "`../.git/config.yaml` is a hidden file, which no configuration may extend \(advice)"
      ),
      (
        "../.hidden/.sessionc.yaml",
        "`../.hidden/.sessionc.yaml` is a hidden file, which no configuration may extend \(advice)"
      ),
      ("../.env", "`../.env` is not a file that can stand here (*"),
      ("../policy.yaml", "`../policy.yaml` is not there (did you mean `../policies.yaml`?)"),
      ("../link.yaml", "`../link.yaml` leads out of the project (*"),
      ("../dangling.yaml", "`../dangling.yaml` leads out of the project (*"),
      ("../.sessionc.yaml", "`../.sessionc.yaml` leads out of the project (*"),
      (
        "../hidden-link.yaml",
        "`../hidden-link.yaml` is a hidden file, which no configuration may extend \(advice)"
      ),
      ("../folder.yaml", "`../folder.yaml` is a folder, not a file \(advice)"),
      ("../prompt.md", "`../prompt.md` is not a file that can stand here (*"),
      ("../kind.yaml", "`../kind.yaml` leads to a file of another kind \(advice)"),
      (".sessionc.yaml", "`.sessionc.yaml` is this file itself (remove `extends`)"),
      ("../self.yaml", "`../self.yaml` is this file itself (remove `extends`)"),
      ("\"../a\\u001b[2J.yaml\"", "`../a\\u{1B}[2J.yaml` is not there (*"),
      ("https://example.net/p.yaml", "`https://example.net/p.yaml` is a URL (*"),
    ]
  )
  func onlyAFileOfTheProjectIs(_ path: String, _ message: String) throws {
    let sessionc = try project([
      "team/.sessionc.yaml": "extends: \(path)\n", "policies.yaml": Self.shared,
      ".git/config.yaml": Self.shared, ".hidden/.sessionc.yaml": Self.shared,
      ".env.yaml": Self.shared, ".env": "A: b", "prompt.md": Self.shared,
      "folder.yaml/a": "", "../outside.yaml": Self.shared,
    ])
    try sessionc.link("link.yaml", to: "../outside.yaml")
    try sessionc.link("dangling.yaml", to: "../not-there.yaml")
    try sessionc.link(".sessionc.yaml", to: "../not-there.yaml")
    try sessionc.link("hidden-link.yaml", to: ".env.yaml")
    try sessionc.link("kind.yaml", to: "prompt.md")
    try sessionc.link("self.yaml", to: "team/.sessionc.yaml")
    let result = try lint(sessionc)
    #expect(result.status == 2 && result.output == "")
    let expected = "sessionc: error: .sessionc.yaml:1:10: \(message)"
    if message.hasSuffix("(*") {
      #expect(result.error.hasPrefix(String(expected.dropLast(2))), "\(result.error)")
    } else {
      #expect(result.error == expected + "\n")
    }
  }

  @Test(
    arguments: [
      (
        "extends: team/.sessionc.yaml\n",
        "1:1: a file that is extended extends no other (write the policies of that file into this one, or extend that file itself)"
      ),
      (
        "severities: { SP501: off }\n",
        "1:1: `severities` does not count in a file that is extended: only `policies` does (write it into the configuration itself, `.sessionc.yaml`)"
      ),
      ("policies:\n  p: { field: model }\n", "2:3: `p` asks for nothing (*"),
      (
        "policies:\n  own: { field: model, in: [a] }\n",
        "*.sessionc.yaml:3:3: `own` is a policy of the file that this one extends already (give it another name, or change it there)"
      ),
      ("- a\n", "1:1: the configuration is not a mapping of settings (*"),
      (
        "polices: {}\n",
        "1:1: `polices` is not a setting of the configuration (did you mean `policies`?)"
      ),
      ("policies: [\n", "*"),
    ]
  )
  func onlyPoliciesStandInIt(_ text: String, _ message: String) throws {
    let sessionc = try project([
      "team/.sessionc.yaml":
        "extends: ../policies.yaml\npolicies:\n  own: { field: model, in: [a] }\n",
      "policies.yaml": text,
    ])
    let result = try lint(sessionc)
    #expect(result.status == 2 && result.output == "")
    guard message != "*" else { return }
    let expected =
      message.hasPrefix("*")
      ? "sessionc: error: \(message.dropFirst())" : "sessionc: error: ../policies.yaml:\(message)"
    if expected.hasSuffix("(*") {
      #expect(result.error.hasPrefix(String(expected.dropLast(2))), "\(result.error)")
    } else {
      #expect(result.error == expected + "\n")
    }
  }

  @Test func bothTogetherAreAtMost200() throws {
    func policies(_ prefix: String, _ count: Int) -> String {
      "policies:\n"
        + (0..<count).map { "  \(prefix)\($0): { field: tracing, forbid: true }\n" }.joined()
    }
    let sessionc = try project([
      "team/.sessionc.yaml": "extends: ../policies.yaml\n" + policies("a", 101),
      "policies.yaml": policies("b", 100),
    ])
    let result = try lint(sessionc)
    #expect(
      result.error.hasPrefix("sessionc: error: .sessionc.yaml:103:3: there are more than 200")
    )
    try sessionc.write(
      "extends: ../policies.yaml\n" + policies("a", 100),
      to: "team/.sessionc.yaml"
    )
    #expect(try lint(sessionc).status == 0)
  }

  @Test func aPipeIsNotWaitedFor() throws {
    let sessionc = try project(["team/.sessionc.yaml": "extends: ../pipe.yaml\n"])
    #expect(mkfifo(sessionc.url("pipe.yaml").path, 0o600) == 0)
    let result = try lint(sessionc)
    #expect(result.status == 2 && result.error.contains("is no regular file"))
  }
}
