internal import RequestDifference
internal import SourceDiagnostics

/// A comparison for the comment of a pull request. What comes from a file stands in code, so that it is no
/// mention, link, image or tag.
struct MarkdownDifferenceReport {
  private let grouped: GroupedComparison
  private let options: DifferenceOptions

  /// GitHub takes 65,536 characters.
  private static let charactersMax = 60_000
  /// By it a workflow finds its own comment again.
  static let marker = "<!-- sessionc-diff -->"

  init(_ grouped: GroupedComparison, _ options: DifferenceOptions) {
    (self.grouped, self.options) = (grouped, options)
  }

  /// A row of a table.
  private struct Row {
    var level: ChangeLevel
    var cells: [String]
    var details: String?
  }

  var bytes: [UInt8] {
    var text = "\(Self.marker)\n**sessionc:** \(grouped.summary)\n"
    // Room for what is said of what is left out.
    var room = Self.charactersMax - text.utf16.count - 500
    func add(_ part: String) -> Bool {
      guard part.utf16.count <= room else { return false }
      room -= part.utf16.count
      text += part
      return true
    }
    var leftOut: [ChangeLevel: Int] = [:]
    var texts: [String] = []
    let rows = rows
    for level in ChangeLevel.allCases.reversed() {
      let own = rows.filter { $0.level == level }
      guard !own.isEmpty else { continue }
      let head =
        "\n#### \(level.rawValue)\n\n| profile | field | change | kind |\n| --- | --- | --- | --- |\n"
      var isFull = !add(head)
      for row in own {
        isFull = isFull || !add("| " + row.cells.joined(separator: " | ") + " |\n")
        if isFull {
          leftOut[level, default: 0] += 1
        } else if let details = row.details {
          texts.append(details)
        }
      }
    }
    for problem in problems { _ = add("\n" + problem + "\n") }
    var more = 0
    if !texts.isEmpty {
      let title = texts.count == 1 ? "1 text or schema" : "\(texts.count) texts and schemas"
      let (head, end) = ("\n<details><summary>\(title)</summary>\n", "\n</details>\n")
      if add(head + end) {
        text.removeLast(end.count)
        for details in texts where !add("\n" + details) { more += 1 }
        text += end
      } else {
        more = texts.count
      }
    }
    if hidden > 0 {
      text += "\n\(hidden) cosmetic change\(hidden == 1 ? " is" : "s are") not shown (`--all`).\n"
    }
    if !leftOut.isEmpty || more > 0 {
      let counts = ChangeLevel.allCases.reversed().compactMap { level in
        leftOut[level].map { "\($0) \(level.rawValue)" }
      }
      let parts = counts + (more > 0 ? ["\(more) text\(more == 1 ? "" : "s")"] : [])
      text +=
        "\nLeft out, since a comment has no room for more: \(parts.joined(separator: ", ")).\n"
    }
    return Array(text.utf8)
  }

  private var hidden: Int {
    grouped.blocks.reduce(0) { $0 + $1.hidden }
      + grouped.comparison.profiles.indices.reduce(0) { $0 + grouped.own($1).hidden }
  }

  private var problems: [String] {
    grouped.comparison.profiles.filter { $0.status == .failed }.map { profile in
      let lines = profile.problems.map { Self.code($0) }
      return "\(Self.code(profile.title)) cannot be compared: \(lines.joined(separator: ", "))"
    }
  }

  private var rows: [Row] {
    var rows: [Row] = []
    for block in grouped.blocks {
      let cause = block.cause.map { Self.cell($0.title) } ?? "the same change"
      let profiles = Self.cell(grouped.names(of: block.profiles))
      rows += block.changes.map { row($0, "\(cause) in \(profiles)") }
    }
    for (index, profile) in grouped.comparison.profiles.enumerated() {
      let name = Self.cell(profile.title)
      switch profile.status {
      case .same, .failed: break
      case .changed:
        rows += grouped.own(index).shown.map { change in
          let place = (change.textPlace ?? change.place).map { " at \(Self.cell($0.title))" }
          return row(change, name + (place ?? ""))
        }
      case .added, .removed:
        rows += profile.changes.map { row($0, "\(name) \(profile.status.rawValue)") }
      case .renamed:
        let old = Self.cell(profile.oldFile ?? "")
        rows.append(Row(level: .cosmetic, cells: [name, "", "renamed from \(old)", ""]))
      }
    }
    return rows
  }

  private func row(_ change: ProfileChange, _ place: String) -> Row {
    let transition = ValueText.transition(change, arrow: "→")
    let cells = [
      place, change.path.isEmpty ? "" : Self.cell(change.path),
      transition.isEmpty ? "see below" : Self.cell(transition), change.rule.name,
    ]
    return Row(level: change.level, cells: cells, details: details(of: change))
  }

  private func details(of change: ProfileChange) -> String? {
    var lines = change.toldDetails.prefix(options.placesMax).map { ValueText.shown($0, arrow: "→") }
    if let text = change.text {
      for (index, hunk) in text.hunks.prefix(options.placesMax).enumerated() {
        if index > 0 { lines.append("  …") }
        lines += HunkLines(hunk).lines.map(Self.line)
      }
      let more = text.hunks.count - options.placesMax
      if more > 0 { lines.append("  … \(more) more") }
    }
    guard !lines.isEmpty else { return nil }
    let body = Self.withoutLongTicks(lines.joined(separator: "\n"))
    let fence = String(repeating: "`", count: max(3, Self.longestTicks(in: body) + 1))
    return "\(Self.code(change.path))\n\(fence)diff\n\(body)\n\(fence)\n"
  }

  private static func line(_ line: HunkLines.Line) -> String {
    let isWhole = line.whole == .removed || line.whole == .added
    let start = line.whole == .removed ? "- " : line.whole == .added ? "+ " : "  "
    return line.pieces.reduce(into: start) { result, piece in
      let text = DisplayText.escaped(piece.text)
      switch piece.operation {
      case .same: result += text
      case .skipped: result += "…"
      case .removed: result += isWhole ? text : "[-\(text)-]"
      case .added: result += isWhole ? text : "{+\(text)+}"
      }
    }
  }

  // MARK: Code

  private static func longestTicks(in text: String) -> Int {
    var (longest, length) = (0, 0)
    for byte in text.utf8 {
      length = byte == UInt8(ascii: "`") ? length + 1 : 0
      longest = max(longest, length)
    }
    return longest
  }

  /// A text whose runs of backticks a reader of Markdown can count: some stop at 80.
  private static func withoutLongTicks(_ text: String) -> String {
    longestTicks(in: text) > 32 ? text.replacing("`", with: "\\u{60}") : text
  }

  /// A text as code, on one line.
  static func code(_ text: String) -> String {
    let text = withoutLongTicks(DisplayText.escaped(text))
    guard !text.isEmpty else { return "(empty)" }
    let ticks = String(repeating: "`", count: longestTicks(in: text) + 1)
    let isTicked = text.utf8.first == UInt8(ascii: "`") || text.utf8.last == UInt8(ascii: "`")
    return isTicked ? "\(ticks) \(text) \(ticks)" : ticks + text + ticks
  }

  /// The same in a table, where a `|` ends a cell unless a backslash stands before it, and not two.
  static func cell(_ text: String) -> String {
    var result = ""
    var isAfterBackslash = false
    for scalar in code(text).unicodeScalars {
      if scalar == "|" {
        result += isAfterBackslash ? "u{7C}" : "\\|"
      } else {
        result.unicodeScalars.append(scalar)
      }
      isAfterBackslash = scalar == "\\"
    }
    return result
  }
}
