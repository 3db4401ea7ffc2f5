internal import SourceDiagnostics

/// A fix as the lines that it takes away and those that it puts there.
extension TextRenderer {
  /// More lines are counted, not shown.
  private static let linesMax = 12

  func write(
    _ fix: FixIt,
    of source: SourceText,
    _ lines: LineTable,
    to text: inout ReportText
  ) {
    let reason = fix.unsafeReason.map { ": \($0)" } ?? ""
    let kind = fix.isSafe ? "fix" : "fix (unsafe\(reason))"
    text.add("   = ", colors.help, kind, colors.reset, ": ")
    let column = kind.utf8.count + 7
    add(fix.title, from: column, indent: column, to: &text)
    text.endLine()
    let changes = changedLines(fix, of: source, lines)
    let focus = focus(of: changes)
    for change in changes.prefix(Self.linesMax) {
      let row = SourceRow(
        Array(change.line.utf8),
        line: 0..<change.line.utf8.count,
        span: SourceSpan(start: focus, end: focus),
        columns: columns - 8
      )
      text.add("     ", change.kind == .removed ? colors.removed : colors.added)
      text.add(String(change.kind.rawValue), " ")
      text.add(row.text)
      text.add(colors.reset, "\n")
    }
    if changes.count > Self.linesMax {
      text.add("       … \(changes.count - Self.linesMax) more lines\n")
    }
  }

  private func changedLines(
    _ fix: FixIt,
    of source: SourceText,
    _ lines: LineTable
  ) -> [LineDiff.Edit] {
    guard let start = fix.edits.map(\.span.start).min(), let end = fix.edits.map(\.span.end).max()
    else { return [] }
    let first = cut(lines.lineRange(lines.position(of: start).line).lowerBound, start, source)
    let last = cut(max(lines.lineRange(lines.position(of: end).line).upperBound, end), end, source)
    // A fix of a very long text is told by its title.
    guard last - first <= 64 << 10 else { return [] }
    let part = source.bytes[first..<last]
    var edits = TextEdits()
    guard edits.add(fix) else { return [] }
    return LineDiff.edits(Self.lines(Array(part)), Self.lines(edits.applied(to: part)))
      .filter { $0.kind != .same }
  }

  /// An end of the lines of a fix, of a very long line only so far from the fix as can come to be seen:
  /// there may be a fix for every few bytes of it.
  private func cut(_ end: Int, _ place: Int, _ source: SourceText) -> Int {
    let reach = columns * 8
    guard abs(place - end) > reach else { return end }
    var end = end < place ? place - reach : place + reach
    while source.bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
  }

  /// Where a line and the one in its place begin to differ: what must be seen of long ones.
  private func focus(of changes: [LineDiff.Edit]) -> Int {
    guard let old = changes.first(where: { $0.kind == .removed }),
      let new = changes.first(where: { $0.kind == .added })
    else { return 0 }
    let (before, after) = (Array(old.line.utf8), Array(new.line.utf8))
    let shorter = min(before.count, after.count)
    return (0..<shorter).first { before[$0] != after[$0] } ?? shorter
  }
}
