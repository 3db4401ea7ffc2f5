/// Bytes that grow at their end. A piece is written in place, with one look at who owns the memory and
/// whether there is room: byte by byte, an array asks both each time, which doubled the cost of
/// writing a request.
struct OutputBuffer: Sendable {
  /// As long as there is room for; what lies beyond `count` is not written yet.
  private var storage: [UInt8]
  private(set) var count = 0

  init(room: Int) { storage = [UInt8](repeating: 0, count: room) }

  /// What has been written.
  var bytes: [UInt8] {
    unsafe storage.withUnsafeBufferPointer {
      unsafe Array(UnsafeBufferPointer(rebasing: $0[..<count]))
    }
  }

  /// Gives out what has been written, without a copy; nothing is left.
  mutating func take() -> [UInt8] {
    var bytes: [UInt8] = []
    swap(&bytes, &storage)
    bytes.removeLast(bytes.count - count)
    count = 0
    return bytes
  }

  /// Writes a piece of at most `most` bytes; `body` gets the place and returns the number of them.
  @inline(__always)
  mutating func write(atMost most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    if storage.count - count < most { grow(by: most) }
    let end = count
    unsafe storage.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      count += unsafe body(first + end)
    }
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    unsafe write(atMost: 1) { place in
      unsafe place.pointee = byte
      return 1
    }
  }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let source = text.baseAddress else { return }
    unsafe write(atMost: text.count) { place in
      unsafe place.update(from: source, count: text.count)
      return text.count
    }
  }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe append($0) }
  }

  mutating func append(_ text: [UInt8]) {
    unsafe text.withUnsafeBufferPointer { unsafe append($0) }
  }

  @inline(never)
  private mutating func grow(by count: Int) {
    let room = Swift.max(storage.count, count, 1024)
    storage.append(contentsOf: repeatElement(0, count: room))
  }
}
