internal import CanonicalJSON
internal import SourceDiagnostics

// Messages are put together as values, which are small; one place writes them.
extension JSONValue {
  /// An object of these members, without those that are `nil`.
  static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    .object(
      members.compactMap { name, value in
        value.map { JSONMember(name: Array(name.utf8), value: $0) }
      }
    )
  }

  static func integer(_ value: Int) -> JSONValue { .number(Double(value)) }

  /// Text for people: control characters are escaped, but for line feeds.
  static func shown(_ text: String) -> JSONValue { .string(DisplayText.escapedLines(text)) }

  /// The value at a path of names.
  subscript(path: [String]) -> JSONValue? {
    var value: JSONValue? = self
    for name in path { value = value?[name] }
    return value
  }

  var isTrue: Bool { self == .bool(true) }

  var items: [JSONValue] {
    if case .array(let items) = self { items } else { [] }
  }
}

extension LineTable {
  func json(_ span: SourceSpan, in encoding: PositionEncoding) -> JSONValue {
    .members([
      "start": json(editorPosition(of: span.start, in: encoding)),
      "end": json(editorPosition(of: span.end, in: encoding)),
    ])
  }

  private func json(_ position: EditorPosition) -> JSONValue {
    .members(["line": .integer(position.line), "character": .integer(position.character)])
  }

  /// The byte offset of a position that a client gave; `nil` where it is none.
  func offset(_ position: JSONValue?, in encoding: PositionEncoding) -> Int? {
    guard let line = position?["line"]?.integer, let character = position?["character"]?.integer
    else { return nil }
    return offset(of: EditorPosition(line: line, character: character), in: encoding)
  }
}
