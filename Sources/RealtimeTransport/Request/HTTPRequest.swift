/// A request as it is sent: what to send, where to, and which of its headers hold secrets.
package struct HTTPRequest: Sendable {
  package let method = "POST"
  package var url: ServerURL
  /// In the order in which they are sent.
  package var headers: [HeaderField]
  package var body: [UInt8]

  package init(url: ServerURL, headers: [HeaderField], body: [UInt8]) {
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// Where the secrets of the headers come from, each once.
  package var secrets: [SecretSource] {
    headers.flatMap(\.secrets).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Method, URL, headers with their secrets as `***`, an empty line, and the body with a line feed.
  package var dump: [UInt8] {
    var text = "\(method) \(url.text)\n"
    for header in headers { text += "\(header.name): \(header.shownValue)\n" }
    return Array((text + "\n").utf8) + body + [UInt8(ascii: "\n")]
  }
}
