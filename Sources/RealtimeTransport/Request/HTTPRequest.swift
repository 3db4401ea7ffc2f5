/// A request as it is sent: what to send, where to, and which parts of it are secrets.
package struct HTTPRequest: Sendable {
  /// A piece of a JSON body.
  package enum BodyPart: Sendable, Equatable {
    case text([UInt8])
    /// A string in the JSON.
    case secret(SecretSource)
  }

  package let method = "POST"
  package var url: ServerURL
  /// In the order in which they are sent.
  package var headers: [HeaderField]
  package var body: [BodyPart]

  package init(url: ServerURL, headers: [HeaderField], body: [BodyPart]) {
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// Where the secrets come from, each once; those of the headers first.
  package var secrets: [SecretSource] {
    (headers.flatMap(\.secrets) + bodySecrets)
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Those of the body, as often as they stand there.
  package var bodySecrets: [SecretSource] {
    body.compactMap { if case .secret(let source) = $0 { source } else { nil } }
  }

  /// The bytes of the body besides the secrets.
  package var textCount: Int {
    body.reduce(0) { if case .text(let bytes) = $1 { $0 + bytes.count } else { $0 } }
  }

  /// Method, URL, headers and body with their secrets as `***`, and a line feed.
  package var dump: [UInt8] {
    var text = "\(method) \(url.text)\n"
    for header in headers { text += "\(header.name): \(header.shownValue)\n" }
    let body = body.reduce(into: [UInt8]()) { bytes, part in
      if case .text(let more) = part { bytes += more } else { bytes += Array("\"***\"".utf8) }
    }
    return Array((text + "\n").utf8) + body + [UInt8(ascii: "\n")]
  }

  /// The body as it is sent.
  package func body(_ secrets: [SecretSource: Secret]) -> [UInt8] {
    body.reduce(into: []) { bytes, part in
      switch part {
      case .text(let more): bytes += more
      case .secret(let source):
        let text = secrets[source]?.escapedForJSON() ?? ""
        bytes += "\"\(text)\"".utf8
      }
    }
  }
}
