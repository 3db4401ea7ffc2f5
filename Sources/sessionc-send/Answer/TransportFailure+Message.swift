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
    let server = shown(request.url.authority)
    let peer = proxy.map { "the proxy " + shown($0.authority) }
    var text = explanation(server, peer: peer ?? server, options)
    switch kind {
    case .closed, .notHTTP:
      if let peer { text += "; it was spoken to through \(peer)" }
      if !request.url.isSecure { text += "; if it speaks TLS, write https://" }
    case .handshake: text += reasons.isEmpty ? "" : ": \(reasons)"
    case .other: text += ": \(credentials.excerpt(of: detail))"
    default: break
    }
    if kind == .proxyWantsPassword, proxy?.user != nil { text += "; those in it were refused" }
    let credentials = credentials.adding(keyIn: body)
    // What was accepted may hold a key in any form.
    let beginning = wasAccepted ? "" : credentials.excerpt(of: body)
    if !beginning.isEmpty { text += "; it began: \(beginning)" }
    if let requestID { text += "; request \(credentials.excerpt(of: requestID))" }
    return text + (attempts > 1 ? "; after \(attempts) attempts" : "")
  }

  /// Whether the server had accepted the request.
  private var wasAccepted: Bool {
    switch kind {
    case .cutOff(let status, _, _), .tooLarge(let status, _), .timeout(let status?, _):
      (200..<300).contains(status)
    default: false
    }
  }

  /// What the library for TLS calls the trouble, such as `TLSV1_ALERT_INTERNAL_ERROR`.
  private var reasons: String {
    let words = detail.split { !($0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_")) }
    return words.filter { $0.contains("_") && $0.count > 8 }.joined(separator: ", ")
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
      "\(server): its certificate is not accepted: no authority that is trusted here has signed it, or it is out of date; name the authority with --ca-file, install the system's (ca-certificates), or look at its dates and at this machine's clock"
    case .oldTLS: "\(server) speaks no version of TLS that is safe: 1.2 or newer is needed"
    case .wrongHostName:
      "\(server): its certificate is for another host; check the name in --base-url"
    case .notTLS:
      "\(server) does not speak TLS at this port; for this machine, http:// may be meant"
    case .handshake: "\(server): no secure connection came about"
    case .proxyRefused:
      "\(peer) did not connect to \(server): check HTTPS_PROXY, and whether NO_PROXY should name the server"
    case .proxyWantsPassword:
      "\(peer) wants a user name and password: write them into HTTPS_PROXY, as http://user:password@host:port"
    case .closed: "\(server) closed the connection before it answered"
    case .cutOff(let status, 0, nil):
      "\(server) answered HTTP \(status), and the answer was cut off in its headers" + again(status)
    case .cutOff(let status, let received, let expected):
      "\(server) answered HTTP \(status), and the answer was cut off after \(Summary.count(received, "byte"))"
        + (expected.map { " of \($0)" } ?? "") + again(status)
    case .tooLarge(let status, let limit):
      "\(server) answered HTTP \(status) with more than \(limit >> 20) MiB: this is no answer to a session"
    case .timeout(nil, _):
      "\(server): no answer within \(seconds(options.timeout)); allow more with --timeout"
    case .timeout(let status?, let received):
      "\(server) answered HTTP \(status), and only \(Summary.count(received, "byte")) of the answer came within \(seconds(options.timeout)); allow more with --timeout"
        + again(status)
    case .notHTTP:
      "\(server): its answer is not valid HTTP; check host and port in --base-url, and what stands between"
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
