internal import CanonicalJSON
internal import SourceDiagnostics

/// A text that a client has open.
struct Document {
  let uri: String
  var version: Int?
  private(set) var bytes: [UInt8]
  private(set) var lines: LineTable
  /// Whether it changed since it was last checked.
  var isDirty = true

  init(uri: String, version: Int?, text: [UInt8]) {
    (self.uri, self.version, bytes) = (uri, version, text)
    lines = LineTable(text)
  }

  /// The file, where it is one.
  var path: String? { DocumentURI.path(of: uri) }

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

/// Addresses of files, as clients write them (RFC 8089).
package enum DocumentURI {
  /// The path of a `file:` address; `nil` for any other.
  package static func path(of uri: String) -> String? {
    guard uri.hasPrefix("file://") else { return nil }
    let rest = uri.utf8.dropFirst(7)
    guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let host = String(decoding: rest[..<slash], as: UTF8.self)
    guard host.isEmpty || host == "localhost" else { return nil }
    var bytes: [UInt8] = []
    var iterator = rest[slash...].makeIterator()
    while let byte = iterator.next() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = iterator.next(), let low = iterator.next(),
        let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16), value != 0
      else { return nil }
      bytes.append(value)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The address of a file by its absolute path.
  package static func uri(of path: String) -> String {
    var text = "file://"
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
        text.unicodeScalars.append(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }
}
