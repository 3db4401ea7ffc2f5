internal import SourceDiagnostics

/// The difference between two texts, line by line.
public enum LineDiff {
  /// A line of the difference.
  public struct Edit: Sendable, Equatable {
    public enum Kind: Character, Sendable {
      case same = " "
      case removed = "-"
      case added = "+"
    }

    public var kind: Kind
    public var line: String
  }

  /// Lines beyond this many pairs are compared only between lines that both texts have just once.
  private static let pairsMax = 1_000_000

  /// A unified difference with three lines of context, without file headers; empty for equal texts.
  ///
  /// - Parameter skipped: how many lines stand before these in both files.
  public static func unified(_ old: [String], _ new: [String], from skipped: Int = 0) -> [String] {
    hunks(edits(old, new), from: skipped)
  }

  /// All lines of both texts, in order.
  public static func edits(_ old: [String], _ new: [String]) -> [Edit] {
    edits(old.map(ByteText.init)[...], new.map(ByteText.init)[...])
  }

  private static func edits(_ old: ArraySlice<ByteText>, _ new: ArraySlice<ByteText>) -> [Edit] {
    let prefix = zip(old, new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - prefix
    let suffix = zip(old.reversed(), new.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let a = old.dropFirst(prefix).dropLast(suffix)
    let b = new.dropFirst(prefix).dropLast(suffix)
    var result = old.prefix(prefix).map { Edit(kind: .same, line: $0.text) }
    if a.count * b.count <= pairsMax {
      result += common(Array(a), Array(b))
    } else {
      result += anchored(a, b)
    }
    return result + old.suffix(suffix).map { Edit(kind: .same, line: $0.text) }
  }

  /// Splits long texts at the lines that each has once, as far as these are in the same order.
  private static func anchored(_ a: ArraySlice<ByteText>, _ b: ArraySlice<ByteText>) -> [Edit] {
    let (first, second) = (uniqueLines(a), uniqueLines(b))
    let pairs = first.compactMap { line, place in second[line].map { (place, $0) } }
      .sorted { $0.0 < $1.0 }
    let anchors = increasing(pairs)
    guard !anchors.isEmpty else {
      return a.map { Edit(kind: .removed, line: $0.text) }
        + b.map { Edit(kind: .added, line: $0.text) }
    }
    var result: [Edit] = []
    var (i, j) = (a.startIndex, b.startIndex)
    for (x, y) in anchors + [(a.endIndex, b.endIndex)] {
      result += edits(a[i..<x], b[j..<y])
      if x < a.endIndex { result.append(Edit(kind: .same, line: a[x].text)) }
      (i, j) = (x + 1, y + 1)
    }
    return result
  }

  private static func uniqueLines(_ lines: ArraySlice<ByteText>) -> [ByteText: Int] {
    var places: [ByteText: Int?] = [:]
    for index in lines.indices {
      places[lines[index]] = places[lines[index]] == nil ? .some(index) : .some(nil)
    }
    return places.compactMapValues { $0 }
  }

  /// The longest part of `pairs` in which the second number grows as the first does.
  private static func increasing(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
    var tails: [Int] = []
    var previous = [Int](repeating: -1, count: pairs.count)
    for index in pairs.indices {
      var (low, high) = (0, tails.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[tails[middle]].1 < pairs[index].1 { low = middle + 1 } else { high = middle }
      }
      if low > 0 { previous[index] = tails[low - 1] }
      if low == tails.count { tails.append(index) } else { tails[low] = index }
    }
    var result: [(Int, Int)] = []
    var index = tails.last ?? -1
    while index >= 0 {
      result.append(pairs[index])
      index = previous[index]
    }
    return result.reversed()
  }

  /// The longest common subsequence, by the textbook table.
  private static func common(_ a: [ByteText], _ b: [ByteText]) -> [Edit] {
    let width = b.count + 1
    var lengths = [Int32](repeating: 0, count: (a.count + 1) * width)
    for i in a.indices.reversed() {
      for j in b.indices.reversed() {
        lengths[i * width + j] =
          a[i] == b[j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : max(lengths[(i + 1) * width + j], lengths[i * width + j + 1])
      }
    }
    var result: [Edit] = []
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if i < a.count, j < b.count, a[i] == b[j] {
        result.append(Edit(kind: .same, line: a[i].text))
        (i, j) = (i + 1, j + 1)
      } else if j == b.count
        || i < a.count && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]
      {
        result.append(Edit(kind: .removed, line: a[i].text))
        i += 1
      } else {
        result.append(Edit(kind: .added, line: b[j].text))
        j += 1
      }
    }
    return result
  }

  private static func hunks(_ edits: [Edit], from skipped: Int) -> [String] {
    let context = 3
    let changed = edits.indices.filter { edits[$0].kind != .same }
    var result: [String] = []
    var (oldLine, newLine, done) = (skipped + 1, skipped + 1, 0)
    var index = 0
    while index < changed.count {
      var last = index
      while last + 1 < changed.count, changed[last + 1] - changed[last] <= context * 2 + 1 {
        last += 1
      }
      let start = max(changed[index] - context, done)
      let end = min(changed[last] + context + 1, edits.count)
      for edit in edits[done..<start] {
        if edit.kind != .added { oldLine += 1 }
        if edit.kind != .removed { newLine += 1 }
      }
      let hunk = edits[start..<end]
      let oldCount = hunk.count { $0.kind != .added }
      let newCount = hunk.count { $0.kind != .removed }
      // An empty side is counted from the line before it.
      let oldStart = oldCount == 0 ? oldLine - 1 : oldLine
      let newStart = newCount == 0 ? newLine - 1 : newLine
      result.append("@@ -\(oldStart),\(oldCount) +\(newStart),\(newCount) @@")
      result += hunk.map { "\($0.kind.rawValue)\($0.line)" }
      (oldLine, newLine, done) = (oldLine + oldCount, newLine + newCount, end)
      index = last + 1
    }
    return result
  }
}
