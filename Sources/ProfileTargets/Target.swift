/// What a profile is compiled for.
public enum Target: String, CaseIterable, Sendable {
  /// The body of `POST /v1/realtime/sessions`.
  case sessions
  /// The `session.update` client event of the same dialect.
  case sessionUpdate = "session-update"
}
