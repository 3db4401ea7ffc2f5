internal import RequestDifference
internal import SourceDiagnostics

/// A comparison as a page that stands by itself: it loads nothing and runs nothing.
struct HTMLDifferenceReport {
  private let grouped: GroupedComparison
  private let options: DifferenceOptions
  private var text = ""

  init(_ grouped: GroupedComparison, _ options: DifferenceOptions) {
    (self.grouped, self.options) = (grouped, options)
  }

  var bytes: [UInt8] {
    var report = self
    report.write()
    return Array(report.text.utf8)
  }

  private mutating func write() {
    let sides =
      options.oldName.isEmpty
      ? "" : "\(Self.escaped(options.oldName)) → \(Self.escaped(options.newName))"
    text += """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <title>sessionc diff</title>
      <style>\(HTMLStyle.text)</style>
      </head>
      <body>
      <h1>What changes</h1>
      <p class="sides">\(sides)</p>
      <p>\(Self.escaped(grouped.summary))</p>

      """
    for level in ChangeLevel.allCases.reversed() {
      guard let count = grouped.counts[level] else { continue }
      let name = level.rawValue
      text += """
        <input type="checkbox" id="show-\(name)" checked><label for="show-\(name)">\(name) (\(count))</label>

        """
    }
    text += "<main>\n"
    for block in grouped.blocks {
      let title = block.cause.map { Self.escaped($0.title) } ?? "the same change"
      write(
        "\(title) <small>in \(Self.escaped(grouped.names(of: block.profiles, most: 40)))</small>",
        block.changes
      )
    }
    for (index, profile) in grouped.comparison.profiles.enumerated() { write(profile, index) }
    text += "</main>\n</body>\n</html>\n"
  }

  private mutating func write(_ profile: ComparedProfile, _ index: Int) {
    let name = Self.escaped(profile.title)
    switch profile.status {
    case .same: return
    case .changed:
      let changes = grouped.own(index).shown
      if !changes.isEmpty { write(name, changes) }
    case .added, .removed:
      write("\(name) <small>\(profile.status.rawValue)</small>", profile.changes)
    case .renamed:
      write("\(name) <small>renamed from \(Self.escaped(profile.oldFile ?? ""))</small>", [])
    case .failed:
      let problems = profile.problems.map { "<li>\(Self.escaped($0))</li>" }.joined()
      text +=
        "<section><h2>\(name) <small>cannot be compared</small></h2><ul>\(problems)</ul></section>\n"
    }
  }

  private mutating func write(_ title: String, _ changes: [ProfileChange]) {
    // A section whose changes are all filtered out goes with them.
    let levels = Set(changes.map(\.level))
    let own = levels.count == 1 ? levels.first?.rawValue ?? "" : ""
    text += "<section class=\"\(own)\">\n<h2>\(title)</h2>\n"
    for change in changes { write(change) }
    text += "</section>\n"
  }

  private mutating func write(_ change: ProfileChange) {
    let level = change.level.rawValue
    text += "<article class=\"\(level)\">\n<p><b class=\"level\">\(level)</b> "
    if !change.path.isEmpty { text += "<code>\(Self.escaped(change.path))</code> " }
    let transition = ValueText.transition(change, arrow: "→")
    if !transition.isEmpty { text += "<span class=\"value\">\(Self.escaped(transition))</span> " }
    text += "<i>\(change.rule.name)</i>"
    if let place = change.textPlace ?? change.place {
      text += " <small>\(Self.escaped(place.title))</small>"
    }
    text += "</p>\n"
    if change.level > .behaviour, let advice = change.rule.advice {
      text += "<p class=\"advice\">\(Self.escaped(advice))</p>\n"
    }
    if !change.toldDetails.isEmpty {
      let items = change.toldDetails.map {
        "<li>\(Self.escaped(ValueText.shown($0, arrow: "→")))</li>"
      }
      text += "<ul>\(items.joined())</ul>\n"
    }
    if let difference = change.text, !difference.hunks.isEmpty { write(difference) }
    text += "</article>\n"
  }

  /// Both sides beside each other, line by line.
  private mutating func write(_ difference: TextDifference) {
    text += "<table><thead><tr><th>before</th><th>after</th></tr></thead><tbody>\n"
    for (index, hunk) in difference.hunks.enumerated() {
      if index > 0 { text += "<tr class=\"gap\"><td>…</td><td>…</td></tr>\n" }
      for line in HunkLines(hunk).lines {
        text += "<tr>\(Self.cell(line, .removed))\(Self.cell(line, .added))</tr>\n"
      }
    }
    text += "</tbody></table>\n"
  }

  /// A line as one side has it.
  private static func cell(_ line: HunkLines.Line, _ side: TextDifference.Operation) -> String {
    let other: TextDifference.Operation = side == .removed ? .added : .removed
    if line.whole == other { return "<td class=\"none\"></td>" }
    let tag = side == .removed ? "del" : "ins"
    let body = line.pieces.reduce(into: "") { result, piece in
      if piece.operation == .skipped {
        result += "…"
      } else if piece.operation == side {
        result += "<\(tag)>\(escaped(piece.text))</\(tag)>"
      } else if piece.operation == .same {
        result += escaped(piece.text)
      }
    }
    return "<td>\(body)</td>"
  }

  /// A text as text, whatever is in it.
  static func escaped(_ text: String) -> String {
    DisplayText.escaped(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
