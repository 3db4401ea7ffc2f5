/// What libyaml's reader does before anything is scanned: it makes sure that a text is UTF-8 and has
/// only characters that YAML allows, and counts them. It takes them one by one, and that is a sixth of
/// its scan; here many bytes are looked at together.
///
/// What is allowed is `c-printable` of YAML 1.2.2, section 5.1.
enum ReadableText {
  /// The number of Unicode scalars of a text that libyaml would read to its end; `nil` where it would
  /// stop, to say why.
  static func scalarCount(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    if unsafe isPlainASCII(bytes) { return bytes.count }
    var index = 0
    var count = 0
    while index < bytes.count {
      guard let length = unsafe scalarLength(at: index, in: bytes) else { return nil }
      index += length
      count += 1
    }
    return count
  }

  /// Without a branch in the loop, so that it compares many bytes at a time.
  private static func isPlainASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var refused: UInt8 = 0
    for index in 0..<bytes.count {
      let byte = unsafe bytes[index]
      let isBlank: UInt8 = byte == 0x09 || byte == 0x0A || byte == 0x0D ? 1 : 0
      let isPrintable: UInt8 = byte &- 0x20 < 0x5F ? 1 : 0
      refused |= (isBlank | isPrintable) ^ 1
    }
    return refused == 0
  }

  /// The length of the scalar that begins here, in bytes; `nil` where it is broken or not allowed.
  private static func scalarLength(at index: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let lead = unsafe bytes[index]
    if lead < 0x80 {
      let isAllowed = lead &- 0x20 < 0x5F || lead == 0x09 || lead == 0x0A || lead == 0x0D
      return isAllowed ? 1 : nil
    }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, lead < 0xF8, bytes.count - index >= length else { return nil }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for next in 1..<length {
      let byte = unsafe bytes[index + next]
      guard byte & 0xC0 == 0x80 else { return nil }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let isAllowed =
      switch value {
      case 0x85, 0xA0...0x7FF: length == 2
      case 0x800...0xD7FF, 0xE000...0xFFFD: length == 3
      case 0x10000...0x10FFFF: length == 4
      default: false
      }
    return isAllowed ? length : nil
  }
}
