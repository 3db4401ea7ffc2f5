/// How much a finding weighs.
public enum Severity: String, Sendable, Comparable {
  /// The server would refuse it, or the documentation forbids it.
  case error
  /// The documentation advises otherwise, or the value cannot be known to be right.
  case warning

  public static func < (left: Severity, right: Severity) -> Bool {
    left == .warning && right == .error
  }
}

/// The identity of a rule: code and name are fixed once released.
public struct RuleDescriptor: Hashable, Sendable {
  /// Such as `SP301`.
  public var code: String
  /// In kebab case, named for the bad pattern, such as `wrong-vad-field`.
  public var name: String
  /// What the rule finds, in one sentence without a full stop.
  public var summary: String
  /// How most of its findings are reported.
  public var severity: Severity

  /// The code that all policies of a project have.
  public static let policyCode = "SP901"

  /// Whether it is that of a policy: then the name is the policy's own.
  public var isPolicy: Bool { code == Self.policyCode }

  public init(
    _ code: String,
    _ name: String,
    _ summary: String,
    severity: Severity = .error
  ) {
    self.code = code
    self.name = name
    self.summary = summary
    self.severity = severity
  }
}
