public import CanonicalJSON

/// The answer to a request that was accepted: an ephemeral key, and the session as it will be.
public struct ServerAnswer: Sendable {
  /// The whole answer, the key included.
  public let body: JSONValue
  /// The ephemeral key: `value` of `POST /v1/realtime/client_secrets`, `client_secret.value` of the
  /// older paths.
  public let secret: String
  /// When the key ends, in seconds since 1970, where the answer tells.
  public let expiresAt: Int?
  /// The effective settings, without any key: the `session` of the one, all but `client_secret` of the
  /// others. `nil` where the answer has none.
  public let settings: JSONValue?

  /// - Parameter body: an answer with a status from 200 to 299.
  /// - Returns: `nil` where it has no key: it is not the documented answer.
  public init?(_ body: JSONValue) {
    let wrapper = body["client_secret"]
    guard let secret = (body["value"] ?? wrapper?["value"])?.text, Self.isKey(secret) else {
      return nil
    }
    self.body = body
    self.secret = secret
    expiresAt = (wrapper?["expires_at"] ?? body["expires_at"])?.integer
    let session = body["value"] == nil ? body : body["session"]
    settings = session.flatMap { session in
      guard case .object(let members) = session else { return nil }
      return .object(members.filter { !$0.name.elementsEqual("client_secret".utf8) })
    }
  }

  /// Whether a text can be a key: it goes into headers and onto standard output, where white space or
  /// a control character would be something else.
  private static func isKey(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 8192 && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }
}
