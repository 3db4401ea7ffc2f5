/// Changes a profile as people do: by lines, blocks, keys and values, so that most of what comes out
/// can still be read and reaches the rules.
struct ProfileMutator {
  private var random: SplitMix
  /// Whether this mutation goes by structure; else libFuzzer changes bytes.
  private(set) var wantsStructure = false
  private var lines: [[UInt8]] = []
  private var fragments: [String] = []

  init(seed: UInt32) {
    random = SplitMix(state: UInt64(seed))
    wantsStructure = number(below: 4) > 0
  }

  /// The text with one to three changes. The same seed makes the same of the same text.
  mutating func mutated(_ text: [UInt8], fragments: [String]) -> [UInt8] {
    self.fragments = fragments
    lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    for _ in 0...number(below: 3) { change() }
    return Array(lines.joined(separator: [0x0A]))
  }

  private mutating func change() {
    let line = number(below: lines.count)
    switch number(below: 18) {
    case 0: if lines.count > 1 { lines.remove(at: line) }
    case 1: lines.insert(lines[line], at: line)
    case 2: lines.swapAt(line, number(below: lines.count))
    case 3: moveBlock(from: line)
    case 4: removeBlock(at: line)
    case 5: indent(line..<line + 1)
    case 6: indent(block(at: line))
    case 7, 8: replaceKey(of: line)
    case 9, 10: replaceValue(of: line)
    case 11: insertMember(at: line)
    case 12: lines[line] += Array((" " + one(of: Vocabulary.ignores)).utf8)
    case 13: lines.insert(blanks(of: line) + one(of: Vocabulary.ignores).utf8, at: line)
    case 14: replaceWord(of: line)
    case 15: insertFragment(in: line)
    case 16: decorate(line)
    default: changeForm()
    }
  }

  // MARK: Lines and blocks

  private func blanks(of line: Int) -> [UInt8] { Array(lines[line].prefix { $0 == 0x20 }) }

  /// A line and those below it that are further to the right.
  private func block(at line: Int) -> Range<Int> {
    let indent = blanks(of: line).count
    let end = lines[(line + 1)...].firstIndex { $0.prefix { $0 == 0x20 }.count <= indent }
    return line..<(end ?? lines.count)
  }

  private mutating func moveBlock(from line: Int) {
    let range = block(at: line)
    let moved = Array(lines[range])
    if number(below: 2) == 0, range.count < lines.count { lines.removeSubrange(range) }
    lines.insert(contentsOf: moved, at: number(below: lines.count + 1))
  }

  private mutating func removeBlock(at line: Int) {
    let range = block(at: line)
    if range.count < lines.count { lines.removeSubrange(range) }
  }

  private mutating func indent(_ range: Range<Int>) {
    let isDeeper = number(below: 2) == 0
    let count = 1 + number(below: 2)
    for index in range {
      if isDeeper {
        lines[index].insert(contentsOf: repeatElement(0x20, count: count), at: 0)
      } else {
        lines[index].removeFirst(min(count, blanks(of: index).count))
      }
    }
  }

  // MARK: Keys and values

  private mutating func replaceKey(of line: Int) {
    guard let colon = lines[line].firstIndex(of: UInt8(ascii: ":")) else { return }
    let start = lines[line][..<colon].lastIndex { $0 == 0x20 || $0 == UInt8(ascii: "{") } ?? -1
    lines[line].replaceSubrange(start + 1..<colon, with: misspelt(one(of: Vocabulary.words)).utf8)
  }

  private mutating func replaceValue(of line: Int) {
    guard let colon = lines[line].firstIndex(of: UInt8(ascii: ":")) else { return }
    lines[line].removeSubrange((colon + 1)...)
    lines[line] += Array((" " + value()).utf8)
  }

  private mutating func insertMember(at line: Int) {
    var text = blanks(of: line)
    if number(below: 4) == 0 { text += Array("- ".utf8) }
    text += Array((one(of: Vocabulary.words) + ": " + value()).utf8)
    lines.insert(text, at: line)
  }

  private mutating func value() -> String {
    number(below: 2) == 0 ? misspelt(one(of: Vocabulary.words)) : one(of: fragments)
  }

  private mutating func misspelt(_ word: String) -> String {
    var scalars = Array(word.unicodeScalars)
    guard number(below: 4) == 0, scalars.count > 3 else { return word }
    switch number(below: 4) {
    case 0: scalars.remove(at: number(below: scalars.count))
    case 1: scalars.swapAt(1, 2)
    case 2: return word.uppercased()
    default: return "\"\(word)\""
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private mutating func replaceWord(of line: Int) {
    let starts = lines[line].indices.filter { index in
      lines[line][index] > 0x20 && (index == 0 || lines[line][index - 1] <= 0x20)
    }
    guard !starts.isEmpty else { return }
    let start = starts[number(below: starts.count)]
    let end = lines[line][start...].firstIndex { $0 <= 0x20 } ?? lines[line].count
    lines[line].replaceSubrange(start..<end, with: value().utf8)
  }

  private mutating func insertFragment(in line: Int) {
    let place = number(below: lines[line].count + 1)
    lines[line].insert(contentsOf: one(of: fragments).utf8, at: place)
  }

  /// An anchor, an alias, a tag, a quote or a comment where a value begins.
  private mutating func decorate(_ line: Int) {
    let place = lines[line].firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? lines[line].count
    let text = one(of: [" &a", " *a", " !!str", " \"", " '", " |", " >-", " # note", " [", " {"])
    lines[line].insert(contentsOf: text.utf8, at: place)
  }

  /// Other line ends, a byte order mark, another indentation.
  private mutating func changeForm() {
    switch number(below: 4) {
    case 0: for index in lines.indices { lines[index].append(0x0D) }
    case 1: lines[0].insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0)
    case 2: indent(0..<lines.count)
    default: lines = [Array(lines.joined(separator: [0x20]))]
    }
  }

  // MARK: Chance

  private mutating func number(below bound: Int) -> Int {
    Int(random.next() % UInt64(max(bound, 1)))
  }

  private mutating func one(of list: [String]) -> String { list[number(below: list.count)] }
}

/// SplitMix64: small, and the same everywhere for the same seed.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
