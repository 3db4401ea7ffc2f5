internal import SourceDiagnostics

/// The file as libyaml gets it: of the same length and with the same marks, but with the few
/// sequences replaced that libyaml reads otherwise than YAML 1.2 and JSON do.
///
/// - U+0085, U+2028 and U+2029 are ordinary characters in YAML 1.2; libyaml takes them for line
///   breaks, so one visible line could hold a second key. U+007F to U+009F, U+FFFE and U+FFFF may stand
///   in quotes (YAML 1.2.2, section 5.1), where JSON writes them as they are; libyaml refuses them. Each
///   is replaced by a letter of the same length.
/// - `\ud83d\ude00`, a surrogate pair as JSON writers escape it, libyaml refuses. Each pair is
///   replaced by an escape of the same length, once libyaml has complained.
///
/// Scalars that cover a replaced place get their text from the original (`restored`).
struct PreparedInput {
  /// The file's own bytes.
  let original: [UInt8]
  /// Where the text begins: after a byte order mark.
  let base: Int
  let isASCII: Bool
  private(set) var bytes: [UInt8]
  /// Places of the characters that may stand in quotes alone, in file order.
  private(set) var foreignBreaks: [UInt32] = []
  /// Places of replaced surrogate pairs, in file order.
  private(set) var surrogatePairs: [UInt32] = []
  private var pairMarker: [UInt8] = []

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  /// `\uD83D\uDE00`.
  private static let pairLength = 12

  init(_ original: [UInt8]) {
    self.original = original
    base = original.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
    bytes = original
    let greatest = original.reduce(0, max)
    isASCII = greatest < 0x80
    if greatest >= 0x7F { replaceForeignBreaks() }
  }

  /// Whether some of the text differs from the file.
  var hasReplacements: Bool { !foreignBreaks.isEmpty || !surrogatePairs.isEmpty }

  private mutating func replaceForeignBreaks() {
    var index = base
    // A file never ends in quotes.
    while index + 1 < bytes.count {
      if bytes[index] == 0xC2, bytes[index + 1] &- 0x80 < 0x20 {
        foreignBreaks.append(UInt32(index))
        bytes[index + 1] = 0xAA  // U+00AA, a letter
      } else if bytes[index] == 0x7F {
        foreignBreaks.append(UInt32(index))
        bytes[index] = UInt8(ascii: "x")
      } else if bytes[index] == 0xEF, bytes[index + 1] == 0xBF, index + 2 < bytes.count,
        bytes[index + 2] == 0xBE || bytes[index + 2] == 0xBF
      {
        foreignBreaks.append(UInt32(index))
        bytes[index] = 0xE2
        bytes[index + 1] = 0x84  // U+212A or so, a letter
        bytes[index + 2] = 0xAA
      } else if bytes[index] == 0xE2, bytes[index + 1] == 0x80, index + 2 < bytes.count,
        bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9
      {
        foreignBreaks.append(UInt32(index))
        bytes[index + 1] = 0x84  // U+212A or so, a letter
        bytes[index + 2] = 0xAA
      }
      index += 1
    }
  }

  /// Replaces every well-formed surrogate pair escape; `false` where there is none, or where no
  /// marker can be found that the file does not hold already.
  mutating func replaceSurrogatePairs() -> Bool {
    guard surrogatePairs.isEmpty else { return false }
    var pairs: [UInt32] = []
    var index = base
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if Escapes.surrogatePair(at: index, in: bytes[...]) != nil {
        pairs.append(UInt32(index))
        index += Self.pairLength
      } else {
        index += 2  // the escaped character cannot begin an escape
      }
    }
    guard !pairs.isEmpty, let marker = unusedMarker() else { return false }
    for start in pairs {
      let start = Int(start)
      bytes.replaceSubrange(start..<start + Self.pairLength, with: marker)
    }
    pairMarker = marker
    surrogatePairs = pairs
    return true
  }

  private func unusedMarker() -> [UInt8]? {
    for letter in "ABCDEFGH".utf8 {
      let hex = String(letter, radix: 16)
      let marker = Array("\\u00\(hex)\\u00\(hex)".utf8)
      if !bytes.contains(marker) { return marker }
    }
    return nil
  }

  /// The foreign line breaks inside `span`, which is half open.
  func foreignBreaks(in span: Range<Int>) -> ArraySlice<UInt32> {
    let first = foreignBreaks.partitioningIndex { Int($0) >= span.lowerBound }
    let end = foreignBreaks.partitioningIndex { Int($0) >= span.upperBound }
    return foreignBreaks[first..<max(first, end)]
  }

  /// The text of a scalar that covers a replaced place; `nil` where the text from libyaml is right.
  func restored(_ text: [UInt8], style: ScalarStyle, span: Range<Int>) -> [UInt8]? {
    switch style {
    case .singleQuoted, .doubleQuoted:
      guard first(of: foreignBreaks, in: span) ?? first(of: surrogatePairs, in: span) != nil
      else { return nil }
      return QuotedScalar.decode(original[span])
    case .plain, .literal, .folded:
      return first(of: surrogatePairs, in: span).map { restoringMarkers(in: text, from: $0) }
    }
  }

  /// Puts back, in order, the escapes that were only text.
  private func restoringMarkers(in text: [UInt8], from start: Int) -> [UInt8] {
    var next = surrogatePairs.partitioningIndex { Int($0) >= start }
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == pairMarker[0], text[index...].starts(with: pairMarker),
        next < surrogatePairs.count
      {
        let pair = Int(surrogatePairs[next])
        result += original[pair..<pair + Self.pairLength]
        next += 1
        index += Self.pairLength
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }

  private func first(of places: [UInt32], in span: Range<Int>) -> Int? {
    let index = places.partitioningIndex { Int($0) >= span.lowerBound }
    guard index < places.count, Int(places[index]) < span.upperBound else { return nil }
    return Int(places[index])
  }
}

extension [UInt8] {
  fileprivate func contains(_ needle: [UInt8]) -> Bool {
    guard let first = needle.first, count >= needle.count else { return false }
    return (0...(count - needle.count)).contains { start in
      self[start] == first && self[start...].starts(with: needle)
    }
  }
}
