internal import SourceDiagnostics

/// A text with what may hide letters in it decoded, and where each part of it is written.
///
/// A reader of the file turns `sk-\x37…` into `sk-7…`; so does whoever reads a report of it. What is
/// decoded here is what any of the formats has that a text may come from or go to: escapes of YAML,
/// JSON and our own reports, percent escapes of URLs, escapes of JSON Pointers, entities of HTML and
/// XML, and the NULs that stand between letters in UTF-16 and UTF-32. Whether one of them means
/// anything at its place is not asked: more texts are looked at than need be.
struct DecodedText {
  let bytes: [UInt8]
  private let original: [UInt8]
  private let hidings: Hidings

  /// What hides letters: looked for one after the other, since an escape may be in UTF-16.
  private enum Hidings { case nuls, escapes }

  /// A part of a text that stands for something else.
  struct Unit {
    /// In bytes of the text as it is written; at least 1.
    var length: Int
    /// What it stands for; `nil` for nothing.
    var scalar: Unicode.Scalar?
  }

  /// Leaves out the NULs; `nil` where there are none.
  static func withoutNULs(_ text: [UInt8]) -> DecodedText? {
    text.containsAny(0, 0, 0, 0, 0) ? DecodedText(text, .nuls) : nil
  }

  /// Decodes every escape once; `nil` where there is none.
  static func withoutEscapes(_ text: [UInt8]) -> DecodedText? {
    Escape.mayOccur(in: text) ? DecodedText(text, .escapes) : nil
  }

  private init?(_ text: [UInt8], _ hidings: Hidings) {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if let found = Self.unit(at: index, in: text, hidings) {
        if let scalar = found.scalar {
          if scalar.value < 0x80 {
            result.append(UInt8(truncatingIfNeeded: scalar.value))
          } else {
            result += Self.encoded(scalar)
          }
        }
        index += found.length
      } else {
        result.append(text[index])
        index += 1
      }
    }
    // Every unit is longer than what it stands for.
    guard result.count < text.count else { return nil }
    bytes = result
    original = text
    self.hidings = hidings
  }

  @inline(__always)
  private static func unit(at index: Int, in text: [UInt8], _ hidings: Hidings) -> Unit? {
    switch hidings {
    case .nuls: text[index] == 0 ? Unit(length: 1, scalar: nil) : nil
    case .escapes: Escape.begins(text[index]) ? Escape.at(index, in: text) : nil
    }
  }

  private static func encoded(_ scalar: Unicode.Scalar) -> Unicode.UTF8.EncodedScalar {
    Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter
  }

  /// Where parts of the decoded text are written.
  ///
  /// - Parameter ranges: in order; none begins before another ends.
  func places(of ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var rest = ranges[...]
    var (written, decoded) = (0, 0)
    var start = 0
    while let range = rest.first, written < original.count {
      let found = Self.unit(at: written, in: original, hidings)
      let length = found?.length ?? 1
      let count = found.map { $0.scalar.map { Self.encoded($0).count } ?? 0 } ?? 1
      if count > 0, decoded <= range.lowerBound, range.lowerBound < decoded + count {
        start = written
      }
      written += length
      decoded += count
      guard decoded >= range.upperBound else { continue }
      result.append(start..<written)
      rest.removeFirst()
      // The next one may begin in the same unit.
      if let next = rest.first, next.lowerBound < decoded { start = written - length }
    }
    return result
  }
}
