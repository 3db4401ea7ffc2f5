import Foundation
import LoopbackServer
import TestSupport
import Testing

/// `{$secret: NAME}`: the environment's value is sent, and shown nowhere.
@Suite struct FilledInTests {
  static let token = #"tok "Q7"\9xW2mN7bT5hR8yL1cD4f"#
  static let other = "Bearer Zk3vQ9xW2mN7bT5hR8yL1cD4f"
  static let variables = ["ORDERS_TOKEN": token, "AUTH": other]

  static let profile = """
    type: realtime
    tools:
      - type: mcp
        server_label: orders
        server_url: https://orders.example.com/mcp
        authorization: {$secret: ORDERS_TOKEN}
        headers:
          Authorization: {$secret: AUTH}

    """

  static func body(_ authorization: String, _ header: String) -> String {
    #"{"session":{"tools":[{"authorization":\#(authorization),"headers":{"Authorization":\#(header)},"#
      + #""server_label":"orders","server_url":"https://orders.example.com/mcp","type":"mcp"}],"type":"realtime"}}"#
  }

  /// The body of a request.
  private static func body(of request: String) -> String {
    request.split(separator: "\r\n\r\n", maxSplits: 1).last.map(String.init) ?? ""
  }

  private static func isShown(_ result: Sessionc.Result) -> Bool {
    ["Q7", "9xW2mN7b", "Zk3vQ9"].contains { (result.output + result.error).contains($0) }
  }

  @Test func theValueIsSentAndNotShown() throws {
    let server = try LoopbackServer(
      .http(
        200,
        Sending.answer(
          session:
            #"{"tools":[{"server_label":"orders","server_url":"https://orders.example.com/mcp","type":"mcp"}],"type":"realtime"}"#
        )
      )
    )
    let result = try Sending.send(
      to: server,
      "--verbose",
      profile: Self.profile,
      environment: Self.variables
    )
    let sent = Self.body(#""tok \"Q7\"\\9xW2mN7bT5hR8yL1cD4f""#, "\"\(Self.other)\"")
    #expect(server.requests.map(Self.body(of:)) == [sent])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("2 secrets filled in"))
    #expect(!result.error.contains("SP802"), "\(result.error)")
    #expect(!Self.isShown(result))
  }

  @Test(arguments: ["", "unset"]) func aMissingOneIsNamedAtItsPlace(_ value: String) throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let variables = ["AUTH": Self.other].merging(value == "" ? ["ORDERS_TOKEN": ""] : [:]) { $1 }
    let result = try Sending.send(to: server, profile: Self.profile, environment: variables)
    #expect(result.status == 2)
    #expect(
      result.error
        == "sessionc: error: p.yaml:6:20: the environment has no ORDERS_TOKEN to fill in\n"
    )
    #expect(server.requests.isEmpty)
  }

  @Test func theKeyOfTheAPIIsNeverSentInABody() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let profile = Self.profile.replacing("ORDERS_TOKEN", with: "OPENAI_API_KEY")
    let result = try Sending.send(to: server, profile: profile, environment: Self.variables)
    #expect(result.status == 1)
    #expect(result.error.contains("SP201"), "\(result.error)")
    #expect(server.requests.isEmpty)
  }

  @Test(arguments: [400, 401, 500]) func aServerThatRepeatsItIsNotBelieved(_ status: Int) throws {
    let message = #"bad token Zk3vQ9xW2mN7bT5hR8yL1cD4f, tok \"Q7\"\\9xW2mN7bT5hR8yL1cD4f"#
    let echo = #"{"error":{"message":"\#(message)","param":"session.tools[0].authorization"}}"#
    let server = try LoopbackServer(.http(status, echo))
    let result = try Sending.send(
      to: server,
      "--verbose",
      profile: Self.profile,
      environment: Self.variables
    )
    #expect(result.status == 3)
    #expect(!Self.isShown(result), "\(result.error)")
  }

  @Test func aDryRunNeedsNoValue() throws {
    let sessionc = try Sessionc(["p.yaml": Self.profile])
    let result = try sessionc.run("send", "p.yaml", "--dry-run")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.hasSuffix("\n\n\(Self.body("\"***\"", "\"***\""))\n"))
  }

  /// Without quotes in the value: a shell puts it there as it is.
  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")))
  func theCurlCommandFillsItIn() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let profile = Self.profile + "instructions: \"`x` $HOME \\\\ it's\"\n"
    let sessionc = try Sessionc(["p.yaml": profile])
    let variables = ["ORDERS_TOKEN": "tok-Q7-9xW2mN7bT5hR8", "AUTH": Self.other, "no_proxy": "*"]
    let environment = Sending.environment(server.port, variables)
    let command = try sessionc.run("send", "p.yaml", "--dry-run=curl", environment: environment)
    #expect(command.status == 0 && !Self.isShown(command), "\(command.error)")
    #expect(command.output.contains(#""authorization":"${ORDERS_TOKEN}""#))
    try sessionc.write(command.output, to: "pasted")
    let shell = try sessionc.start(
      ["pasted"],
      environment: environment,
      program: URL(fileURLWithPath: "/bin/sh")
    ).wait()
    #expect(shell.status == 0, "\(shell.error)")
    let sent = Self.body("\"tok-Q7-9xW2mN7bT5hR8\"", "\"\(Self.other)\"")
      .replacing("\"session\":{", with: #""session":{"instructions":"`x` $HOME \\ it's","#)
    #expect(server.requests.map(Self.body(of:)) == [sent])
  }
}
