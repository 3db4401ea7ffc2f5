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
    // A finding that is shown may stand beside a secret whose own finding is not.
    let places = ReportPlaces(Self.hidingSecrets(in: file))
    let name = DisplayText.escaped(file.source.name)
    var text = ReportText()
    for diagnostic in file.shown {
      write(diagnostic, called: name, places, to: &text)
      text.endLine()
    }
    if let hidden = file.hidden, hidden.count > 0 {
      text.add(colors.bold, name, ": ", colors.reset, colors.note, "note", colors.reset, ": ")
      text.add(hidden.text, "\n\n")
    }
    return text.bytes
  }

  /// The files with every secret in them blotted out, byte for byte: those that can be known in a file as
  /// it is written, and those that were found in it.
  private static func hidingSecrets(in file: FileReport) -> FileReport {
    var file = file
    let own = file.diagnostics.filter(\.hidesSource).map(\.span)
    // All findings of a check know of the same ones.
    let known = file.diagnostics.first { !$0.secrets.isEmpty }?.secrets ?? []
    hideSecrets(in: &file.source, number: 0, own + known)
    for index in file.others.indices {
      // What one profile knows of a shared file, another may not.
      let all = own + file.diagnostics.flatMap(\.secrets)
      hideSecrets(in: &file.others[index].source, number: index + 1, all)
    }
    return file
  }

  private static func hideSecrets(
    in source: inout SourceText,
    number: Int,
    _ places: [SourceSpan]
  ) {
    source.bytes = SecretScanner.blotted(source.bytes)
    for place in places where Int(place.source.rawValue) == number {
      SecretScanner.blot(place.range, in: &source.bytes)
    }
  }

  private func write(
    _ diagnostic: Diagnostic,
    called name: String,
    _ places: ReportPlaces,
    to text: inout ReportText
  ) {
    let place = places.start(of: diagnostic.span)
    let start = text.bytes.count
    text.add(colors.bold, name, ":", String(place.line), ":", String(place.column), ": ")
    text.add(colors.reset, colors.severity(diagnostic.severity), diagnostic.severity.rawValue)
    text.add("[", diagnostic.rule.code, " ", diagnostic.rule.name, "]", colors.reset)
    let colored = [colors.bold, colors.reset, colors.severity(diagnostic.severity), colors.reset]
    let column = text.bytes.count - start - colored.reduce(0) { $0 + $1.utf8.count }
    text.add(colors.bold, ": ")
    add(diagnostic.message, from: column + 2, indent: 4, to: &text)
    text.add(colors.reset, "\n")
    if !diagnostic.isAboutFile { snippets(diagnostic, places, to: &text) }
    if let uses = diagnostic.uses {
      text.add("   = ", colors.help, "in", colors.reset, ": ")
      add(uses.title, from: 9, indent: 9, to: &text)
      text.endLine()
    }
    if let help = diagnostic.help {
      text.add("   = ", colors.help, "help", colors.reset, ": ")
      add(help, from: 11, indent: 11, to: &text)
      text.endLine()
    }
    if let fix = diagnostic.fix {
      write(
        fix,
        of: places.source(of: diagnostic.span),
        places.lines(of: diagnostic.span),
        to: &text
      )
    }
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

  /// The lines of a finding: those of its own file, and then those of others.
  private func snippets(
    _ diagnostic: Diagnostic,
    _ places: ReportPlaces,
    to text: inout ReportText
  ) {
    let primary = Mark(
      line: places.start(of: diagnostic.span).line,
      span: diagnostic.span,
      label: diagnostic.label ?? "",
      isPrimary: true
    )
    guard !diagnostic.related.isEmpty else {
      snippet([primary], diagnostic, places, gutter: String(primary.line).utf8.count, to: &text)
      return
    }
    let isShared = diagnostic.uses != nil
    let related = diagnostic.related.filter { !isShared || $0.role != .broughtIn }.map { related in
      Mark(
        line: places.start(of: related.span).line,
        span: related.span,
        label: related.message,
        isPrimary: false
      )
    }
    let gutter = String((related + [primary]).map(\.line).max() ?? 1).utf8.count
    let own = related.filter { $0.span.source == primary.span.source }
    snippet(own + [primary], diagnostic, places, gutter: gutter, to: &text)
    var shown: [SourceID] = [primary.span.source]
    for mark in related where !shown.contains(mark.span.source) {
      let source = mark.span.source
      shown.append(source)
      let place = places.start(of: mark.span)
      text.blanks(gutter + 3)
      // Not `:::`, with which a line of a command to GitHub Actions could begin.
      text.add(colors.note, "--> ", colors.reset)
      text.add(DisplayText.escaped(places.name(of: mark.span)), ":\(place.line):\(place.column)\n")
      let others = related.filter { $0.span.source == source }
      snippet(others, diagnostic, places, gutter: gutter, to: &text)
    }
  }

  /// Lines of one file with the places in them.
  private func snippet(
    _ marks: [Mark],
    _ diagnostic: Diagnostic,
    _ places: ReportPlaces,
    gutter: Int,
    to text: inout ReportText
  ) {
    guard let first = marks.first else { return }
    let (source, lines) = (places.source(of: first.span), places.lines(of: first.span))
    guard !source.bytes.isEmpty else { return }
    var marks = marks
    if marks.count > 1 { marks.sort { ($0.line, $0.span.start) < ($1.line, $1.span.start) } }
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
