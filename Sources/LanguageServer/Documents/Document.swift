internal import CanonicalJSON
internal import SessionProfiles
internal import SourceDiagnostics

/// A text that a client has open.
struct Document {
  let uri: String
  /// The file, where it is one.
  let path: String?
  var version: Int?
  private(set) var bytes: [UInt8]
  private(set) var lines: LineTable
  /// Whether it changed since it was last checked.
  var isDirty = true

  init(uri: String, version: Int?, text: [UInt8]) {
    (self.uri, self.version, bytes) = (uri, version, text)
    path = FileURI.path(of: uri)
    lines = LineTable(text)
  }

  /// Whether it says how profiles are checked.
  var isConfiguration: Bool { path?.hasSuffix("/.sessionc.yaml") ?? false }

  /// Whether it is a text that profiles bring in.
  var isText: Bool { path.map(SharedNames.isText) ?? false }

  /// What findings are told of.
  var source: SourceText { SourceText(name: path ?? uri, bytes: bytes) }

  /// Applies a change of `textDocument/didChange`: a range that is replaced, or the whole text.
  ///
  /// - Returns: `false` where it is no change.
  mutating func apply(_ change: JSONValue, in encoding: PositionEncoding) -> Bool {
    guard case .string(let text)? = change["text"] else { return false }
    guard let range = change["range"] else {
      bytes = text
      lines = LineTable(bytes)
      return true
    }
    guard let start = lines.offset(range["start"], in: encoding),
      let end = lines.offset(range["end"], in: encoding)
    else { return false }
    bytes.replaceSubrange(min(start, end)..<max(start, end), with: text)
    lines = LineTable(bytes)
    return true
  }
}
