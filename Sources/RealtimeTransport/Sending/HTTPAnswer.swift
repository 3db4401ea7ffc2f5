/// A server's answer, whole.
package struct HTTPAnswer: Sendable {
  package var status: Int
  /// In the order in which they came.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first header of a name, whatever its case, without blanks around it.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name }?.value.trimmed
  }

  /// The number that a server's support asks for.
  package var requestID: String? { header("x-request-id") }
}

extension String {
  /// Without the blanks around it.
  var trimmed: String {
    var text = drop(while: \.isWhitespace)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
