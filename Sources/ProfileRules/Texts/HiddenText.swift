internal import SourceDiagnostics

/// Finds the invisible characters of a file that have no business where they stand.
///
/// One scalar after the other: a file may have millions, and of a line no more is kept than a bit for
/// each byte.
struct HiddenText {
  enum Kind {
    /// Reorders what is seen: the set of CVE-2021-42574.
    case order
    /// Carries text: tags, and selectors in a row.
    case text
    case invisible
  }

  /// Such characters beside each other.
  struct Run {
    var kind: Kind
    var range: Range<Int>
    var first: Unicode.Scalar
    var count: Int
    var hasLineBreak: Bool
  }

  private let reader: ScalarReader
  private var line: Line

  /// Calls `body` with each run, in file order.
  static func forEach(in bytes: [UInt8], _ body: (Run) -> Void) {
    var offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    // Order is a matter of one line; joiners look at their neighbours.
    while offset < bytes.count {
      let end = bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count
      if bytes[offset..<end].contains(where: { $0 >= 0x80 }) {
        var search = HiddenText(bytes, offset..<end)
        search.search(offset..<end, body)
      }
      offset = end + 1
    }
  }

  private init(_ bytes: [UInt8], _ range: Range<Int>) {
    reader = ScalarReader(bytes: bytes, end: range.upperBound)
    line = Line(range)
  }

  private mutating func search(_ range: Range<Int>, _ body: (Run) -> Void) {
    var offset = range.lowerBound
    var before: Unicode.Scalar = "\n"
    var run: Run?
    while offset < range.upperBound {
      let (scalar, width) = reader.scalar(at: offset)
      guard Self.isHidden(scalar) else {
        if let found = run { body(found) }
        run = nil
        before = scalar
        offset += width
        continue
      }
      // Within a run nothing is right any more.
      if run == nil, let next = allowed(scalar, at: offset, width, after: before) {
        (before, offset) = (next.before, next.offset)
        continue
      }
      let kind = Self.kind(of: scalar, after: before)
      if let found = run, found.kind != kind {
        body(found)
        run = nil
        // What is of another kind is looked at by itself.
        continue
      }
      var grown =
        run
        ?? Run(
          kind: kind,
          range: offset..<offset,
          first: scalar,
          count: 0,
          hasLineBreak: false
        )
      grown.range = grown.range.lowerBound..<offset + width
      grown.count += 1
      if [0x85, 0x2028, 0x2029].contains(scalar.value) { grown.hasLineBreak = true }
      run = grown
      before = scalar
      offset += width
    }
    if let found = run { body(found) }
  }

  /// The scalars of a run.
  static func scalars(of run: Run, in bytes: [UInt8]) -> String.UnicodeScalarView {
    String(decoding: bytes[run.range], as: UTF8.self).unicodeScalars
  }

  /// What tag characters spell; `nil` where others are among them.
  static func spelled(by run: Run, in bytes: [UInt8]) -> String? {
    let scalars = scalars(of: run, in: bytes)
    guard scalars.allSatisfy({ (0xE0020...0xE007F).contains($0.value) }) else { return nil }
    return scalars.lazy.compactMap { Unicode.Scalar($0.value - 0xE0000) }.reduce(into: "") {
      $0.unicodeScalars.append($1)
    }
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Most letters of the world, of which none is hidden.
    case 0..<0x80, 0x370..<0x600, 0x3165..<0xFE00: false
    default: DisplayText.isUnsafe(scalar)
    }
  }

  private static func kind(of scalar: Unicode.Scalar, after before: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: .order
    case 0xE0000...0xE0FFF: .text
    case 0xFE00...0xFE0F where Script.isSelector(before): .text
    default: .invisible
    }
  }

  /// Where the text goes on after characters that belong there, and what stands before that; `nil`
  /// where the one at `offset` does not belong.
  private mutating func allowed(
    _ scalar: Unicode.Scalar,
    at offset: Int,
    _ width: Int,
    after before: Unicode.Scalar
  ) -> (offset: Int, before: Unicode.Scalar)? {
    let after = reader.scalar(at: offset + width).scalar
    let isFine =
      switch scalar.value {
      case 0x200D:
        Script.isEmojiPart(before) && Script.isEmoji(after) || Script.hasJoiners(before)
      case 0x200C: Script.hasJoiners(before)
      case 0x200B: Script.hasHiddenBreaks(before) || Script.hasHiddenBreaks(after)
      case 0xFE0E, 0xFE0F: Script.takesEmojiSelector(before)
      case 0xFE00...0xFE0D: Script.takesSelector(before)
      case 0xE0100...0xE01EF: before.properties.isIdeographic
      case 0x180B...0x180F: (0x1800...0x18AF).contains(before.value)
      case 0x115F, 0x1160: Script.isJamo(before) || Script.isJamo(after)
      case 0x17B4, 0x17B5: (0x1780...0x17FF).contains(before.value)
      case 0x034F: before.properties.generalCategory == .nonspacingMark
      case 0x200E, 0x200F, 0x061C: line.isRightToLeft(reader)
      case 0x202A...0x202C, 0x2066...0x2069: line.isClosed(at: offset, reader)
      default: false
      }
    if isFine { return (offset + width, scalar) }
    // A flag of a region: a black flag, what it is of in tags, and the tag that ends it.
    guard before == "\u{1F3F4}" else { return nil }
    var (end, count) = (offset, 0)
    while count < 8 {
      let (tag, width) = reader.scalar(at: end)
      guard Script.isFlagTag(tag) else { break }
      (end, count) = (end + width, count + 1)
    }
    let (last, lastWidth) = reader.scalar(at: end)
    return count > 0 && count < 8 && last == "\u{E007F}" ? (end + lastWidth, last) : nil
  }
}

/// What the characters of a line mean for each other; found out where it is asked for.
private struct Line {
  private let range: Range<Int>
  private var rightToLeft: Bool?
  /// A bit for each byte of the line: where an embedding or isolate begins or ends that is closed.
  private var closed: [UInt64]?
  /// Unicode's own limit (UAX #9, BD2): deeper ones have no effect.
  private static let depthMax = 125

  init(_ range: Range<Int>) { self.range = range }

  mutating func isRightToLeft(_ reader: ScalarReader) -> Bool {
    if let rightToLeft { return rightToLeft }
    var result = false
    reader.forEach(in: range) { scalar, _ in
      result = Script.isRightToLeft(scalar)
      return !result
    }
    rightToLeft = result
    return result
  }

  mutating func isClosed(at offset: Int, _ reader: ScalarReader) -> Bool {
    guard isRightToLeft(reader) else { return false }
    if closed == nil { closed = closedPairs(reader) }
    let place = offset - range.lowerBound
    guard let word = closed?[place / 64] else { return false }
    return word >> UInt64(place % 64) & 1 == 1
  }

  private func closedPairs(_ reader: ScalarReader) -> [UInt64] {
    let none = [UInt64](repeating: 0, count: range.count / 64 + 1)
    var closed = none
    var open: [(offset: Int, isIsolate: Bool)] = []
    var isPlain = true
    func close(_ offset: Int) {
      let place = offset - range.lowerBound
      closed[place / 64] |= 1 << UInt64(place % 64)
    }
    reader.forEach(in: range) { scalar, offset in
      switch scalar.value {
      case 0x202A, 0x202B: open.append((offset, false))
      case 0x2066...0x2068: open.append((offset, true))
      case 0x202C, 0x2069:
        let isIsolate = scalar.value == 0x2069
        guard let last = open.last, last.isIsolate == isIsolate else { return true }
        open.removeLast()
        close(last.offset)
        close(offset)
      // What an override reorders is never plain, so nothing in its line is.
      case 0x202D, 0x202E: isPlain = false
      default: break
      }
      if open.count > Self.depthMax { isPlain = false }
      return isPlain
    }
    return isPlain ? closed : none
  }
}

/// Reads the scalars of a line. What is no UTF-8 reads as a replacement character of one byte.
private struct ScalarReader {
  let bytes: [UInt8]
  let end: Int

  /// The scalar at a place, and its bytes; a line feed of one byte at the end of the line.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, width: Int) {
    guard offset < end else { return ("\n", 1) }
    let lead = bytes[offset]
    if lead < 0x80 { return (Unicode.Scalar(lead), 1) }
    let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, lead < 0xF5, offset + width <= end else { return ("\u{FFFD}", 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for index in offset + 1..<offset + width {
      guard bytes[index] & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    return Unicode.Scalar(value).map { ($0, width) } ?? ("\u{FFFD}", 1)
  }

  /// Calls `body` with each scalar and its place, as long as it returns `true`.
  func forEach(in range: Range<Int>, _ body: (Unicode.Scalar, Int) -> Bool) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let (scalar, width) = scalar(at: offset)
      guard body(scalar, offset) else { return }
      offset += width
    }
  }
}
