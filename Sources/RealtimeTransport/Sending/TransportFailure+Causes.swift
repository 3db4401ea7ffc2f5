internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

/// What the library's errors mean for whoever sends.
extension TransportFailure {
  /// The failure of a request that was not answered.
  init(_ error: any Error) {
    self.init(Self.kind(of: error), detail: String(describing: error))
  }

  private static func kind(of error: any Error) -> Kind {
    switch error {
    case let error as HTTPClientError: return kind(of: error)
    case let error as NIOConnectionError:
      if let failure = error.connectionErrors.first { return kind(of: failure.error) }
      return .unknownHost
    case let error as IOError: return kind(of: error)
    case let error as NIOSSLError: return kind(of: error)
    case let error as NIOSSLExtraError where error == .failedToValidateHostname:
      return .wrongHostName
    case is SocketAddressError: return .unknownHost
    case is HTTPParserError: return .notHTTP
    case ChannelError.connectTimeout: return .connectTimeout
    case ChannelError.inputClosed, ChannelError.outputClosed, ChannelError.ioOnClosedChannel,
      ChannelError.eof:
      return .closed
    default: return .other
    }
  }

  private static func kind(of error: HTTPClientError) -> Kind {
    switch error {
    case .connectTimeout, .tlsHandshakeTimeout, .httpProxyHandshakeTimeout,
      .getConnectionFromPoolTimeout:
      return .connectTimeout
    case .remoteConnectionClosed: return .closed
    case .invalidProxyResponse: return .proxyRefused
    case .proxyAuthenticationRequired: return .proxyWantsPassword
    default: return .other
    }
  }

  private static func kind(of error: IOError) -> Kind {
    switch error.errnoCode {
    case ECONNREFUSED: .refused
    case ECONNRESET, EPIPE: .closed
    case ETIMEDOUT: .connectTimeout
    case EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL, EHOSTDOWN: .unreachable
    default: .other
    }
  }

  private static func kind(of error: NIOSSLError) -> Kind {
    switch error {
    case .unableToValidateCertificate, .noCertificateToValidate: .untrusted
    case .handshakeFailed(let cause):
      switch String(describing: cause) {
      case let text where text.contains("CERTIFICATE_VERIFY_FAILED"): .untrusted
      case let text
      where text.contains("PROTOCOL_VERSION") || text.contains("UNSUPPORTED_PROTOCOL"):
        .oldTLS
      case let text where text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST"):
        .notTLS
      default: .handshake
      }
    case .uncleanShutdown: .closed
    default: .handshake
    }
  }
}
