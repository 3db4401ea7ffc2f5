/// A JSON value as read from somewhere else, such as a server's answer.
///
/// Text is kept as its bytes: names are compared byte by byte, where Swift's `String` would take
/// canonically equivalent ones for one.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  /// Valid UTF-8, escapes resolved.
  case string([UInt8])
  case array([JSONValue])
  /// In the order of the text; no name occurs twice.
  case object([JSONMember])

  public static func string(_ text: String) -> JSONValue { .string(Array(text.utf8)) }

  /// The value of a member; `nil` where there is none, or this is no object.
  public subscript(name: String) -> JSONValue? {
    members.first { $0.name.elementsEqual(name.utf8) }?.value
  }

  /// The members of an object, else none.
  public var members: [JSONMember] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The text of a string, else `nil`.
  public var text: String? {
    if case .string(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil }
  }

  /// The value of a whole number, else `nil`.
  public var integer: Int? {
    if case .number(let value) = self { Int(exactly: value) } else { nil }
  }

  /// The value as canonical JSON (RFC 8785), without a line feed.
  public func canonical(pretty: Bool = false) -> [UInt8] {
    var writer = CanonicalWriter(pretty: pretty)
    writer.value(self)
    return writer.output
  }
}

/// A name and its value.
public struct JSONMember: Hashable, Sendable {
  public var name: [UInt8]
  public var value: JSONValue

  public init(name: [UInt8], value: JSONValue) {
    self.name = name
    self.value = value
  }
}

extension CanonicalWriter {
  /// Writes a whole value, the names of its objects in canonical order.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): bool(value)
    case .number(let value): number(value)
    case .string(let bytes): string(bytes[...])
    case .array(let items):
      beginArray()
      for item in items { self.value(item) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members.sorted(by: { CanonicalString.precedes($0.name[...], $1.name[...]) }) {
        name(member.name[...])
        self.value(member.value)
      }
      endObject()
    }
  }
}
