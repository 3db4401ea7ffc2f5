/// Why there is no whole answer.
package struct TransportFailure: Error, Sendable {
  package enum Kind: Sendable, Equatable {
    /// The host's name leads to no address.
    case unknownHost
    case refused
    case unreachable
    case connectTimeout
    /// The server's certificate, or the rest of its handshake, is not acceptable.
    case untrusted
    case wrongHostName
    case notTLS
    /// The server speaks versions of TLS only that are no longer safe.
    case oldTLS
    case handshake
    case proxyRefused
    case proxyWantsPassword
    /// The connection ended before the answer began.
    case closed
    /// The connection ended in the middle of the answer.
    case cutOff(status: Int, received: Int, expected: Int?)
    /// The answer is more than this tool takes.
    case tooLarge(status: Int, limit: Int)
    case timeout(status: Int?, received: Int)
    case notHTTP
    case other
  }

  package var kind: Kind
  /// What the library below says; for `--verbose`, and where nothing better is known.
  package var detail: String
  /// How many attempts there were.
  package var attempts = 1
  /// The beginning of the answer, where there is one.
  package var body: [UInt8] = []
  package var requestID: String?

  package init(_ kind: Kind, detail: String = "") {
    self.kind = kind
    self.detail = detail
  }

  /// Whether another attempt may go better, and cannot do twice what was done once.
  package var isWorthRetrying: Bool {
    switch kind {
    case .unknownHost, .refused, .unreachable, .connectTimeout, .closed: true
    // What was answered with an error did nothing.
    case .cutOff(let status, _, _): RetryPolicy.isWorthRetrying(status)
    default: false
    }
  }
}
