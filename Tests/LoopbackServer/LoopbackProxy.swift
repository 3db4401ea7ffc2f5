internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOPosix

/// A proxy on this machine that takes `CONNECT` and passes bytes on in both directions.
public final class LoopbackProxy: Sendable {
  private let channel: any Channel
  private let record = NIOLockedValueBox<[String]>([])

  /// Listens until it is released.
  ///
  /// - Parameter port: where everything is passed on to, whatever host the client asks for.
  public init(to port: Int, answer: String = "HTTP/1.1 200 Connected\r\n\r\n") throws {
    let record = record
    channel = try ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = ConnectHandler(port: port, answer: answer) { head in
            record.withLockedValue { $0.append(head) }
          }
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
      .bind(host: "127.0.0.1", port: 0).wait()
  }

  deinit { channel.close(promise: nil) }

  public var port: Int { channel.localAddress?.port ?? 0 }

  /// The head of every `CONNECT` as it came.
  public var requests: [String] { record.withLockedValue { $0 } }
}

/// Waits for the head of a `CONNECT`, connects, and passes on what follows.
private final class ConnectHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let port: Int
  private let answer: String
  private let note: (String) -> Void
  private var received: [UInt8] = []
  private var peer: (any Channel)?

  init(port: Int, answer: String, note: @escaping (String) -> Void) {
    self.port = port
    self.answer = answer
    self.note = note
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if let peer {
      peer.writeAndFlush(unwrapInboundIn(data), promise: nil)
      return
    }
    received += unwrapInboundIn(data).readableBytesView
    let head = String(decoding: received, as: UTF8.self)
    guard head.hasSuffix("\r\n\r\n") else { return }
    note(head)
    let client = context.channel
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let answer = answer
    // On the loop of the client, so that nothing is handed from one to another.
    ClientBootstrap(group: context.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(PassHandler(to: client))
        }
      }
      .connect(host: "127.0.0.1", port: port)
      .whenSuccess { channel in
        bound.value.peer = channel
        client.writeAndFlush(ByteBuffer(string: answer), promise: nil)
      }
  }

  func channelInactive(context: ChannelHandlerContext) { peer?.close(promise: nil) }
}

private final class PassHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let client: any Channel

  init(to client: any Channel) { self.client = client }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    client.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }
}
