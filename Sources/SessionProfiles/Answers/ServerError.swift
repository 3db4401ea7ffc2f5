public import CanonicalJSON

/// What a server says about a request that it refused.
///
/// The documented body is `{"error": {"message", "type", "param", "code"}}` (OpenAI's OpenAPI document,
/// `ErrorResponse`). Servers that only resemble the API leave parts out, or say it otherwise.
public struct ServerError: Sendable, Equatable {
  /// For people. It may hold any character: whoever prints it escapes it.
  public var message: String
  public var type: String?
  /// Such as `unknown_parameter`.
  public var code: String?
  /// The field that is meant, such as `session.tools[0].name`.
  public var param: String?

  public init(message: String, type: String? = nil, code: String? = nil, param: String? = nil) {
    self.message = message
    self.type = type
    self.code = code
    self.param = param
  }

  /// Reads the documented body; also `{"error": "text"}`, `{"message": "text"}` and
  /// `{"detail": "text"}`. Texts are cut at 1,000 characters.
  ///
  /// - Parameters:
  ///   - body: of an answer with a status from 400 on.
  ///   - redacting: takes out of a text what nobody may see, before it is cut.
  /// - Returns: `nil` where no message can be found.
  public init?(_ body: JSONValue, redacting: (String) -> String = { $0 }) {
    func text(_ value: JSONValue?) -> String? { value?.text.map { Self.cut(redacting($0)) } }
    let error = body["error"]
    let fields = error?.members.isEmpty == false ? error ?? body : body
    guard let found = text(fields["message"]) ?? text(error) ?? text(body["detail"]), !found.isEmpty
    else { return nil }
    message = found
    type = text(fields["type"])
    // Some servers number their codes.
    code = text(fields["code"]) ?? fields["code"]?.integer.map(String.init)
    param = text(fields["param"]) ?? Self.path(fields["param"]).map { Self.cut(redacting($0)) }
    if param?.isEmpty ?? false { param = nil }
  }

  /// Reads the body of an answer, as it came.
  ///
  /// - Returns: `nil` where it is no JSON, or no message can be found in it.
  public init?(bytes: [UInt8]) {
    guard let body = try? JSONReader.read(bytes) else { return nil }
    self.init(body)
  }

  /// A path that is a list of steps.
  private static func path(_ value: JSONValue?) -> String? {
    guard case .array(let steps) = value else { return nil }
    return steps.compactMap { $0.text ?? $0.integer.map(String.init) }.joined(separator: ".")
  }

  private static func cut(_ text: String) -> String {
    let scalars = text.unicodeScalars
    return scalars.count <= 1000
      ? text : String(String.UnicodeScalarView(scalars.prefix(999))) + "…"
  }
}
