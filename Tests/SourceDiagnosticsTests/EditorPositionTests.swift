import SourceDiagnostics
import Testing

/// Places as editors count them.
@Suite struct EditorPositionTests {
  private static let text = "\u{FEFF}a😀é\r\nb\rc\n\nd"

  @Test(
    arguments: [
      // The byte order mark is a character of three bytes.
      (0, 0, 0, 0, 0), (3, 0, 3, 1, 1), (4, 0, 4, 2, 2), (8, 0, 8, 4, 3), (10, 0, 10, 5, 4),
      (12, 1, 0, 0, 0), (13, 1, 1, 1, 1), (14, 2, 0, 0, 0), (16, 3, 0, 0, 0), (17, 4, 0, 0, 0),
      (18, 4, 1, 1, 1),
    ]
  )
  func eachOffsetHasAPlace(_ offset: Int, _ line: Int, _ utf8: Int, _ utf16: Int, _ utf32: Int) {
    let table = LineTable(Array(Self.text.utf8))
    let places = [(PositionEncoding.utf8, utf8), (.utf16, utf16), (.utf32, utf32)]
    for (encoding, character) in places {
      let place = EditorPosition(line: line, character: character)
      #expect(table.editorPosition(of: offset, in: encoding) == place)
      #expect(table.offset(of: place, in: encoding) == offset)
    }
  }

  @Test(
    arguments: [
      // In the middle of a pair, behind the end of a line, below the text, before it.
      (0, 3, 4), (0, 99, 10), (1, 9, 13), (2, 9, 15), (3, 1, 16), (4, 9, 18), (5, 0, 18),
      (99, 9, 18),
      (-1, 5, 0), (1, -4, 12),
    ]
  )
  func otherPlacesAreTheNearest(_ line: Int, _ character: Int, _ offset: Int) {
    let table = LineTable(Array(Self.text.utf8))
    let place = EditorPosition(line: line, character: character)
    #expect(table.offset(of: place, in: .utf16) == offset)
  }
}
