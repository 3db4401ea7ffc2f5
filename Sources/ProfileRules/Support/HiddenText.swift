internal import SourceDiagnostics

/// Finds the invisible characters of a file that have no business where they stand.
enum HiddenText {
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
    var scalars: [Unicode.Scalar]

    /// What tag characters spell.
    var spelled: String? {
      guard scalars.allSatisfy({ (0xE0020...0xE007F).contains($0.value) }) else { return nil }
      return scalars.compactMap { Unicode.Scalar($0.value - 0xE0000) }.reduce(into: "") {
        $0.unicodeScalars.append($1)
      }
    }
  }

  private struct Character {
    var scalar: Unicode.Scalar
    var offset: Int
  }

  static func find(in bytes: [UInt8]) -> [Run] {
    var found: [Run] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    // Order is a matter of one line; joiners look at their neighbours.
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if bytes[start..<end].contains(where: { $0 >= 0x80 }) {
        search(characters(of: bytes, in: start..<end), into: &found)
      }
      start = end + 1
    }
    return found
  }

  private static func characters(of bytes: [UInt8], in range: Range<Int>) -> [Character] {
    var result: [Character] = []
    result.reserveCapacity(range.count)
    var offset = range.lowerBound
    for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
      result.append(Character(scalar: scalar, offset: offset))
      offset += UTF8.width(scalar)
    }
    result.append(Character(scalar: "\n", offset: offset))
    return result
  }

  private static func search(_ line: [Character], into found: inout [Run]) {
    guard line.contains(where: { DisplayText.isUnsafe($0.scalar) && $0.scalar.value > 0x7F }) else {
      return
    }
    let isRightToLeft = line.contains { Script.isRightToLeft($0.scalar) }
    let closed = isRightToLeft ? closedPairs(of: line) : []
    var index = 0
    while index < line.count - 1 {
      let scalar = line[index].scalar
      guard scalar.value > 0x7F, DisplayText.isUnsafe(scalar) else {
        index += 1
        continue
      }
      if let next = allowed(at: index, in: line, isRightToLeft, closed) {
        index = next
        continue
      }
      let kind = kind(at: index, in: line)
      var end = index + 1
      while end < line.count - 1, line[end].scalar.value > 0x7F,
        DisplayText.isUnsafe(line[end].scalar), self.kind(at: end, in: line) == kind
      {
        end += 1
      }
      found.append(
        Run(
          kind: kind,
          range: line[index].offset..<line[end].offset,
          scalars: line[index..<end].map(\.scalar)
        )
      )
      index = end
    }
  }

  private static func kind(at index: Int, in line: [Character]) -> Kind {
    switch line[index].scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: .order
    case 0xE0000...0xE0FFF: .text
    case 0xFE00...0xFE0F where index > 0 && Script.isSelector(line[index - 1].scalar): .text
    default: .invisible
    }
  }

  /// Where the text goes on after characters that belong there; `nil` where the one at `index` does
  /// not.
  private static func allowed(
    at index: Int,
    in line: [Character],
    _ isRightToLeft: Bool,
    _ closed: Set<Int>
  ) -> Int? {
    let before = index > 0 ? line[index - 1].scalar : "\n"
    let after = line[index + 1].scalar
    let isFine =
      switch line[index].scalar.value {
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
      case 0x200E, 0x200F, 0x061C: isRightToLeft
      case 0x202A...0x202C, 0x2066...0x2069: closed.contains(index)
      default: false
      }
    if isFine { return index + 1 }
    // A flag of a region: a black flag, what it is of in tags, and the tag that ends it.
    guard before == "\u{1F3F4}" else { return nil }
    var end = index
    while Script.isFlagTag(line[end].scalar) { end += 1 }
    return end > index && end - index < 8 && line[end].scalar == "\u{E007F}" ? end + 1 : nil
  }

  /// The places of embeddings and isolates that are closed on their line, and of what closes them.
  private static func closedPairs(of line: [Character]) -> Set<Int> {
    var open: [(index: Int, isIsolate: Bool)] = []
    var closed: Set<Int> = []
    for (index, character) in line.enumerated() {
      switch character.scalar.value {
      case 0x202A, 0x202B: open.append((index, false))
      case 0x2066...0x2068: open.append((index, true))
      case 0x202C, 0x2069:
        let isIsolate = character.scalar.value == 0x2069
        guard let last = open.last, last.isIsolate == isIsolate else { continue }
        open.removeLast()
        closed.formUnion([last.index, index])
      // What an override reorders is never plain, so nothing in its line is.
      case 0x202D, 0x202E: return []
      default: break
      }
    }
    return closed
  }
}
