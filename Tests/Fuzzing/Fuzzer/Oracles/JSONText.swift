import CanonicalJSON
import SourceDiagnostics

/// What is written as JSON is JSON, and canonical where it should be.
enum JSONText {
  /// The value of a text; ends the program where it is no JSON.
  static func read(_ bytes: [UInt8], _ what: String) -> JSONValue? {
    do {
      return try JSONReader.read(bytes)
    } catch {
      // A profile may have as many levels as the reader takes, and a request has an envelope around it.
      if error.message.hasPrefix("it is more than") { return nil }
      fail("\(what) is JSON: \(error.message) at \(error.offset)")
    }
  }

  /// A canonical text, with its line feed, is the same when it is read and written again.
  @discardableResult
  static func checkCanonical(_ bytes: [UInt8], _ what: String, pretty: Bool = false) -> JSONValue? {
    expect(bytes.last == 0x0A, "\(what) ends with a line feed")
    guard let value = read(bytes.dropLast(), what) else { return nil }
    expect(
      value.canonical(pretty: pretty) == bytes.dropLast(),
      "\(what) is canonical: \(String(decoding: bytes, as: UTF8.self))"
    )
    return value
  }

  /// A text with a line feed, whose names need not be in canonical order.
  static func checkJSON(_ bytes: [UInt8], _ what: String) {
    expect(bytes.last == 0x0A, "\(what) ends with a line feed")
    _ = read(bytes.dropLast(), what)
  }
}

extension JSONValue {
  /// What a JSON Pointer leads to.
  func value(at pointer: String) -> JSONValue? {
    JSONPointer.names(in: pointer).reduce(self as JSONValue?) { value, name in
      guard case .array(let items) = value else { return value?[name] }
      return Int(name).flatMap { items.indices.contains($0) ? items[$0] : nil }
    }
  }
}
