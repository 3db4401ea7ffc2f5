import Foundation
import LoopbackServer
import TestSupport
import Testing

/// What can go wrong on the way.
@Suite struct FaultTests {
  private func run(
    port: Int,
    scheme: String = "http",
    host: String = "127.0.0.1",
    _ arguments: [String] = [],
    environment: [String: String] = [:],
    files: [String: String] = [:]
  ) throws -> Sessionc.Result {
    let sessionc = try Sessionc(files.merging(["p.yaml": Sending.profile]) { $1 })
    let result = try sessionc.run(
      ["send", "p.yaml", "--retries", "0"] + arguments,
      environment: Sending.environment(port, scheme: scheme, host: host, environment)
    )
    #expect(!result.error.contains(Sending.key))
    return result
  }

  // MARK: No connection

  @Test func nothingListens() throws {
    let port = try LoopbackServer.unusedPort()
    let result = try run(port: port)
    #expect(result.status == 3)
    #expect(
      result.error
        == "sessionc: error: 127.0.0.1:\(port) refused the connection: nothing listens there\n"
    )
  }

  @Test func theNameIsUnknown() throws {
    let result = try run(port: 443, scheme: "https", host: "no-such-host.invalid")
    #expect(result.status == 3)
    #expect(result.error.contains("no-such-host.invalid:443: there is no such host"))
  }

  /// A server that takes connections only as far as its system does.
  @Test func theConnectionTakesTooLong() throws {
    let server = try LoopbackServer(Reply([]))
    let start = ContinuousClock.now
    // The TLS handshake is part of connecting, and this server never answers it.
    let result = try run(
      port: server.port,
      scheme: "https",
      host: "localhost",
      ["--connect-timeout", "0.3"]
    )
    #expect(result.status == 3)
    #expect(result.error.contains("no connection within 0.3 s"), "\(result.error)")
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  // MARK: No whole answer

  @Test(arguments: [Reply([.reset]), Reply([.close])])
  func theConnectionEndsBeforeTheAnswer(_ reply: Reply) throws {
    let server = try LoopbackServer(reply)
    let result = try run(port: server.port)
    #expect(result.status == 3)
    #expect(result.error.contains("closed the connection before it answered"), "\(result.error)")
  }

  private static let cut = Array(
    (Reply.head(200, [("Content-Length", "400")]) + #"{"value":"ek_1234567890abcdef0"#).utf8
  )

  @Test(arguments: [
    Reply([.send(cut), .wait(milliseconds: 100), .reset]), Reply([.send(cut), .close]),
  ])
  func theAnswerIsCutOffAndNothingIsSentTwice(_ reply: Reply) throws {
    let server = try LoopbackServer(reply)
    let result = try run(port: server.port, ["--retries", "3"])
    #expect(result.status == 3)
    #expect(
      result.error.contains("the answer was cut off after 30 bytes of 400; it was not sent again"),
      "\(result.error)"
    )
    #expect(!result.error.contains("ek_1234") && result.output.isEmpty)
    #expect(server.requests.count == 1)
  }

  /// The status line is there: the server has accepted the request.
  @Test(arguments: [
    "\r\n\nHTTP/1.1 200 OK\r\nA", "HTTP/1.1 200 OK\r\nContent-",
    "HTTP/1.1 100 Go on\r\n\r\nHTTP/1.1 201 OK\r\nA",
  ])
  func theAnswerIsCutOffInItsHead(_ head: String) throws {
    for last in [Reply.Step.reset, .close] {
      let server = try LoopbackServer(
        Reply([.send(Array(head.utf8)), .wait(milliseconds: 100), last])
      )
      let result = try run(port: server.port, ["--retries", "2"])
      #expect(result.status == 3)
      #expect(
        result.error.contains("cut off in its headers; it was not sent again"),
        "\(result.error)"
      )
      #expect(server.requests.count == 1)
    }
  }

  /// The library below would end the process at these.
  @Test(arguments: ["000", "001", "099"]) func aStatusThatThereCannotBe(_ status: String) throws {
    for start in ["", "\r\n\n", "HTTP/1.1 103 Soon\r\n\r\n\r\n"] {
      for body in ["Content-Length: 0\r\n\r\n", "Content-Length: 2\r\n\r\n{}", "\r\n"] {
        let server = try LoopbackServer(.raw("\(start)HTTP/1.1 \(status) X\r\n\(body)"))
        let result = try run(port: server.port)
        #expect(result.status == 3)
        #expect(result.error.contains("its answer is not valid HTTP"), "\(result.error)")
      }
    }
  }

  @Test(arguments: [Reply([]), Reply([.send(cut)])])
  func theServerStalls(_ reply: Reply) throws {
    let server = try LoopbackServer(reply)
    let start = ContinuousClock.now
    let result = try run(port: server.port, ["--timeout", "0.5"])
    #expect(result.status == 3)
    #expect(result.error.contains("within 0.5 s"), "\(result.error)")
    #expect(!result.error.contains("ek_1234"))
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  /// HTTP/1.1 lets a server end its answer by closing.
  @Test func anAnswerMayEndWithTheConnection() throws {
    let server = try LoopbackServer(.raw(Reply.head(200, []) + Sending.answer))
    #expect(try run(port: server.port).output == Sending.answer + "\n")
  }

  @Test func anAnswerIsBounded() throws {
    let megabyte = [UInt8](repeating: 0x20, count: 1 << 20)
    let head = Array(Reply.head(200, [("Content-Length", "\(100 << 20)")]).utf8)
    let body = (0..<100).map { _ in Reply.Step.send(megabyte) }
    let server = try LoopbackServer(Reply([.send(head)] + body + [.close]))
    let result = try run(port: server.port)
    #expect(result.status == 3)
    #expect(result.error.contains("HTTP 200 with more than 16 MiB"), "\(result.error)")
    #expect(result.error.utf8.count < 1000)
  }

  @Test func somethingElseAnswers() throws {
    let server = try LoopbackServer(.raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"))
    let result = try run(port: server.port)
    #expect(result.status == 3)
    #expect(result.error.contains("its answer is not valid HTTP"), "\(result.error)")
  }

  // MARK: TLS

  /// Sends to a server with a certificate, by the name `localhost`.
  private func runSecurely(
    with certificate: TestCertificate = .ours,
    isTrusted: Bool = true,
    _ arguments: [String] = [],
    environment: [String: String] = [:]
  ) throws -> (server: LoopbackServer, result: Sessionc.Result) {
    let server = try LoopbackServer(certificate: certificate, .http(200, Sending.answer))
    let result = try run(
      port: server.port,
      scheme: "https",
      host: "localhost",
      arguments + (isTrusted ? ["--ca-file", "ca.pem"] : []),
      environment: environment,
      files: ["ca.pem": certificate.pem]
    )
    return (server, result)
  }

  @Test func aTrustedCertificate() throws {
    let (server, result) = try runSecurely()
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == Sending.answer + "\n")
    #expect(server.requests.first?.contains("\r\nhost: localhost:\(server.port)\r\n") == true)
  }

  @Test func aCertificateThatNobodyVouchesFor() throws {
    let (server, result) = try runSecurely(isTrusted: false, ["--retries", "2"])
    #expect(result.status == 3)
    #expect(result.error.contains("certificate is not accepted"), "\(result.error)")
    #expect(server.requests.isEmpty && !result.error.contains("attempts"))
  }

  @Test func aCertificateForAnotherHost() throws {
    let (server, result) = try runSecurely(with: .elsewhere)
    #expect(result.status == 3)
    #expect(result.error.contains("certificate is for another host"), "\(result.error)")
    #expect(server.requests.isEmpty)
  }

  @Test func aServerWithoutTLS() throws {
    let server = try LoopbackServer(.raw("HTTP/1.1 400 Bad Request\r\n\r\n\r\n\r\n"))
    let result = try run(port: server.port, scheme: "https", host: "localhost", ["--timeout", "2"])
    #expect(result.status == 3)
    #expect(server.requests.isEmpty || !server.requests[0].contains("Bearer"))
  }

  @Test func aFileThatIsNoCertificate() throws {
    let result = try run(port: 1, ["--ca-file", "ca.pem"], files: ["ca.pem": "no\n"])
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("sessionc: error: --ca-file: ca.pem holds no certificate"))
  }

  // MARK: Proxies

  @Test func aProxyTunnelsAndSeesNoKey() throws {
    let certificate = TestCertificate.ours
    let server = try LoopbackServer(certificate: certificate, .http(200, Sending.answer))
    let proxy = try LoopbackProxy(to: server.port)
    let result = try run(
      port: 443,
      scheme: "https",
      host: "api.example.test",
      ["--ca-file", "ca.pem"],
      environment: ["HTTPS_PROXY": "http://me:p%40ss@127.0.0.1:\(proxy.port)"],
      files: ["ca.pem": certificate.pem]
    )
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == Sending.answer + "\n")
    let head = try #require(proxy.requests.first)
    #expect(head.hasPrefix("CONNECT api.example.test:443 HTTP/1.1\r\n"))
    let basic = Data("me:p@ss".utf8).base64EncodedString()
    #expect(head.lowercased().contains("proxy-authorization: basic \(basic.lowercased())\r\n"))
    #expect(!head.contains(Sending.key))
    #expect(server.requests.count == 1)
  }

  @Test func noProxyIsHonoured() throws {
    let nowhere = try LoopbackProxy(to: 9)
    let environment = [
      "HTTPS_PROXY": "http://127.0.0.1:\(nowhere.port)", "NO_PROXY": "a.test,localhost",
    ]
    let (server, result) = try runSecurely(environment: environment)
    #expect(result.status == 0, "\(result.error)")
    #expect(nowhere.requests.isEmpty && server.requests.count == 1)
  }

  /// A plain request to this machine is never shown to a proxy.
  @Test func plainHTTPNeverGoesThroughAProxy() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let proxy = try LoopbackProxy(to: server.port)
    let address = "http://127.0.0.1:\(proxy.port)"
    let result = try run(
      port: server.port,
      environment: ["HTTPS_PROXY": address, "HTTP_PROXY": address, "ALL_PROXY": address]
    )
    #expect(result.status == 0, "\(result.error)")
    #expect(proxy.requests.isEmpty)
  }

  @Test(arguments: [
    ("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "did not connect to api.example.test"),
    ("HTTP/1.1 407 Auth\r\nContent-Length: 0\r\n\r\n", "those in it were refused"),
  ])
  func aProxyThatRefuses(_ answer: String, _ text: String) throws {
    let server = try LoopbackServer(Reply([]))
    let proxy = try LoopbackProxy(to: server.port, answer: answer)
    let result = try run(
      port: 443,
      scheme: "https",
      host: "api.example.test",
      environment: ["HTTPS_PROXY": "http://me:secretword@127.0.0.1:\(proxy.port)"]
    )
    #expect(result.status == 3)
    #expect(result.error.contains(text), "\(result.error)")
    #expect(!result.error.contains("secretword"))
  }
}
