import SourceDiagnostics
import Testing

@testable import DiagnosticReports

@Suite struct SourceRowTests {
  /// Lines of ASCII are cut without a look at each character; the result is the same.
  @Test func plainLinesAreCutLikeOthers() {
    for length in [0, 1, 38, 39, 40, 41, 42, 60, 79, 80, 81, 119, 120, 121, 150] {
      let plain = [UInt8](repeating: UInt8(ascii: "e"), count: length)
      let other = Array(String(repeating: "é", count: length).utf8)
      for columns in [34, 40, 72] {
        for start in stride(from: 0, through: length, by: 7) {
          for (end, focus) in [(start, nil), (start + 3, nil), (length, start / 2), (start + 1, 0)]
          {
            // Of longer lines only what can come to be seen is looked at.
            guard start - (focus ?? start) < columns else { continue }
            let row = SourceRow(
              plain,
              line: 0..<length,
              span: SourceSpan(start: start, end: min(end, length)),
              focus: focus,
              columns: columns
            )
            let same = SourceRow(
              other,
              line: 0..<2 * length,
              span: SourceSpan(start: 2 * start, end: 2 * min(end, length)),
              focus: focus.map { 2 * $0 },
              columns: columns
            )
            let text = String(decoding: same.text, as: UTF8.self).replacing("é", with: "e")
            let place = "\(length) \(columns) \(start) \(end) \(focus ?? -1)"
            #expect(String(decoding: row.text, as: UTF8.self) == text, "\(place)")
            #expect(row.indent == same.indent && row.width == same.width, "\(place)")
          }
        }
      }
    }
  }
}
