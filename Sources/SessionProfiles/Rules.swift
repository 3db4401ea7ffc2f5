internal import ProfileRules
public import SourceDiagnostics

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

  /// A rule that is probably meant.
  public static func nearest(to text: String) -> String? {
    RuleRegistry.nearest(to: text)
  }
}
