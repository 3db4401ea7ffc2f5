import RealtimeTransport
import Testing

@Suite struct ServerURLTests {
  @Test(arguments: [
    ("https://api.openai.com/v1", "https://api.openai.com/v1/realtime/client_secrets"),
    ("HTTPS://API.example.com:8443/", "https://api.example.com:8443/realtime/client_secrets"),
    ("http://127.0.0.1:1/v1?a=b", "http://127.0.0.1:1/v1/realtime/client_secrets?a=b"),
    ("http://[::1]:8080", "http://[::1]:8080/realtime/client_secrets"),
    ("http://localhost", "http://localhost/realtime/client_secrets"),
  ])
  func theEndpointIsAppended(_ base: String, _ expected: String) throws {
    #expect(try ServerURL(base).appending("realtime/client_secrets").text == expected)
  }

  @Test(arguments: [
    "", "api.openai.com/v1", "ftp://api.openai.com", "https://", "https:///v1", "https://a b/",
    "https://host:0/", "https://host:70000", "https://host:x", "https://[::1", "https://a#b",
    "https://sk-1@host/", "https://user:pw@host", "https://hö.example", "https://a\r\nb",
    // Only this machine is spoken to without TLS.
    "http://api.openai.com/v1", "http://127.0.0.1.evil.example", "http://localhost.evil.example",
    "http://127.1", "http://127.0.0.1111", "http://0x7f.0.0.1", "http://128.0.0.1", "http://[::2]",
    "http://me.localhost",
    // The endpoint is not part of it.
    "https://host/v1/realtime", "https://host/v1/realtime/client_secrets",
  ])
  func whatIsNoServerIsRefused(_ text: String) {
    #expect(throws: RequestProblem.self) { try ServerURL(text) }
  }
}
