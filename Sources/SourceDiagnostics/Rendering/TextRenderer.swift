/// Writes findings for people: the place, the message, and the lines of the file underlined.
public struct TextRenderer: Sendable {
  private let colors: ColorScheme
  /// The columns that a line of the report may take; longer source lines are cut around the span.
  private let columns: Int

  public init(colors: ColorScheme = .none, columns: Int = 120) {
    self.colors = colors
    self.columns = max(columns, 40)
  }

  /// The report of one file, each finding followed by an empty line.
  public func render(_ diagnostics: [Diagnostic], of source: SourceText) -> String {
    guard !diagnostics.isEmpty else { return "" }
    let lines = LineTable(source.bytes)
    let shown = Self.hidingSecrets(diagnostics, in: source)
    return diagnostics.reduce(into: "") { $0 += render($1, of: shown, lines) + "\n" }
  }

  /// The source with every secret that was found in it blotted out, byte for byte.
  private static func hidingSecrets(_ diagnostics: [Diagnostic], in source: SourceText)
    -> SourceText
  {
    var source = source
    for diagnostic in diagnostics where diagnostic.hidesSource {
      for offset in diagnostic.span.range.clamped(to: source.bytes.indices)
      where source.bytes[offset] > 0x20 {
        source.bytes[offset] = UInt8(ascii: "*")
      }
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
    text += snippet(diagnostic, of: source, lines)
    if let help = diagnostic.help {
      text += "   = \(colors.help)help\(colors.reset): " + DisplayText.escaped(help) + "\n"
    }
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
    for mark in marks {
      if let previous, mark.line > previous + 1 {
        text += "   " + String(repeating: ".", count: gutter) + "\n"
      }
      let row = SourceRow(
        source.bytes,
        line: lines.lineRange(mark.line),
        span: mark.span,
        columns: columns - gutter - 6
      )
      if mark.line != previous {
        let number = String(mark.line)
        let padding = String(repeating: " ", count: gutter - number.count)
        text += "   \(colors.note)\(padding)\(number) |\(colors.reset)"
        text += row.text.isEmpty ? "\n" : " \(row.text)\n"
      }
      text += "   \(colors.note)\(String(repeating: " ", count: gutter)) |\(colors.reset) "
      text += underline(row, mark, diagnostic.severity) + "\n"
      previous = mark.line
    }
    return text
  }

  private func underline(_ row: SourceRow, _ mark: Mark, _ severity: Severity) -> String {
    let color = mark.isPrimary ? colors.severity(severity) : colors.note
    let line = String(repeating: mark.isPrimary ? "^" : "-", count: max(row.width, 1))
    let label = mark.label.isEmpty ? "" : " " + DisplayText.escaped(mark.label)
    return String(repeating: " ", count: row.indent) + color + line + label + colors.reset
  }
}

/// One line of the file as it is shown, cut to the columns there are, with a span's place in it.
struct SourceRow {
  private(set) var text = ""
  /// The columns before the span, and those of the span on this line.
  private(set) var indent = 0
  private(set) var width = 0

  private struct Cell {
    var text: String
    var width: Int
    var offset: Int
  }

  init(_ bytes: [UInt8], line: Range<Int>, span: SourceSpan, columns: Int) {
    let start = min(max(span.start, line.lowerBound), line.upperBound)
    let end = min(max(span.end, start), line.upperBound)
    let cells = Self.cells(bytes, line: line, around: start, columns: columns)
    let before = cells.prefix { $0.offset < start }
    let inside = cells.dropFirst(before.count).prefix { $0.offset < end }
    let total = cells.reduce(0) { $0 + $1.width }
    var skipped = 0
    var column = before.reduce(0) { $0 + $1.width }
    var first = 0
    // Cut on the left so far that the span begins within the first two thirds.
    if total > columns, column > columns * 2 / 3 {
      while first < before.count, column - skipped > columns / 3 {
        skipped += cells[first].width
        first += 1
      }
      text = "…"
      column = column - skipped + 1
    }
    var shown = text.isEmpty ? 0 : 1
    for cell in cells[first...] {
      if shown + cell.width > columns - 1, shown + cell.width < total - skipped {
        text += "…"
        break
      }
      text += cell.text
      shown += cell.width
    }
    while text.last == " " { text.removeLast() }
    indent = column
    width = min(inside.reduce(0) { $0 + $1.width }, max(columns - column, 1))
  }

  /// The cells of a line, of a long one only those that can come to be seen.
  private static func cells(
    _ bytes: [UInt8],
    line: Range<Int>,
    around start: Int,
    columns: Int
  ) -> [Cell] {
    let reach = columns * 4
    var low = max(line.lowerBound, start - reach)
    var high = min(line.upperBound, start + reach)
    while low > line.lowerBound, bytes[low] & 0xC0 == 0x80 { low -= 1 }
    while high < line.upperBound, bytes[high] & 0xC0 == 0x80 { high += 1 }
    var cells: [Cell] = []
    var column = 0
    var offset = low
    var parser = Unicode.UTF8.ForwardParser()
    var input = bytes[low..<high].makeIterator()
    while let (scalar, length) = next(&parser, &input) {
      let cell =
        scalar == "\t"
        ? (text: String(repeating: " ", count: 4 - column % 4), width: 4 - column % 4)
        : DisplayText.cell(scalar)
      cells.append(Cell(text: cell.text, width: cell.width, offset: offset))
      column += cell.width
      offset += length
    }
    return cells
  }

  /// The next scalar with its length in bytes; bytes that are not UTF-8 come as U+FFFD.
  private static func next(
    _ parser: inout Unicode.UTF8.ForwardParser,
    _ input: inout ArraySlice<UInt8>.Iterator
  ) -> (Unicode.Scalar, Int)? {
    switch parser.parseScalar(from: &input) {
    case .valid(let encoded): (Unicode.UTF8.decode(encoded), encoded.count)
    case .error(let length): ("\u{FFFD}", length)
    case .emptyInput: nil
    }
  }
}
