/// A finding that is not reported, and why.
public struct SilencedDiagnostic: Sendable {
  public enum Cause: Sendable {
    /// A comment in the file, with the reason that it gives.
    case comment(reason: String?)
    /// An entry of the baseline.
    case baseline
  }

  public var diagnostic: Diagnostic
  public var cause: Cause

  public init(_ diagnostic: Diagnostic, _ cause: Cause) {
    self.diagnostic = diagnostic
    self.cause = cause
  }
}
