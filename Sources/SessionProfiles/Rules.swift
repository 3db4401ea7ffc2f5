internal import ProfileLinking
internal import ProfileRules
public import SourceDiagnostics
internal import YAMLSyntax

/// The rules, for whoever lists or explains them.
public enum Rules {
  /// Every rule, sorted by code.
  public static var all: [RuleDescriptor] { RuleRegistry.all }

  /// The rule of a code or a name, in any case.
  public static func rule(_ text: String) -> RuleDescriptor? { RuleRegistry.rule(named: text) }

  /// The codes that a text on the command line or in a configuration stands for: a code, a name, or
  /// the beginning of codes, such as `SP5`. Empty where it stands for none.
  public static func codes(matching text: String) -> [String] {
    if let rule = RuleRegistry.rule(named: text) { return [rule.code] }
    let prefix = text.uppercased()
    guard prefix.hasPrefix("SP") else { return [] }
    return all.map(\.code).filter { $0.hasPrefix(prefix) }
  }

  /// Whether a finding is an error of reading a profile and the files that it names, not of what it says.
  public static func isAboutReading(_ finding: Diagnostic) -> Bool {
    finding.severity == .error && (ReadingRules.all + LinkingRules.all).contains(finding.rule)
  }

  /// A rule that is probably meant.
  public static func nearest(to text: String) -> String? {
    RuleRegistry.nearest(to: text)
  }
}
