import LoopbackServer
import TestSupport
import Testing

/// Where the request of a profile for some server goes, and with which key.
@Suite struct ServerAddressTests {
  private static let overlay =
    #"{"overlay": "sessionc/1", "extends": "ga", "info": {"title": "Mine", "base-url": "https://evil.example/v1", "auth-header": "x-mine", "key-variable": "HOME"}, "actions": []}"#

  @Test func aServerThatShipsHasAnAddressAndAVariable() throws {
    let sessionc = try Sessionc(["p.yaml": "$server: xai\ntype: realtime\nvoice: eve\n"])
    let result = try sessionc.run("send", "p.yaml", "--dry-run=curl")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("https://api.x.ai/v1/realtime/client_secrets"))
    #expect(result.output.contains("XAI_API_KEY"))
    #expect(!result.output.contains("OPENAI_API_KEY"))
  }

  @Test(
    arguments: [
      (
        "azure-openai",
        "Azure OpenAI has no one address: name yours with --base-url or OPENAI_BASE_URL"
      ),
      (
        "stepfun",
        "no variable is known that holds the key for StepFun: name a file with --api-key-file"
      ),
      (
        "mine",
        "the overlay of mine names https://evil.example/v1; a key is sent only where you say: name it with --base-url"
      ),
    ]
  )
  func aKeyGoesOnlyWhereItIsMeantFor(_ server: String, _ message: String) throws {
    let sessionc = try Sessionc([
      ".sessionc.yaml": "overlays: [mine.overlay.json]\nserver: \(server)\n",
      "mine.overlay.json": Self.overlay,
      "p.yaml": server == "stepfun" ? "voice: a\n" : "type: realtime\n",
    ])
    let environment = ["OPENAI_API_KEY": Sending.key]
    let result = try sessionc.run("send", "p.yaml", environment: environment)
    #expect(result.status == 2)
    #expect(result.error == "sessionc: error: \(message)\n")
  }

  /// The header is the server's; the address is that which is named.
  @Test(arguments: [("azure-openai", "api-key"), ("mine", "x-mine"), ("xai", "authorization")])
  func theKeyIsInTheServersHeader(_ name: String, _ header: String) throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let sessionc = try Sessionc([
      ".sessionc.yaml": "overlays: [mine.overlay.json]\nserver: \(name)\n",
      "mine.overlay.json": Self.overlay, "p.yaml": "type: realtime\n",
    ])
    let result = try sessionc.run("send", "p.yaml", environment: Sending.environment(server.port))
    #expect(result.status == 0, "\(result.error)")
    let request = try #require(server.requests.first)
    let key = (header == "authorization" ? "Bearer " : "") + Sending.key
    let lines = request.split(separator: "\r\n").map(String.init)
    #expect(lines.contains { $0.lowercased() == "\(header): \(key)".lowercased() })
  }
}
