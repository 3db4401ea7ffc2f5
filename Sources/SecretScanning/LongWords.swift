/// Runs of bytes above `*` that are long enough to hold a secret. Blanks, quotes and controls end
/// them, so ordinary text has few.
///
/// Every byte of every profile comes by here. A run of 15 bytes or more holds eight that lie at a
/// multiple of eight, and those are compared at once.
enum LongWords {
  static let fewest = 15

  /// Calls `body` with each run, in order, until it returns `true`.
  ///
  /// - Returns: whether it did.
  @inline(__always)
  static func contains(
    in text: [UInt8],
    where body: (Range<Int>) -> Bool
  ) -> Bool {
    unsafe text.withUnsafeBytes { bytes in
      let count = bytes.count
      var index = 0
      while index + 8 <= count {
        let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        index += 8
        // A bit for each byte below `+`: see "Bit Twiddling Hacks", a byte less than n.
        if (block &- 0x2B2B_2B2B_2B2B_2B2B) & ~block & 0x8080_8080_8080_8080 != 0 { continue }
        var start = index - 8
        while start > 0, unsafe bytes[start - 1] > 0x2A { start -= 1 }
        while index < count, unsafe bytes[index] > 0x2A { index += 1 }
        if index - start >= fewest, body(start..<index) { return true }
        // To the next multiple of eight, as if every block had been looked at.
        index = (index + 7) & ~7
      }
      return false
    }
  }

  /// Whether a word has what every secret has before its last byte: a digit or a capital, or a sign of
  /// a URL or of an escape. Most words of a profile have none, such as `input_audio_transcription:`.
  @inline(__always)
  static func isOrdinary(_ word: Range<Int>, in text: [UInt8]) -> Bool {
    unsafe text.withUnsafeBytes { bytes in
      let end = word.upperBound - 1
      var index = word.lowerBound
      var found: UInt64 = 0
      while index < end {
        let place = min(index, end - 8)
        let block = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        let ascii = block & 0x7F7F_7F7F_7F7F_7F7F
        // From `0` to `:`, and from `@` to `\`: bit 7 of each byte tells whether it is above a limit.
        let digits =
          (ascii &+ 0x5050_5050_5050_5050) ^ (ascii &+ 0x4545_4545_4545_4545)
        let capitals =
          (ascii &+ 0x4040_4040_4040_4040) ^ (ascii &+ 0x2323_2323_2323_2323)
        found |= (digits | capitals) & ~block & 0x8080_8080_8080_8080
        index += 8
      }
      return found == 0
    }
  }
}
