internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOHTTP1

/// Looks at the status line of an answer before the library does.
///
/// It tells of a status as soon as it is there, also where the connection breaks in the headers behind it:
/// what was accepted must not be sent again. And it stops at statuses below 100, which the library would
/// end the process at.
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
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if head != nil {
      head? += unwrapInboundIn(data).readableBytesView
      guard look() else {
        context.fireErrorCaught(HTTPParserError.invalidStatus)
        context.close(promise: nil)
        return
      }
    }
    context.fireChannelRead(data)
  }

  /// Looks for the status; `false` for one that there cannot be.
  private func look() -> Bool {
    while let bytes = head {
      // HTTP/1.1 200
      guard bytes.count >= 12 else { return true }
      guard bytes.starts(with: "HTTP/1.".utf8),
        let code = Int(String(decoding: bytes[9..<12], as: UTF8.self))
      else {
        head = nil
        return true
      }
      guard code >= 100 else { return false }
      guard code < 200 else {
        status.withLockedValue { $0 = code }
        head = nil
        return true
      }
      // An interim answer: another head follows its empty line.
      guard let end = Self.end(of: bytes) else { return bytes.count <= 65_536 }
      head?.removeFirst(end)
    }
    return true
  }

  private static func end(of head: [UInt8]) -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    return head.firstRange(of: mark)?.upperBound
  }
}
