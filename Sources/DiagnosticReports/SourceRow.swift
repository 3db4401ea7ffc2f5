internal import SourceDiagnostics

/// One line of the file as it is shown, cut to the columns there are, with a span's place in it.
struct SourceRow {
  private(set) var text: [UInt8] = []
  /// The columns before the span, and those of the span on this line.
  private(set) var indent = 0
  private(set) var width = 0

  private struct Cell {
    var text: String
    var width: Int
    var offset: Int
  }

  /// - Parameter focus: the place that must be seen, if not the beginning of the span: rows of one
  ///   line with one focus are cut alike.
  init(
    _ bytes: [UInt8],
    line: Range<Int>,
    span: SourceSpan,
    focus: Int? = nil,
    columns: Int
  ) {
    let start = min(max(span.start, line.lowerBound), line.upperBound)
    let end = min(max(span.end, start), line.upperBound)
    let focus = min(max(focus ?? start, line.lowerBound), start)
    let window = Self.window(of: line, in: bytes, around: focus, columns: columns)
    if bytes[window].allSatisfy(DisplayText.isPlain) {
      fill(bytes, window, start..<end, focus, columns)
    } else {
      let cells = Self.cells(bytes, window)
      fill(cells, start..<end, focus, columns)
    }
    while text.last == 0x20 { text.removeLast() }
  }

  private static let ellipsis = Array("…".utf8)

  /// A line of printable ASCII: each byte is a column.
  private mutating func fill(
    _ bytes: [UInt8],
    _ window: Range<Int>,
    _ span: Range<Int>,
    _ focus: Int,
    _ columns: Int
  ) {
    let column = focus - window.lowerBound
    let isCut = window.count > columns && column > columns * 2 / 3
    let first = window.lowerBound + (isCut ? column - columns / 3 : 0)
    let before = isCut ? 1 : 0
    let rest = first..<window.upperBound
    let room = columns - 1 - before
    let isLonger = room < rest.count && columns < rest.count
    if isCut { text += Self.ellipsis }
    text += isLonger ? bytes[rest].prefix(max(room, 0)) : bytes[rest]
    if isLonger { text += Self.ellipsis }
    indent = max(span.lowerBound - first, 0) + before
    width = min(span.clamped(to: window).count, max(columns - indent, 1))
  }

  private mutating func fill(
    _ cells: [Cell],
    _ span: Range<Int>,
    _ focus: Int,
    _ columns: Int
  ) {
    let before = cells.prefix { $0.offset < focus }
    let total = cells.reduce(0) { $0 + $1.width }
    var skipped = 0
    let column = before.reduce(0) { $0 + $1.width }
    var first = 0
    // Cut on the left so far that the focus is within the first two thirds.
    if total > columns, column > columns * 2 / 3 {
      while first < before.count, column - skipped > columns / 3 {
        skipped += cells[first].width
        first += 1
      }
      text = Self.ellipsis
    }
    indent = cells[first...].prefix { $0.offset < span.lowerBound }.reduce(text.isEmpty ? 0 : 1) {
      $0 + $1.width
    }
    var shown = text.isEmpty ? 0 : 1
    for cell in cells[first...] {
      if shown + cell.width > columns - 1, shown + cell.width < total - skipped {
        text += Self.ellipsis
        break
      }
      text += cell.text.utf8
      shown += cell.width
    }
    let inside = cells.filter { $0.offset >= span.lowerBound && $0.offset < span.upperBound }
    width = min(inside.reduce(0) { $0 + $1.width }, max(columns - indent, 1))
  }

  /// The part of a line of which anything can come to be seen: of a short one, all.
  private static func window(
    of line: Range<Int>,
    in bytes: [UInt8],
    around start: Int,
    columns: Int
  ) -> Range<Int> {
    let reach = columns * 4
    var low = max(line.lowerBound, start - reach)
    var high = min(line.upperBound, start + reach)
    while low > line.lowerBound, bytes[low] & 0xC0 == 0x80 { low -= 1 }
    while high < line.upperBound, bytes[high] & 0xC0 == 0x80 { high += 1 }
    return low..<high
  }

  private static func cells(_ bytes: [UInt8], _ window: Range<Int>) -> [Cell] {
    var cells: [Cell] = []
    var column = 0
    var offset = window.lowerBound
    var parser = Unicode.UTF8.ForwardParser()
    var input = bytes[window].makeIterator()
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
