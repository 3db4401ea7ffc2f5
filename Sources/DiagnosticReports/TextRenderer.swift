internal import SecretScanning
public import SourceDiagnostics

/// Writes findings for people: the place, the message, and the lines of the file underlined.
public struct TextRenderer: Sendable {
  let colors: ColorScheme
  /// The columns that a line of the report may take; longer source lines are cut around the span.
  let columns: Int
  /// Whether longer messages are broken between words.
  let wrapsWords: Bool

  public init(colors: ColorScheme = .none, columns: Int = 120, wrapsWords: Bool = false) {
    self.colors = colors
    self.columns = max(columns, 40)
    self.wrapsWords = wrapsWords
  }

  /// The report of one file, each finding followed by an empty line.
  public func render(_ diagnostics: [Diagnostic], of source: SourceText) -> String {
    render(FileReport(source: source, diagnostics: diagnostics))
  }

  /// The report of one file, each finding followed by an empty line, and how many are not shown.
  public func render(_ file: FileReport) -> String {
    String(decoding: bytes(of: file), as: UTF8.self)
  }

  /// The same as bytes.
  func bytes(of file: FileReport) -> [UInt8] {
    guard file.hasFindings else { return [] }
    let lines = LineTable(file.source.bytes)
    // A finding that is shown may stand beside a secret whose own finding is not.
    let source = Self.hidingSecrets(file.diagnostics, in: file.source)
    let name = DisplayText.escaped(source.name)
    var text = ReportText()
    for diagnostic in file.shown {
      write(diagnostic, of: source, called: name, lines, to: &text)
      text.endLine()
    }
    if let hidden = file.hidden, hidden.count > 0 {
      text.add(colors.bold, name, ": ", colors.reset, colors.note, "note", colors.reset, ": ")
      text.add(hidden.text, "\n\n")
    }
    return text.bytes
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

  private func write(
    _ diagnostic: Diagnostic,
    of source: SourceText,
    called name: String,
    _ lines: LineTable,
    to text: inout ReportText
  ) {
    let place = lines.position(of: diagnostic.span.start)
    let start = text.bytes.count
    text.add(colors.bold, name, ":", String(place.line), ":", String(place.column), ": ")
    text.add(colors.reset, colors.severity(diagnostic.severity), diagnostic.severity.rawValue)
    text.add("[", diagnostic.rule.code, " ", diagnostic.rule.name, "]", colors.reset)
    let colored = [colors.bold, colors.reset, colors.severity(diagnostic.severity), colors.reset]
    let column = text.bytes.count - start - colored.reduce(0) { $0 + $1.utf8.count }
    text.add(colors.bold, ": ")
    add(diagnostic.message, from: column + 2, indent: 4, to: &text)
    text.add(colors.reset, "\n")
    if !diagnostic.isAboutFile { snippet(diagnostic, of: source, lines, to: &text) }
    if let help = diagnostic.help {
      text.add("   = ", colors.help, "help", colors.reset, ": ")
      add(help, from: 11, indent: 11, to: &text)
      text.endLine()
    }
    if let fix = diagnostic.fix { write(fix, of: source, lines, to: &text) }
  }

  /// A message, escaped, and broken between words where it goes beyond the last column of a terminal.
  ///
  /// - Parameters:
  ///   - column: where it begins.
  ///   - indent: where its further lines begin.
  func add(_ message: String, from column: Int, indent: Int, to text: inout ReportText) {
    let message = DisplayText.escaped(message)
    guard wrapsWords, column + message.utf8.count > columns else { return text.add(message) }
    text.add(WordWrap.lines(message, columns: columns, from: column, indent: indent))
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
    _ lines: LineTable,
    to text: inout ReportText
  ) {
    guard !source.bytes.isEmpty else { return }
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
    if marks.count > 1 { marks.sort { ($0.line, $0.span.start) < ($1.line, $1.span.start) } }
    let gutter = String(marks[marks.count - 1].line).utf8.count
    var previous: Int?
    var shown: [UInt8] = []
    for mark in marks {
      if let previous, mark.line > previous + 1 {
        text.blanks(3)
        text.fill(".", gutter)
        text.endLine()
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
        margin(number, gutter, to: &text)
        if !row.text.isEmpty { text.blanks(1) }
        text.add(row.text)
        text.endLine()
      }
      underline(row, mark, diagnostic.severity, gutter, to: &text)
      (previous, shown) = (mark.line, row.text)
    }
  }

  /// What stands before a line of the file, or below it.
  private func margin(_ number: String, _ gutter: Int, to text: inout ReportText) {
    text.add("   ", colors.note)
    text.blanks(gutter - number.utf8.count)
    text.add(number, " |", colors.reset)
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
    _ gutter: Int,
    to text: inout ReportText
  ) {
    let columns = columns - gutter - 6
    let color = mark.isPrimary ? colors.severity(severity) : colors.note
    let label = DisplayText.escaped(mark.label)
    let length = max(row.width, 1)
    margin("", gutter, to: &text)
    text.blanks(row.indent + 1)
    text.add(color)
    text.fill(mark.isPrimary ? "^" : "-", length)
    if label.isEmpty || label.count <= columns - row.indent - length - 1 {
      if !label.isEmpty { text.add(" ", label) }
      text.add(colors.reset)
    } else {
      text.add(colors.reset, "\n")
      margin("", gutter, to: &text)
      let shift = max(0, min(row.indent, columns - label.count))
      text.blanks(shift + 1)
      text.add(color)
      if wrapsWords, shift + label.count > columns {
        let start = shift + gutter + 6
        text.add(WordWrap.lines(label, columns: self.columns, from: start, indent: start))
      } else {
        text.add(label)
      }
      text.add(colors.reset)
    }
    text.endLine()
  }
}
