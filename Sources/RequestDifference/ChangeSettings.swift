/// What a team has decided about kinds of change: `changes` in its configuration.
public struct ChangeSettings: Sendable, Equatable {
  /// What a change is made into.
  public enum Setting: Sendable, Equatable {
    case off
    case level(ChangeLevel)

    public init?(_ text: String) {
      if text == "off" {
        self = .off
      } else if let level = ChangeLevel(rawValue: text) {
        self = .level(level)
      } else {
        return nil
      }
    }

    /// How loud it is: nothing is quieter than `off`.
    public var level: ChangeLevel? {
      if case .level(let level) = self { level } else { nil }
    }
  }

  /// By the names of rules.
  public var rules: [String: Setting] = [:]
  /// By dotted paths of fields from the session, in the GA dialect.
  public var fields: [String: Setting] = [:]

  public init() {}

  public var isEmpty: Bool { rules.isEmpty && fields.isEmpty }

  /// The level of a change; `nil` where it is not to be told. What is said of a field counts before what is said
  /// of a rule, and of two fields the inner one.
  ///
  /// - Parameter field: the dotted path of the field.
  public func level(of rule: ChangeRule, field: String) -> ChangeLevel? {
    guard !isEmpty else { return rule.level }
    if !fields.isEmpty {
      var path = field[...]
      while !path.isEmpty {
        if let setting = fields[String(path)] { return setting.level }
        guard let dot = path.lastIndex(of: ".") else { break }
        path = path[..<dot]
      }
    }
    return rules[rule.name].map(\.level) ?? rule.level
  }
}
