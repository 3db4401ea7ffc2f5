/// The two documented shapes of a session.
public enum Dialect: String, CaseIterable, Sendable {
  /// Flat: the body of `POST /v1/realtime/sessions`.
  case sessions
  /// Nested: the session of `POST /v1/realtime/client_secrets`.
  case ga

  /// What messages call it.
  package var title: String { self == .ga ? "GA" : "flat" }
}
