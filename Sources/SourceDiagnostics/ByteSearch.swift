extension [UInt8] {
  /// Whether a character stands somewhere. Without a branch, as `contains(window:)`, and quicker.
  package func contains(anywhere byte: UInt8) -> Bool {
    unsafe withUnsafeBufferPointer { bytes in
      var least: UInt8 = 0xFF
      for index in 0..<bytes.count { least = unsafe Swift.min(least, bytes[index] ^ byte) }
      return least == 0
    }
  }

  /// Whether a character stands twice on end somewhere. Without a branch, as `contains(window:)`.
  package func contains(pairOf byte: UInt8) -> Bool {
    guard count >= 2 else { return false }
    return unsafe withUnsafeBufferPointer { bytes in
      guard let first = bytes.baseAddress else { return false }
      let second = unsafe first + 1
      var least: UInt8 = 0xFF
      for index in 0..<bytes.count - 1 {
        least = unsafe Swift.min(least, (first[index] ^ byte) | (second[index] ^ byte))
      }
      return least == 0
    }
  }

  /// Whether every byte is a printable character of ASCII or a line feed. Without a branch.
  package var isPrintableASCII: Bool {
    unsafe withUnsafeBufferPointer { bytes in
      var refused: UInt8 = 0
      for index in 0..<bytes.count {
        let byte = unsafe bytes[index]
        let isPrintable: UInt8 = byte &- 0x20 < 0x5F ? 1 : 0
        let isLineFeed: UInt8 = byte == 0x0A ? 1 : 0
        refused |= (isPrintable | isLineFeed) ^ 1
      }
      return refused == 0
    }
  }

  /// Whether one of these bytes stands somewhere. Without a branch.
  package func containsAny(
    _ one: UInt8,
    _ two: UInt8,
    _ three: UInt8,
    _ four: UInt8,
    _ five: UInt8
  ) -> Bool {
    unsafe withUnsafeBufferPointer { bytes in
      var least: UInt8 = 0xFF
      for index in 0..<bytes.count {
        let byte = unsafe bytes[index]
        let first = Swift.min(byte ^ one, byte ^ two)
        let second = Swift.min(byte ^ three, byte ^ four)
        least = Swift.min(least, Swift.min(Swift.min(first, second), byte ^ five))
      }
      return least == 0
    }
  }

  /// Whether these four characters stand beside each other somewhere. Without a branch, so that many
  /// bytes are compared at a time: for looking through whole files for what hardly any of them has.
  package func contains(window: StaticString) -> Bool {
    guard count >= 4, window.utf8CodeUnitCount == 4 else { return false }
    return unsafe withUnsafeBufferPointer { bytes in
      let wanted = unsafe (
        window.utf8Start[0], window.utf8Start[1], window.utf8Start[2], window.utf8Start[3]
      )
      guard let first = bytes.baseAddress else { return false }
      let (second, third, fourth) = unsafe (first + 1, first + 2, first + 3)
      var least: UInt8 = 0xFF
      for index in 0..<bytes.count - 3 {
        let one = unsafe (first[index] ^ wanted.0) | (second[index] ^ wanted.1)
        let two = unsafe (third[index] ^ wanted.2) | (fourth[index] ^ wanted.3)
        least = Swift.min(least, one | two)
      }
      return least == 0
    }
  }
}

extension ArraySlice<UInt8> {
  /// Where a text first stands in it, compared byte by byte.
  package func firstRange(ofBytes wanted: some Collection<UInt8>) -> Range<Int>? {
    // Not generic inside, since it is called from other modules.
    first(Array(wanted)).map { $0..<$0 + wanted.count }
  }

  private func first(_ wanted: [UInt8]) -> Int? {
    guard let first = wanted.first, count >= wanted.count else { return nil }
    return unsafe withUnsafeBufferPointer { bytes in
      unsafe wanted.withUnsafeBufferPointer { wanted in
        for index in 0...(bytes.count - wanted.count) where unsafe bytes[index] == first {
          let part = unsafe UnsafeBufferPointer(rebasing: bytes[index..<index + wanted.count])
          if unsafe part.elementsEqual(wanted) { return startIndex + index }
        }
        return nil
      }
    }
  }
}

extension [UInt8] {
  /// Where a text first stands in it, compared byte by byte.
  package func firstRange(ofBytes wanted: some Collection<UInt8>) -> Range<Int>? {
    self[...].firstRange(ofBytes: wanted)
  }
}
