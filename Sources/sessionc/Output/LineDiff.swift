/// The difference between two texts, line by line.
enum LineDiff {
  /// A unified difference with three lines of context, without file headers; empty for equal texts.
  ///
  /// Beyond `workMax` steps the rest counts as replaced whole, so that no pair of files takes long.
  static func unified(_ old: [String], _ new: [String], workMax: Int = 4_000_000) -> [String] {
    let prefix = zip(old, new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - prefix
    let suffix = zip(old.reversed(), new.reversed()).prefix(rest).prefix { $0 == $1 }.count
    let a = Array(old[prefix..<(old.count - suffix)])
    let b = Array(new[prefix..<(new.count - suffix)])
    var edits: [(mark: Character, line: String)] = old[..<prefix].map { (" ", $0) }
    edits +=
      a.count * b.count <= workMax
      ? common(a, b) : a.map { ("-", $0) } + b.map { ("+", $0) }
    edits += old[(old.count - suffix)...].map { (" ", $0) }
    return hunks(edits)
  }

  /// The longest common subsequence, by the textbook table.
  private static func common(_ a: [String], _ b: [String]) -> [(mark: Character, line: String)] {
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
    var edits: [(mark: Character, line: String)] = []
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if i < a.count, j < b.count, a[i] == b[j] {
        edits.append((" ", a[i]))
        (i, j) = (i + 1, j + 1)
      } else if j == b.count
        || i < a.count && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]
      {
        edits.append(("-", a[i]))
        i += 1
      } else {
        edits.append(("+", b[j]))
        j += 1
      }
    }
    return edits
  }

  private static func hunks(_ edits: [(mark: Character, line: String)]) -> [String] {
    let context = 3
    let changed = edits.indices.filter { edits[$0].mark != " " }
    var result: [String] = []
    var (oldLine, newLine, done) = (1, 1, 0)
    var index = 0
    while index < changed.count {
      var last = index
      while last + 1 < changed.count, changed[last + 1] - changed[last] <= context * 2 { last += 1 }
      let start = max(changed[index] - context, done)
      let end = min(changed[last] + context + 1, edits.count)
      for edit in edits[done..<start] {
        if edit.mark != "+" { oldLine += 1 }
        if edit.mark != "-" { newLine += 1 }
      }
      let hunk = edits[start..<end]
      let oldCount = hunk.count { $0.mark != "+" }
      let newCount = hunk.count { $0.mark != "-" }
      result.append("@@ -\(oldLine),\(oldCount) +\(newLine),\(newCount) @@")
      result += hunk.map { "\($0.mark)\($0.line)" }
      (oldLine, newLine, done) = (oldLine + oldCount, newLine + newCount, end)
      index = last + 1
    }
    return result
  }
}
