import Testing

@testable import RealtimeTransport

@Suite struct ProxyTests {
  private func proxy(_ environment: [String: String], for url: String = "https://api.example/v1")
    throws -> Proxy?
  {
    try Proxy(for: try ServerURL(url), environment: { environment[$0] })
  }

  @Test func theUsualVariablesCount() throws {
    #expect(try proxy([:]) == nil)
    #expect(try proxy(["HTTPS_PROXY": ""]) == nil)
    #expect(try proxy(["HTTPS_PROXY": "  ", "ALL_PROXY": "http://p:1\n"])?.authority == "p:1")
    let plain = try #require(try proxy(["HTTPS_PROXY": "proxy.example:3128"]))
    #expect(plain.host == "proxy.example" && plain.port == 3128 && plain.user == nil)
    #expect(try proxy(["ALL_PROXY": "http://p"])?.port == 80)
    #expect(try proxy(["HTTPS_PROXY": " http://p "])?.host == "p")
    #expect(try proxy(["https_proxy": "http://a", "HTTPS_PROXY": "http://b"])?.host == "a")
    #expect(try proxy(["HTTP_PROXY": "http://p"]) == nil)
  }

  @Test func aPasswordMayHoldAnything() throws {
    let proxy = try #require(try proxy(["HTTPS_PROXY": "http://me:p%40:@s%zz@[::1]:3128/"]))
    #expect(proxy.user == "me" && proxy.password == "p@:@s%zz")
    #expect(proxy.host == "::1" && proxy.port == 3128)
  }

  @Test(arguments: ["socks5://p:1", "https://p:1", "http://", "http://p:99999", "http://a b"])
  func otherProxiesAreRefusedWithoutTheirPassword(_ text: String) {
    let error = #expect(throws: RequestProblem.self) { try proxy(["HTTPS_PROXY": text]) }
    #expect(error?.message.hasPrefix("HTTPS_PROXY: ") == true)
  }

  @Test(arguments: [
    ("*", true), ("example", true), (".example", true), ("api.example", true),
    ("pi.example", false),
    ("API.Example", true), ("*.example", true), ("*.other", false), ("other, example", true),
    ("", false), (",", false),
    ("api.example:443", true), ("api.example:444", false), ("10.0.0.0/8", false),
  ])
  func noProxyNamesServers(_ list: String, _ isExcepted: Bool) throws {
    let url = try ServerURL("https://api.example/v1")
    #expect(Proxy.isExcepted(url, by: list) == isExcepted)
  }

  @Test(arguments: [
    ("https://10.1.2.3", "10.0.0.0/8", true), ("https://11.1.2.3", "10.0.0.0/8", false),
    ("https://10.1.2.3", "10.1.2.2/31", true), ("https://10.1.2.3", "0.0.0.0/0", true),
    ("https://10.1.2.3", "10.1.2.3/33", false), ("https://10.1.2.3", "10.1.2.3", true),
    ("https://[fd00::1]", "fd00::/8", true), ("https://[fe00::1]", "fd00::/8", false),
    ("https://[::1]", "[::1]", true), ("https://[fd00::1]:8443", "fd00::1", true),
  ])
  func noProxyNamesAddresses(_ url: String, _ list: String, _ isExcepted: Bool) throws {
    #expect(Proxy.isExcepted(try ServerURL(url), by: list) == isExcepted)
  }
}
