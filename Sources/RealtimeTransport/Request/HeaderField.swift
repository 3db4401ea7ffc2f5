/// A header of a request, of parts that may be shown and parts that may not.
package struct HeaderField: Sendable, Equatable {
  package enum Part: Sendable, Equatable {
    case text(String)
    case secret(SecretSource)
  }

  package var name: String
  package var parts: [Part]

  package init(_ name: String, _ text: String) {
    self.name = name
    parts = [.text(text)]
  }

  package init(_ name: String, _ parts: [Part]) {
    self.name = name
    self.parts = parts
  }

  /// Reads `Name: value`, in which `${VARIABLE}` stands for the value of an environment variable and
  /// is treated as a secret.
  ///
  /// - Throws: `RequestProblem` for what is no header, and for headers that sessionc writes itself.
  package init(argument: String) throws(RequestProblem) {
    guard let colon = argument.firstIndex(of: ":") else {
      throw RequestProblem("a header is written `Name: value`")
    }
    let name = String(argument[..<colon])
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isToken) else {
      throw RequestProblem("a header's name has letters, digits and hyphens only, before the `:`")
    }
    guard !Self.reserved.contains(name.lowercased()) else {
      throw RequestProblem("`\(name)` is written by sessionc itself")
    }
    let value = argument[argument.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
    self.init(name, try Self.parts(of: String(value)))
  }

  /// What the connection, the body and their framing decide.
  private static let reserved: Set<String> = [
    "connection", "content-encoding", "content-length", "content-type", "expect", "host",
    "keep-alive", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
  ]

  private static func parts(of value: String) throws(RequestProblem) -> [Part] {
    try check(value)
    var parts: [Part] = []
    var rest = value[...]
    while let start = rest.firstRange(of: "${") {
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
        throw RequestProblem("the `}` of `${` is missing")
      }
      let variable = String(rest[start.upperBound..<end])
      guard isVariable(variable) else {
        throw RequestProblem("`${…}` in a header holds the name of an environment variable")
      }
      if start.lowerBound > rest.startIndex {
        parts.append(.text(String(rest[..<start.lowerBound])))
      }
      parts.append(.secret(.environment(variable)))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty || parts.isEmpty { parts.append(.text(String(rest))) }
    return parts
  }

  /// - Throws: `RequestProblem` where a text cannot stand in a header.
  package static func check(_ value: String) throws(RequestProblem) {
    guard value.utf8.count <= 8192 else { throw RequestProblem("a header's value is too long") }
    guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else {
      throw RequestProblem("a header's value has printable ASCII characters only")
    }
  }

  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
  }

  private static func isVariable(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
      default: false
      }
    }
  }

  /// Whether a header of this name carries what authorizes the request.
  package var isCredential: Bool {
    ["api-key", "authorization", "cookie", "x-api-key"].contains(name.lowercased())
  }

  /// The text of a value that has no secret part; `nil` for others.
  package var plainText: String? {
    parts.reduce("") { text, part in
      if case .text(let more) = part { text.map { $0 + more } } else { nil }
    }
  }

  /// The value as it may be shown.
  package var shownValue: String {
    parts.reduce(into: "") { text, part in
      if case .text(let more) = part { text += more } else { text += "***" }
    }
  }

  package var secrets: [SecretSource] {
    parts.compactMap { if case .secret(let source) = $0 { source } else { nil } }
  }

  /// The value as it is sent.
  func value(_ secrets: [SecretSource: Secret]) -> String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let more): text += more
      case .secret(let source): text += secrets[source]?.revealed() ?? ""
      }
    }
  }
}
