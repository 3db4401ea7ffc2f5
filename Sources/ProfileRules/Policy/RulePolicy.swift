public import SourceDiagnostics

/// Which rules count, and how much: what a team has decided beyond the rules themselves.
public struct RulePolicy: Sendable {
  /// What a rule's findings are made into.
  public enum Setting: String, CaseIterable, Sendable {
    case off, warning, error
  }

  /// By code; of a policy by its name, which counts before the code of all policies.
  public var settings: [String: Setting] = [:]
  /// The only codes and names of policies to report; `nil` for all.
  public var selected: Set<String>?
  /// Codes and names of policies not to report.
  public var ignored: Set<String> = []
  /// Values that a field takes beyond those documented, by the field's dotted path from the session,
  /// such as `input_audio_transcription.model`.
  public var allowed: [String: Set<String>] = [:]

  public init() {}

  /// Codes of findings that no comment, setting or option can silence: without them there would be
  /// no request, or another than the profile says, or no session.
  private static let essential: Set<String> = [
    "SP001", "SP002", "SP003", "SP004", "SP005", "SP006", "SP007", "SP008", "SP105", "SP205",
    "SP603", "SP701", "SP702", "SP703", "SP704", "SP705", "SP706", "SP707", "SP708", "SP709",
    "SP801",
  ]

  /// Whether the findings of a rule cannot be silenced.
  public static func isEssential(_ code: String) -> Bool { essential.contains(code) }

  static func isEssential(_ diagnostic: Diagnostic) -> Bool { isEssential(diagnostic.rule.code) }

  /// Whether a rule's findings are reported at all.
  public func isActive(_ rule: RuleDescriptor) -> Bool {
    severity(of: rule, default: .error) != nil
  }

  /// How a rule's findings are reported; `nil` for not at all.
  func severity(of rule: RuleDescriptor, default severity: Severity) -> Severity? {
    // A policy has a name of its own beside the code of all.
    let isNamed: (Set<String>) -> Bool = { names in
      names.contains(rule.code) || rule.isPolicy && names.contains(rule.name)
    }
    if isNamed(ignored) || selected.map(isNamed) == false { return nil }
    switch (rule.isPolicy ? settings[rule.name] : nil) ?? settings[rule.code] {
    case .off: return nil
    case .warning: return .warning
    case .error: return .error
    case nil: return severity
    }
  }

  /// Findings that are only counted, as they are reported under this policy.
  package func apply(to counts: FindingCounts) -> FindingCounts {
    if settings.isEmpty, selected == nil, ignored.isEmpty { return counts }
    return counts.kinds.reduce(into: FindingCounts()) { result, element in
      var (kind, count) = element
      if !Self.isEssential(kind.rule.code) {
        guard let severity = severity(of: kind.rule, default: kind.severity) else { return }
        kind.severity = severity
      }
      result.add(kind, count: count, at: counts.first)
    }
  }

  /// The findings as they are reported under this policy.
  package func apply(to diagnostics: [Diagnostic]) -> [Diagnostic] {
    if settings.isEmpty, selected == nil, ignored.isEmpty { return diagnostics }
    return diagnostics.compactMap { diagnostic in
      if Self.isEssential(diagnostic) { return diagnostic }
      guard let severity = severity(of: diagnostic.rule, default: diagnostic.severity) else {
        return nil
      }
      guard severity != diagnostic.severity else { return diagnostic }
      var diagnostic = diagnostic
      diagnostic.severity = severity
      return diagnostic
    }
  }
}
