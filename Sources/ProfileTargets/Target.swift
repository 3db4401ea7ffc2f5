public import ProfileIR

/// What a profile is compiled for.
public enum Target: String, CaseIterable, Sendable {
  /// The body of `POST /v1/realtime/sessions`, flat dialect.
  case sessions
  /// The `session.update` client event of the flat dialect.
  case sessionUpdate = "session-update"
  /// The body of `POST /v1/realtime/client_secrets`, GA dialect.
  case gaClientSecrets = "ga-client-secrets"
  /// The `session.update` client event of the GA dialect.
  case gaSessionUpdate = "ga-session-update"

  /// The target of a profile that names none.
  package static func standard(for shape: DocumentShape) -> Target {
    switch (shape.dialect, shape.document) {
    case (.ga, _): .gaClientSecrets
    case (.sessions, .transcriptionUpdate): .sessionUpdate
    case (.sessions, _): .sessions
    }
  }

  /// Whether it is a client event, which travels over an open connection and is not posted.
  public var isEvent: Bool { self == .sessionUpdate || self == .gaSessionUpdate }

  public var dialect: Dialect {
    switch self {
    case .sessions, .sessionUpdate: .sessions
    case .gaClientSecrets, .gaSessionUpdate: .ga
    }
  }
}
