package import ProfileIR

/// Migration is from the one of these to the other, and knows both by name.
extension Dialect {
  /// Flat: the body of `POST /v1/realtime/sessions`.
  package static let flat = registered("sessions")
  /// Nested: the session of `POST /v1/realtime/client_secrets`.
  package static let ga = registered("ga")
}
