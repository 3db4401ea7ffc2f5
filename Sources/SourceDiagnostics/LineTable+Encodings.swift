/// What a character of a line counts as, for those who count otherwise than people do: editors.
public enum PositionEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf32 = "utf-32"
}

/// A place as an editor has it: both numbers count from 0.
public struct EditorPosition: Hashable, Sendable {
  public var line: Int
  /// In units of a `PositionEncoding`.
  public var character: Int

  public init(line: Int, character: Int) { (self.line, self.character) = (line, character) }
}

extension LineTable {
  /// The place of a byte offset. A byte order mark takes a column, as it does for editors.
  public func editorPosition(of offset: Int, in encoding: PositionEncoding) -> EditorPosition {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    let start = editorStart(of: line)
    guard offset > start else { return EditorPosition(line: line, character: 0) }
    guard encoding != .utf8 else { return EditorPosition(line: line, character: offset - start) }
    var count = 0
    for byte in bytes[start..<offset] { count += Self.units(begunBy: byte, in: encoding) }
    return EditorPosition(line: line, character: count)
  }

  /// The byte offset of a place: the end of the line for one behind it, the end of the text for one below it, and
  /// the beginning of a character for one in the middle of it.
  public func offset(of position: EditorPosition, in encoding: PositionEncoding) -> Int {
    guard position.line >= 0 else { return 0 }
    guard position.line < lineStarts.count else { return bytes.count }
    let start = editorStart(of: position.line)
    let end = max(start, lineRange(position.line + 1).upperBound)
    var offset = start
    var left = position.character
    while offset < end, left > 0 {
      var next = offset + 1
      while next < end, bytes[next] & 0xC0 == 0x80 { next += 1 }
      left -= encoding == .utf8 ? next - offset : Self.units(begunBy: bytes[offset], in: encoding)
      guard left >= 0 else { return offset }
      offset = next
    }
    return offset
  }

  private func editorStart(of line: Int) -> Int { line == 0 ? 0 : Int(lineStarts[line]) }

  /// How many units a character has that begins with a byte; 0 for a byte that begins none.
  private static func units(begunBy byte: UInt8, in encoding: PositionEncoding) -> Int {
    if byte & 0xC0 == 0x80 { return 0 }
    return encoding == .utf16 && byte >= 0xF0 ? 2 : 1
  }
}
