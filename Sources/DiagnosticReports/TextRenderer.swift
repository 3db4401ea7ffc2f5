internal import SecretScanning
public import SourceDiagnostics

/// Writes findings for people: the place, the message, and the lines of the file underlined.
public struct TextRenderer: Sendable {
  let colors: ColorScheme
  /// The columns that a line of the report may take; longer source lines are cut around the span.
  let columns: Int

  public init(colors: ColorScheme = .none, columns: Int = 120) {
    self.colors = colors
    self.columns = max(columns, 40)
  }

  /// The report of one file, each finding followed by an empty line.
  public func render(_ diagnostics: [Diagnostic], of source: SourceText) -> String {
    render(FileReport(source: source, diagnostics: diagnostics))
  }

  /// The report of one file, each finding followed by an empty line, and how many are not shown.
  public func render(_ file: FileReport) -> String {
    guard file.hasFindings else { return "" }
    let lines = LineTable(file.source.bytes)
    // A finding that is shown may stand beside a secret whose own finding is not.
    let source = Self.hidingSecrets(file.diagnostics, in: file.source)
    var text = file.shown.reduce(into: "") { $0 += render($1, of: source, lines) + "\n" }
    if let hidden = file.hidden, hidden.count > 0 {
      let name = DisplayText.escaped(file.source.name)
      text += "\(colors.bold)\(name): \(colors.reset)\(colors.note)note\(colors.reset): "
      text += hidden.text + "\n\n"
    }
    return text
  }

  /// The source with every secret in it blotted out, byte for byte: those that can be known in the
  /// file as it is written, and those that were found in it.
  private static func hidingSecrets(_ diagnostics: [Diagnostic], in source: SourceText)
    -> SourceText
  {
    var source = source
    source.bytes = SecretScanner.blotted(source.bytes)
    for diagnostic in diagnostics where diagnostic.hidesSource {
      SecretScanner.blot(diagnostic.span.range, in: &source.bytes)
    }
    // All findings of a check know of the same ones.
    for range in diagnostics.first(where: { !$0.secrets.isEmpty })?.secrets ?? [] {
      SecretScanner.blot(range, in: &source.bytes)
    }
    return source
  }

  private func render(_ diagnostic: Diagnostic, of source: SourceText, _ lines: LineTable) -> String
  {
    let place = lines.position(of: diagnostic.span.start)
    let color = colors.severity(diagnostic.severity)
    var text = colors.bold + DisplayText.escaped(source.name) + ":\(place.line):\(place.column): "
    text += colors.reset + color + diagnostic.severity.rawValue
    text += "[\(diagnostic.rule.code) \(diagnostic.rule.name)]" + colors.reset
    text += colors.bold + ": " + DisplayText.escaped(diagnostic.message) + colors.reset + "\n"
    if !diagnostic.isAboutFile { text += snippet(diagnostic, of: source, lines) }
    if let help = diagnostic.help {
      text += "   = \(colors.help)help\(colors.reset): " + DisplayText.escaped(help) + "\n"
    }
    if let fix = diagnostic.fix { text += render(fix, of: source, lines) }
    return text
  }

  // MARK: The lines of the file

  private struct Mark {
    var line: Int
    var span: SourceSpan
    var label: String
    var isPrimary: Bool
  }

  private func snippet(
    _ diagnostic: Diagnostic,
    of source: SourceText,
    _ lines: LineTable
  ) -> String {
    guard !source.bytes.isEmpty else { return "" }
    var marks = diagnostic.related.map { related in
      Mark(
        line: lines.position(of: related.span.start).line,
        span: related.span,
        label: related.message,
        isPrimary: false
      )
    }
    marks.append(
      Mark(
        line: lines.position(of: diagnostic.span.start).line,
        span: diagnostic.span,
        label: diagnostic.label ?? "",
        isPrimary: true
      )
    )
    marks.sort { ($0.line, $0.span.start) < ($1.line, $1.span.start) }
    let gutter = String(marks.map(\.line).max() ?? 1).count
    var text = ""
    var previous: Int?
    var shown = ""
    for mark in marks {
      if let previous, mark.line > previous + 1 {
        text += "   " + String(repeating: ".", count: gutter) + "\n"
      }
      let row = SourceRow(
        source.bytes,
        line: lines.lineRange(mark.line),
        span: mark.span,
        focus: focus(of: mark, among: marks),
        columns: columns - gutter - 6
      )
      // A second span of a long line may need another cut of it.
      if mark.line != previous || row.text != shown {
        let number = String(mark.line)
        let padding = String(repeating: " ", count: gutter - number.count)
        text += "   \(colors.note)\(padding)\(number) |\(colors.reset)"
        text += row.text.isEmpty ? "\n" : " \(row.text)\n"
      }
      let margin = "   \(colors.note)\(String(repeating: " ", count: gutter)) |\(colors.reset) "
      for line in underline(row, mark, diagnostic.severity, columns: columns - gutter - 6) {
        text += margin + line + "\n"
      }
      (previous, shown) = (mark.line, row.text)
    }
    return text
  }

  /// The beginning of the first mark of a line, as far as the others can be seen with it.
  private func focus(of mark: Mark, among marks: [Mark]) -> Int {
    marks.filter { $0.line == mark.line && $0.span.start <= mark.span.start }
      .map(\.span.start).min { first, second in
        let reach = columns / 3
        let (a, b) = (mark.span.start - first, mark.span.start - second)
        return (a > reach ? -1 : a) > (b > reach ? -1 : b)
      } ?? mark.span.start
  }

  /// The underline with its label; the label below it where it has no room beside it.
  private func underline(
    _ row: SourceRow,
    _ mark: Mark,
    _ severity: Severity,
    columns: Int
  ) -> [String] {
    let color = mark.isPrimary ? colors.severity(severity) : colors.note
    let line = String(repeating: mark.isPrimary ? "^" : "-", count: max(row.width, 1))
    let label = DisplayText.escaped(mark.label)
    let blanks = String(repeating: " ", count: row.indent)
    let room = columns - row.indent - line.count - 1
    if label.isEmpty || label.count <= room {
      return [blanks + color + line + (label.isEmpty ? "" : " " + label) + colors.reset]
    }
    let shift = String(repeating: " ", count: max(0, min(row.indent, columns - label.count)))
    return [blanks + color + line + colors.reset, shift + color + label + colors.reset]
  }
}
