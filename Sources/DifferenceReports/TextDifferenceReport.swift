internal import DiagnosticReports
internal import RequestDifference
internal import SourceDiagnostics

/// A comparison for a person at a terminal.
struct TextDifferenceReport {
  private let grouped: GroupedComparison
  private let options: DifferenceOptions
  private var colors: ColorScheme { options.colors }
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
    for block in grouped.blocks {
      let cause = block.cause?.title ?? "the same change"
      text += colors.title("\(cause): in \(grouped.names(of: block.profiles))") + "\n"
      write(block.changes, hidden: block.hidden, in: block.cause?.file, isCause: true)
      text += "\n"
    }
    for (index, profile) in grouped.comparison.profiles.enumerated() { write(profile, index) }
    text += grouped.summary + "\n"
  }

  private mutating func write(_ profile: ComparedProfile, _ index: Int) {
    let name = DisplayText.escaped(profile.title)
    switch profile.status {
    case .same: return
    case .changed:
      let (shown, hidden) = grouped.own(index)
      guard !shown.isEmpty || hidden > 0 else { return }
      text += colors.title(name) + "\n"
      write(shown, hidden: hidden, in: profile.file, isCause: false)
    case .added, .removed:
      let change = profile.changes.first
      let level =
        change.map { "   \(colored($0.level, $0.level.rawValue))   \($0.rule.name)" } ?? ""
      text += colors.title("\(name): \(profile.status.rawValue)") + level + "\n"
      if let change { writeAdvice(change) }
    case .renamed:
      let old = DisplayText.escaped(profile.oldFile ?? "")
      text += colors.title("\(name): renamed") + " from \(old), no change\n"
    case .failed:
      text += colors.title("\(name): cannot be compared") + "\n"
      for problem in profile.problems { text += "  \(DisplayText.escaped(problem))\n" }
    }
    text += "\n"
  }

  private mutating func write(
    _ changes: [ProfileChange],
    hidden: Int,
    in file: String?,
    isCause: Bool
  ) {
    let width = changes.map { DisplayText.escaped($0.path).count }.max() ?? 0
    for change in changes {
      let path = DisplayText.escaped(change.path)
      let blanks = String(
        repeating: " ",
        count: min(width, 48) > path.count ? min(width, 48) - path.count : 0
      )
      let transition = ValueText.transition(change)
      text += "  \(colored(change.level, Self.padded(change.level.rawValue)))\(path)\(blanks)   "
      text += transition.isEmpty ? "" : transition + "   "
      text += change.rule.name + "\n"
      writeAdvice(change)
      if !isCause || change.textPlace != nil, let place = change.textPlace ?? change.place {
        text += Self.indent + place.title + "\n"
      }
      for detail in change.toldDetails.prefix(options.placesMax) {
        text += Self.indent + ValueText.shown(detail) + "\n"
      }
      if change.toldDetails.count > options.placesMax {
        text +=
          Self.indent
          + "and \(change.toldDetails.count - options.placesMax) more (--full shows them)\n"
      }
      if let difference = change.text { write(difference) }
    }
    if hidden > 0 {
      let what = hidden == 1 ? "1 change (--all shows it)" : "\(hidden) changes (--all shows them)"
      text += "  \(Self.padded("cosmetic"))\(what)\n"
    }
  }

  private static let indent = String(repeating: " ", count: 13)

  private static func padded(_ level: String) -> String {
    level + String(repeating: " ", count: max(0, 11 - level.count))
  }

  private mutating func writeAdvice(_ change: ProfileChange) {
    guard change.level > .behaviour, let advice = change.rule.advice else { return }
    text += Self.indent + advice + "\n"
  }

  // MARK: Texts

  private mutating func write(_ difference: TextDifference) {
    for (index, hunk) in difference.hunks.prefix(options.placesMax).enumerated() {
      if index > 0 { text += "      …\n" }
      for line in HunkLines(hunk).lines {
        let shown = shown(line)
        text += shown.utf8.allSatisfy { $0 == 0x20 } ? "\n" : "    \(shown)\n"
      }
    }
    let more = difference.hunks.count - options.placesMax
    if more > 0 {
      text += "      … \(more) more place\(more == 1 ? "" : "s") (--full shows all)\n"
    }
  }

  /// With a gutter of two columns, so that no dash of a text is taken for one of ours.
  private func shown(_ line: HunkLines.Line) -> String {
    switch line.whole {
    case .removed?: removed("- " + body(line, isMarked: false))
    case .added?: added("+ " + body(line, isMarked: false))
    default: "  " + body(line, isMarked: true)
    }
  }

  private func body(_ line: HunkLines.Line, isMarked: Bool) -> String {
    line.pieces.reduce(into: "") { result, piece in
      let text = cut(piece.text)
      switch piece.operation {
      case .same: result += text
      case .skipped: result += "…"
      case .removed: result += isMarked ? removed("[-\(text)-]") : text
      case .added: result += isMarked ? added("{+\(text)+}") : text
      }
    }
  }

  private func cut(_ text: String) -> String {
    let most = 400
    guard !options.showsAllPlaces, text.utf8.count > most else { return DisplayText.escaped(text) }
    let start = text.unicodeScalars.prefix(most)
    return DisplayText.escaped(String(String.UnicodeScalarView(start))) + "…"
  }

  private func removed(_ text: String) -> String { colors.colored(text, as: .removed) }
  private func added(_ text: String) -> String { colors.colored(text, as: .added) }

  private func colored(_ level: ChangeLevel, _ text: String) -> String {
    switch level {
    case .breaking: colors.colored(text, as: .error)
    case .safety: colors.colored(text, as: .warning)
    case .behaviour: colors.colored(text, as: .note)
    case .cosmetic: text
    }
  }
}
