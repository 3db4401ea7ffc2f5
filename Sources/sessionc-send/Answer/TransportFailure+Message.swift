import CommandLineSupport
import RealtimeTransport
import SessionProfiles

/// What a failure means, and what to do about it.
extension TransportFailure {
  func message(
    for request: HTTPRequest,
    _ options: SendOptions,
    _ proxy: Proxy?,
    _ credentials: Credentials
  ) -> String {
    let server = shown(proxy.map { "\($0.host):\($0.port)" } ?? request.url.authority)
    var text = explanation(shown(request.url.authority), peer: server, options)
    if kind == .other || kind == .handshake {
      text += ": \(credentials.excerpt(of: Array(detail.utf8), holdsKey: false))"
    }
    let beginning = credentials.excerpt(of: body, holdsKey: true)
    if !beginning.isEmpty { text += "; it began: \(beginning)" }
    if let requestID {
      text += "; request \(credentials.excerpt(of: Array(requestID.utf8), holdsKey: false))"
    }
    return text + (attempts > 1 ? "; after \(attempts) attempts" : "")
  }

  /// - Parameters:
  ///   - server: who should answer.
  ///   - peer: who is connected to: the server, or the proxy before it.
  private func explanation(_ server: String, peer: String, _ options: SendOptions) -> String {
    switch kind {
    case .unknownHost:
      "\(peer): there is no such host, or no network; check the name in --base-url or OPENAI_BASE_URL, and HTTPS_PROXY"
    case .refused: "\(peer) refused the connection: nothing listens there"
    case .unreachable: "\(peer) cannot be reached from here: check the network and HTTPS_PROXY"
    case .connectTimeout:
      "\(peer): no connection within \(seconds(options.connectTimeout)); check the network and HTTPS_PROXY, or allow more with --connect-timeout"
    case .untrusted:
      "\(server): its certificate is not trusted here; name the authority that signed it with --ca-file, or install the system's (ca-certificates)"
    case .wrongHostName:
      "\(server): its certificate is for another host; check the name in --base-url"
    case .notTLS:
      "\(server) does not speak TLS at this port; for this machine, http:// may be meant"
    case .handshake: "\(server): no secure connection came about"
    case .proxyRefused: "the proxy \(peer) refused to connect to \(server)"
    case .proxyWantsPassword:
      "the proxy \(peer) wants a user name and password: write them into HTTPS_PROXY, as http://user:password@host:port"
    case .closed: "\(server) closed the connection before it answered"
    case .cutOff(let status, let received, let expected):
      "\(server) answered HTTP \(status), and the answer was cut off after \(Summary.count(received, "byte"))"
        + (expected.map { " of \($0)" } ?? "") + again(status)
    case .tooLarge(let status, let limit):
      "\(server) answered HTTP \(status) with more than \(limit >> 20) MiB: this is no answer to a session"
    case .timeout(nil, _):
      "\(server): no answer within \(seconds(options.timeout)); allow more with --timeout"
    case .timeout(let status?, let received):
      "\(server) answered HTTP \(status), and the answer stopped after \(Summary.count(received, "byte")): not whole within \(seconds(options.timeout))"
        + again(status)
    case .notHTTP: "\(server) does not answer in HTTP; check host and port in --base-url"
    case .other: "\(server): the connection failed"
    }
  }

  /// A session was made and its key is lost.
  private func again(_ status: Int) -> String {
    (200..<300).contains(status)
      ? "; it was not sent again, since the server had accepted it: run send once more for another key"
      : ""
  }

  private func seconds(_ value: Double) -> String {
    "\(Int(exactly: value).map(String.init) ?? String(value)) s"
  }
}
