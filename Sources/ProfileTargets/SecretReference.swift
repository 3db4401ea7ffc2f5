public import SourceDiagnostics

/// A secret that a profile names and does not hold: `{$secret: NAME}`.
public struct SecretReference: Sendable {
  /// The environment variable that holds it.
  public var name: String
  /// Where the mapping stands in the request, in bytes.
  public var range: Range<Int>
  /// Where it stands in the profile.
  public var span: SourceSpan
}
