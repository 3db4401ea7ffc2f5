internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A server on this machine that keeps every byte it gets and answers as a test says. It knows just
/// enough of HTTP to see where a request ends.
public final class LoopbackServer: Sendable {
  private let channel: any Channel
  private let record = NIOLockedValueBox<[String]>([])

  /// Listens until it is released.
  ///
  /// - Parameters:
  ///   - certificate: for TLS; without one it speaks plain HTTP.
  ///   - replies: one for each request; the last one is for all that follow.
  public init(certificate: TestCertificate? = nil, _ replies: Reply...) throws {
    let context = try certificate?.context
    let record = record
    channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          }
          try channel.pipeline.syncOperations.addHandler(
            RequestHandler { request in
              let place = record.withLockedValue { record in
                record.append(request)
                return record.count - 1
              }
              return replies.indices.contains(place) ? replies[place] : replies.last ?? Reply([])
            }
          )
        }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
  }

  deinit { channel.close(promise: nil) }

  public var port: Int { channel.localAddress?.port ?? 0 }

  /// A port on which nothing listens.
  public static func unusedPort() throws -> Int {
    let channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(host: "127.0.0.1", port: 0).wait()
    let port = channel.localAddress?.port ?? 0
    try channel.close().wait()
    return port
  }

  /// Every request as it came, byte for byte.
  public var requests: [String] { record.withLockedValue { $0 } }
}

/// Collects the bytes of a request and does the steps of its reply.
private final class RequestHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let reply: (String) -> Reply
  private var received: [UInt8] = []

  init(_ reply: @escaping (String) -> Reply) { self.reply = reply }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += unwrapInboundIn(data).readableBytesView
    guard let length = Self.lengthOfRequest(received), received.count >= length else { return }
    let request = String(decoding: received.prefix(length), as: UTF8.self)
    received.removeFirst(length)
    perform(reply(request).steps[...], context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func perform(_ steps: ArraySlice<Reply.Step>, _ context: ChannelHandlerContext) {
    var rest = steps
    while let step = rest.popFirst() {
      switch step {
      case .send(let bytes):
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
      case .wait(let milliseconds):
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let next = rest
        context.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) {
          let (handler, context) = bound.value
          handler.perform(next, context)
        }
        return
      case .close:
        // What has been written goes out first.
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in
          channel.close(promise: nil)
        }
      case .reset:
        // Closed without lingering, a connection is reset.
        let channel = context.channel as? any SocketOptionProvider
        channel?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in }
        context.channel.close(promise: nil)
      }
    }
  }

  /// Head and body together; `nil` while the head is not whole.
  private static func lengthOfRequest(_ bytes: [UInt8]) -> Int? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
    let head = text[..<end.upperBound]
    let field = head.lowercased().split(separator: "\r\n").first {
      $0.hasPrefix("content-length:")
    }
    let length = field.flatMap { Int($0.split(separator: ":")[1].drop { $0 == " " }) } ?? 0
    return head.utf8.count + length
  }
}
