import Foundation
import LoopbackServer
import TestSupport
import Testing

/// What arrives at the server.
@Suite struct RequestTests {
  @Test func everyByteOfARequest() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let result = try Sending.send(to: server)
    #expect(result.status == 0, "\(result.error)")
    let expected = """
      POST /v1/realtime/client_secrets HTTP/1.1\r
      User-Agent: sessionc/0.1.0\r
      Accept: application/json\r
      Content-Type: application/json\r
      Authorization: Bearer \(Sending.key)\r
      host: 127.0.0.1:\(server.port)\r
      Content-Length: \(Sending.body.utf8.count)\r
      \r
      \(Sending.body)
      """
    #expect(server.requests == [expected])
  }

  @Test func organizationProjectAndUserAreNamed() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let result = try Sending.send(
      to: server,
      "--safety-identifier",
      "9f86d081884c7d65",
      "--header",
      "X-Trace: 7",
      environment: ["OPENAI_ORG_ID": "org-1", "OPENAI_PROJECT_ID": "proj_1"]
    )
    #expect(result.status == 0, "\(result.error)")
    let request = try #require(server.requests.first)
    for header in [
      "OpenAI-Organization: org-1", "OpenAI-Project: proj_1",
      "OpenAI-Safety-Identifier: 9f86d081884c7d65", "X-Trace: 7",
      "Authorization: Bearer \(Sending.key)",
    ] { #expect(request.contains("\r\n\(header)\r\n"), "\(header)") }
  }

  @Test func aHeaderWithAKeyTakesThePlaceOfTheOther() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let result = try Sending.send(
      to: server,
      "--header",
      "api-key: ${AZURE_KEY}",
      "--verbose",
      environment: ["AZURE_KEY": "0123456789abcdef0123456789abcdef", "OPENAI_API_KEY": ""]
    )
    #expect(result.status == 0, "\(result.error)")
    let request = try #require(server.requests.first)
    #expect(request.contains("\r\napi-key: 0123456789abcdef0123456789abcdef\r\n"))
    #expect(!request.contains("Authorization"))
    #expect(!result.error.contains("0123456789abcdef"))
    #expect(result.error.contains("> api-key: ***\n"))
  }

  /// The base URL may have a path of its own, a slash at its end, and a query.
  @Test(arguments: [
    ("/v1", "/v1/realtime/client_secrets"), ("/v1///", "/v1/realtime/client_secrets"),
    ("", "/realtime/client_secrets"),
    ("/openai/v1?api-version=preview", "/openai/v1/realtime/client_secrets?api-version=preview"),
  ])
  func theEndpointIsBelowTheBaseURL(_ path: String, _ expected: String) throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let base = "http://127.0.0.1:\(server.port)\(path)"
    let result = try Sending.send(to: server, "--base-url", base)
    #expect(result.status == 0, "\(result.error)")
    #expect(server.requests.first?.hasPrefix("POST \(expected) HTTP/1.1\r\n") == true)
  }

  @Test(arguments: [
    ("voice: sage\n", "POST /v1/realtime/sessions ", #"{"voice":"sage"}"#),
    (
      "type: transcription_session.update\nsession:\n  input_audio_format: pcm16\n$target: sessions\n",
      "POST /v1/realtime/transcription_sessions ", #"{"input_audio_format":"pcm16"}"#
    ),
  ])
  func flatProfilesGoToTheirOwnPaths(_ profile: String, _ line: String, _ body: String) throws {
    let answer = """
      {"client_secret":{"expires_at":1795533600,"value":"\(Sending.secret)"},"voice":"sage",\
      "input_audio_format":"pcm16"}
      """
    let server = try LoopbackServer(.http(200, answer))
    let result = try Sending.send(to: server, "--print", "secret", profile: profile)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == Sending.secret + "\n")
    #expect(server.requests.first?.hasPrefix(line) == true)
    #expect(server.requests.first?.hasSuffix("\r\n\r\n" + body) == true)
  }

  @Test func theTargetOfTheProjectCounts() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let sessionc = try Sessionc([
      "p.yaml": "voice: sage\n", ".sessionc.yaml": "target: ga-client-secrets\n",
    ])
    let result = try sessionc.run(
      "send",
      "p.yaml",
      environment: Sending.environment(server.port)
    )
    #expect(result.status == 0, "\(result.error)")
    #expect(server.requests.first?.hasPrefix("POST /v1/realtime/client_secrets ") == true)
  }

  @Test func aKeyCanComeFromAFile() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let sessionc = try Sessionc(["p.yaml": Sending.profile, "key": "sk-from-a-file-0815\r\n"])
    let result = try sessionc.run(
      "send",
      "p.yaml",
      "--api-key-file",
      "key",
      environment: Sending.environment(server.port)
    )
    #expect(result.status == 0, "\(result.error)")
    #expect(
      server.requests.first?.contains("\r\nAuthorization: Bearer sk-from-a-file-0815\r\n") == true
    )
  }

  @Test func aProfileCanComeByStandardInput() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let result = try Sessionc().run(
      "send",
      "-",
      input: Sending.profile,
      environment: Sending.environment(server.port)
    )
    #expect(result.status == 0, "\(result.error)")
    #expect(server.requests.first?.hasSuffix(Sending.body) == true)
  }
}
