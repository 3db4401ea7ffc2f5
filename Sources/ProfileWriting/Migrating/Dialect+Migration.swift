package import ProfileIR

/// Migration is from the one of these to the other, and knows both by name.
extension Dialect {
  /// Flat: the body of `POST /v1/realtime/sessions`.
  package static let flat = named("sessions")
  /// Nested: the session of `POST /v1/realtime/client_secrets`.
  package static let ga = named("ga")

  private static func named(_ name: String) -> Dialect {
    guard let dialect = Dialect(rawValue: name) else {
      preconditionFailure("schemas/dialects.json has no `\(name)`")
    }
    return dialect
  }
}
