/// Turns libyaml's marks, which count Unicode scalars, into byte offsets.
///
/// Events come in file order, so the map walks along from the last place asked for; a whole file
/// costs one pass, and pure ASCII nothing.
struct MarkMap {
  private let isASCII: Bool
  /// Where libyaml's text begins in the file: after a byte order mark.
  private let base: Int
  private var scalar = 0
  private var offset: Int

  init(isASCII: Bool, base: Int) {
    self.isASCII = isASCII
    self.base = base
    offset = base
  }

  /// The byte offset of a scalar index, at most the end of `bytes`.
  @inline(__always)
  mutating func offset(of index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    isASCII ? min(base + index, bytes.count) : unsafe walk(to: index, in: bytes)
  }

  private mutating func walk(to index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    while scalar < index, offset < bytes.count {
      offset += 1
      while offset < bytes.count, unsafe bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      scalar += 1
    }
    while scalar > index, offset > base {
      offset -= 1
      while offset > base, unsafe bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
      scalar -= 1
    }
    return offset
  }
}
