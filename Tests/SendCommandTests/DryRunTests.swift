import Foundation
import LoopbackServer
import TestSupport
import Testing

/// `--dry-run`: nothing is sent, and no key is needed.
@Suite struct DryRunTests {
  @Test func theRequestIsShownWithoutItsKey() throws {
    let sessionc = try Sessionc(["p.yaml": Sending.profile])
    let expected = """
      POST https://api.openai.com/v1/realtime/client_secrets
      User-Agent: sessionc/0.1.0
      Accept: application/json
      Content-Type: application/json
      Authorization: Bearer ***
      OpenAI-Organization: org-1
      X-Key: ***

      \(Sending.body)

      """
    for environment in [["OPENAI_ORG_ID": "org-1"], ["OPENAI_ORG_ID": "org-1", "K": "v"]] {
      let result = try sessionc.run(
        "send",
        "--dry-run",
        "p.yaml",
        "--header",
        "X-Key: ${K}",
        environment: environment
      )
      #expect(result.status == 0, "\(result.error)")
      #expect(result.output == expected)
      #expect(result.error.isEmpty)
    }
  }

  /// The command does what `send` does: the same request arrives, but for curl's own host line.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
  func theCurlCommandSendsTheSame() throws {
    let long = Sending.profile.replacing(
      "Be brief.",
      with: #""It's \"$HOME\" `x` \\ ü \u2028 %s "# + String(repeating: "long ", count: 30_000)
        + "\""
    )
    for (profile, key) in [(Sending.profile, "env"), (long, "file"), (long, "env")] {
      let server = try LoopbackServer(.http(200, Sending.answer))
      let sessionc = try Sessionc(["p.yaml": profile, "a key": Sending.key + "\n"])
      let arguments =
        ["p.yaml", "--header", "X-A: it's $5 \\ \"", "--safety-identifier", "u1"]
        + (key == "file" ? ["--api-key-file", "a key"] : [])
      let environment = Sending.environment(server.port)
      let command = try sessionc.run(
        ["send", "--dry-run=curl"] + arguments,
        environment: environment
      )
      #expect(command.status == 0 && !Sending.leaks(command), "\(command.error)")
      try sessionc.write(command.output, to: "pasted")
      let shell = try sessionc.start(
        ["pasted"],
        environment: environment.merging(["no_proxy": "*"]) { $1 },
        program: URL(fileURLWithPath: "/bin/sh")
      ).wait()
      #expect(shell.output == Sending.answer, "\(shell.error)")
      #expect(try sessionc.run(["send"] + arguments, environment: environment).status == 0)
      let requests = server.requests.map(Self.parts)
      #expect(requests.count == 2)
      #expect(requests.first == requests.last)
    }
  }

  /// The line, the headers in any order and case, and the body.
  private static func parts(of request: String) -> [String] {
    let parts = request.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init)
    let lines = parts[0].split(separator: "\r\n").map { line in
      let name = line.prefix { $0 != ":" }
      return name.lowercased() + line.dropFirst(name.count)
    }
    return lines.sorted() + parts[1...]
  }

  @Test func theCurlCommandTrustsTheSame() throws {
    let sessionc = try Sessionc(["p.yaml": Sending.profile])
    let result = try sessionc.run("send", "--dry-run=curl", "p.yaml", "--ca-file", "my ca.pem")
    #expect(result.output.contains(" \\\n  --cacert 'my ca.pem' \\\n"), "\(result.output)")
  }

  @Test func findingsStillCount() throws {
    let sessionc = try Sessionc(["p.yaml": "type: realtime\nvoice: sage\n"])
    let result = try sessionc.run("send", "--dry-run", "p.yaml")
    #expect(result.status == 1)
    #expect(result.output.isEmpty && result.error.contains("SP105"))
  }

  @Test(arguments: [
    ["--dry-run=wget"], ["--dry-run", "--print", "secret"], ["--dry-run=curl", "--output", "f"],
  ])
  func whatDoesNotGoTogetherIsRefused(_ arguments: [String]) throws {
    let sessionc = try Sessionc(["p.yaml": Sending.profile])
    let result = try sessionc.run(["send", "p.yaml"] + arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty && result.error.contains("--dry-run"))
  }
}
