internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOHTTP1

/// Looks at the status line of an answer before the library does: tells of a status as soon as it is
/// there, also where the connection breaks in the headers behind it. What was accepted must not be sent
/// again.
final class StatusLineWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let status: NIOLockedValueBox<Int?>
  /// The head so far; `nil` once the status of the answer is known.
  private var head: [UInt8]? = []

  init(_ status: NIOLockedValueBox<Int?>) { self.status = status }

  /// Puts a watch behind TLS and before the library's own reader.
  static func add(to channel: any Channel, noting status: NIOLockedValueBox<Int?>) throws {
    let pipeline = channel.pipeline.syncOperations
    let encoder = try pipeline.handler(type: HTTPRequestEncoder.self)
    try pipeline.addHandler(StatusLineWatch(status), position: .before(encoder))
    let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
    try pipeline.addHandler(StatusGuard(), position: .after(decoder))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if head != nil {
      head? += unwrapInboundIn(data).readableBytesView
      look()
    }
    context.fireChannelRead(data)
  }

  private func look() {
    while let bytes = head {
      // Readers skip line ends before a status line.
      let line = bytes.drop { $0 == 0x0D || $0 == 0x0A }
      // HTTP/1.1 200
      guard line.count >= 12 else { return }
      let code = Int(String(decoding: line.dropFirst(9).prefix(3), as: UTF8.self))
      guard line.starts(with: "HTTP/1.".utf8), let code, code >= 100 else {
        head = nil
        return
      }
      guard code < 200 else {
        status.withLockedValue { $0 = code }
        head = nil
        return
      }
      // An interim answer: another head follows its empty line.
      guard let end = Self.end(of: Array(line)), bytes.count <= 65_536 else { return }
      head = Array(line.dropFirst(end))
    }
  }

  private static func end(of head: [UInt8]) -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    return head.firstRange(of: mark)?.upperBound
  }
}

/// Stops at statuses below 100, which the library would end the process at.
private final class StatusGuard: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  private var isStopped = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isStopped else { return }
    if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
      isStopped = true
      context.fireErrorCaught(HTTPParserError.invalidStatus)
      context.close(promise: nil)
      return
    }
    context.fireChannelRead(data)
  }
}
