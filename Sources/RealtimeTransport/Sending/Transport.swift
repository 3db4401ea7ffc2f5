internal import AsyncHTTPClient
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOHTTP1
internal import NIOSSL

/// Sends one request over one connection and reads the whole answer. It follows no redirect, since a
/// key must not travel, and tries nothing twice.
package struct Transport: Sendable {
  package struct Options: Sendable {
    package var connectTimeout: Duration = .seconds(10)
    /// Certificates in PEM form to be trusted besides the system's.
    package var authorities: Authorities?
    package var proxy: Proxy?
    /// The most bytes of an answer.
    package var answerBytesMax = 16 << 20

    package init() {}
  }

  /// Certificates that somebody trusts.
  package struct Authorities: Sendable {
    let certificates: [NIOSSLCertificate]

    /// - Parameter bytes: a file in PEM form.
    /// - Throws: `RequestProblem` where there is no certificate in it.
    package init(pem bytes: [UInt8]) throws(RequestProblem) {
      let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes)
      guard let certificates, !certificates.isEmpty else {
        throw RequestProblem("holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)")
      }
      self.certificates = certificates
    }
  }

  private let options: Options

  package init(options: Options = Options()) { self.options = options }

  /// - Parameters:
  ///   - secrets: what the headers of the request name.
  ///   - deadline: when to give up, wherever it is.
  package func send(
    _ request: HTTPRequest,
    secrets: [SecretSource: Secret],
    deadline: ContinuousClock.Instant
  ) async throws(TransportFailure) -> HTTPAnswer {
    let work = Task { await exchange(request, secrets) }
    // The library's own deadline ends where the answer begins.
    let timer = Task {
      try await Task.sleep(until: deadline, clock: .continuous)
      work.cancel()
    }
    defer { timer.cancel() }
    return try await work.value.get()
  }

  private func exchange(
    _ request: HTTPRequest,
    _ secrets: [SecretSource: Secret]
  ) async -> Result<HTTPAnswer, TransportFailure> {
    // A client of its own for each attempt: no connection that a server may be about to close.
    let status = NIOLockedValueBox<Int?>(nil)
    let client = HTTPClient(configuration: configuration(for: request.url, noting: status))
    // Not waited for: it may hang where the connection hangs, and nothing comes after it.
    defer { Task { try? await client.shutdown() } }
    var message = HTTPClientRequest(url: request.url.text)
    message.method = .RAW(value: request.method)
    for header in request.headers {
      message.headers.add(name: header.name, value: header.value(secrets))
    }
    let body = request.body(secrets)
    message.body = .bytes(body, length: .known(Int64(body.count)))
    let response: HTTPClientResponse
    do {
      response = try await client.execute(message, deadline: .distantFuture)
    } catch {
      let seen = status.withLockedValue { $0 }
      if Task.isCancelled { return .failure(TransportFailure(.timeout(status: seen, received: 0))) }
      var failure = TransportFailure(error)
      if let seen { failure.kind = .cutOff(status: seen, received: 0, expected: nil) }
      return .failure(failure)
    }
    return await read(response)
  }

  private func read(_ response: HTTPClientResponse) async -> Result<HTTPAnswer, TransportFailure> {
    var answer = HTTPAnswer(
      status: Int(response.status.code),
      headers: response.headers.map { ($0.name, $0.value) }
    )
    func failure(_ kind: TransportFailure.Kind, detail: String = "") -> TransportFailure {
      var failure = TransportFailure(kind, detail: detail)
      failure.body = answer.body
      failure.requestID = answer.requestID
      return failure
    }
    do {
      for try await part in response.body {
        answer.body += part.readableBytesView
        guard answer.body.count <= options.answerBytesMax else {
          let limit = options.answerBytesMax
          return .failure(failure(.tooLarge(status: answer.status, limit: limit)))
        }
      }
    } catch {
      let received = answer.body.count
      guard !Task.isCancelled else {
        return .failure(failure(.timeout(status: answer.status, received: received)))
      }
      let expected = answer.header("content-length").flatMap { Int($0) }
      let kind = TransportFailure.Kind.cutOff(
        status: answer.status,
        received: received,
        expected: expected
      )
      return .failure(failure(kind, detail: String(describing: error)))
    }
    return .success(answer)
  }

  /// - Parameter status: gets the status of the answer, as soon as it is there.
  private func configuration(
    for url: ServerURL,
    noting status: NIOLockedValueBox<Int?>
  ) -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if let authorities = options.authorities {
      tls.additionalTrustRoots = [.certificates(authorities.certificates)]
    }
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls,
      redirectConfiguration: .disallow,
      timeout: .init(connect: .init(options.connectTimeout))
    )
    configuration.httpVersion = .http1Only
    configuration.http1_1ConnectionDebugInitializer = { channel in
      channel.eventLoop.submit { try StatusLineWatch.add(to: channel, noting: status) }
    }
    // What fails is told at once; whether to try again is decided elsewhere.
    configuration.connectionPool.retryConnectionEstablishment = false
    if let proxy = options.proxy {
      configuration.proxy = .server(
        host: proxy.host,
        port: proxy.port,
        authorization: proxy.user.map { user in
          .basic(username: user, password: proxy.password ?? "")
        }
      )
    }
    return configuration
  }
}
