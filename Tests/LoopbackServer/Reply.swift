/// What a server does once a request has come, step by step.
public struct Reply: Sendable {
  public enum Step: Sendable {
    case send([UInt8])
    case wait(milliseconds: Int64)
    /// Ends the connection in order.
    case close
    /// Breaks the connection off: the client sees a reset.
    case reset
  }

  public var steps: [Step]

  public init(_ steps: [Step]) { self.steps = steps }

  /// Bytes as they are, and the end of the connection.
  public static func raw(_ text: String) -> Reply { Reply([.send(Array(text.utf8)), .close]) }

  /// A whole answer with its length. It says that the connection ends, else a client could send its next request on
  /// this one in the moment before it does.
  public static func http(
    _ status: Int,
    _ body: String,
    type: String? = "application/json",
    _ headers: [(String, String)] = []
  ) -> Reply {
    let ending = [("Content-Length", "\(body.utf8.count)"), ("Connection", "close")]
    return .raw(head(status, type: type, headers + ending) + body)
  }

  /// The beginning of an answer, up to the empty line.
  public static func head(
    _ status: Int,
    type: String? = "application/json",
    _ headers: [(String, String)]
  ) -> String {
    let type = type.map { [("Content-Type", $0)] } ?? []
    let fields = (type + headers).map { "\($0.0): \($0.1)\r\n" }.joined()
    return "HTTP/1.1 \(status) Whatever\r\n\(fields)\r\n"
  }
}
