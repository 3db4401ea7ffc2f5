/// Why a request has no answer.
struct RequestFailure: Error {
  /// The protocol's numbers.
  enum Code: Int {
    case unknownMethod = -32601
    case invalidParameters = -32602
    case requestFailed = -32803
  }

  var code: Code
  /// For people.
  var message: String

  init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }
}
