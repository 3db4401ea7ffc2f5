internal import ProfileLinking
package import SourceDiagnostics
internal import YAMLSyntax

/// Every rule, in the order of the codes. A new rule is one file and one line here; one about what a model
/// does not take is a line in `ModelRules.swift`.
package enum RuleRegistry {
  static let relationRules: [any RelationRule.Type] = [
    NeverResponds.self,
    DuplicateToolName.self,
    UnknownToolChoice.self,
    BadParametersSchema.self,
    RequiredWithoutTools.self,
    RequiredPropertyUndefined.self,
    MCPServer.self,
    TemperatureAdvice.self,
    ModalitiesAdvice.self,
    EmptyInstructions.self,
    SecretInProfile.self,
    HiddenCharacter.self,
  ]

  static let fieldRules: [any Rule.Type] = [
    UnknownField.self,
    WrongType.self,
    MissingField.self,
    NullNotAllowed.self,
    NotInTarget.self,
    NotInEnum.self,
    OutOfRange.self,
    BadLanguage.self,
    BadLengthOrPattern.self,
    InexactNumber.self,
    DeprecatedValue.self,
    UnknownName.self,
    PlaceholderLeft.self,
    WrongVADField.self,
    ToolWithoutName.self,
    ChatCompletionsForm.self,
    UnusedIgnore.self,
    PolicyRule.self,
  ]

  /// Rules about a server and what it answers: `lint` finds none of them.
  package static let sendingRules: [any Rule.Type] = [
    RejectedByServer.self,
    ChangedByServer.self,
    EndpointSwitchedOff.self,
    SecretToFillIn.self,
  ]

  /// Every code with its name and summary, sorted by code.
  package static let all: [RuleDescriptor] =
    (ReadingRules.all + LinkingRules.all + fieldRules.map { $0.descriptor }
    + relationRules.map { $0.descriptor }
    + ModelRule.all.map { $0.descriptor } + sendingRules.map { $0.descriptor })
    .sorted { $0.code < $1.code }

  /// Where in `all` the rule of each code and name is; in lower case.
  private static let places = Dictionary(
    uniqueKeysWithValues: all.enumerated().flatMap { place, rule in
      [(rule.code.lowercased(), place), (rule.name, place)]
    }
  )
  /// The longest of them, in bytes.
  private static let longest = all.map(\.name.utf8.count).max() ?? 0

  /// Where in `all` the rule of a code or a name is, in any case.
  package static func place(named text: String) -> Int? {
    text.utf8.count > longest ? nil : places[text.lowercased()]
  }

  /// Whether a rule looks at several places of a profile, or at where it is sent.
  package static func looksAtSeveral(_ rule: RuleDescriptor) -> Bool {
    relationRules.contains { $0.descriptor == rule }
      || ModelRule.all.contains { $0.descriptor == rule }
      || sendingRules.contains { $0.descriptor == rule }
  }

  /// Whether a rule looks at one value, or at the text itself: others look at what stands beside it.
  package static func looksAtOneValue(_ rule: RuleDescriptor) -> Bool {
    switch rule.code {
    case MissingField.descriptor.code, UnusedIgnore.descriptor.code: false
    case SecretInProfile.descriptor.code, HiddenCharacter.descriptor.code: true
    default: !looksAtSeveral(rule)
    }
  }

  /// The rule of a code.
  package static func rule(_ code: String) -> RuleDescriptor? { all.first { $0.code == code } }

  /// The rule of a code or a name, in any case.
  package static func rule(named text: String) -> RuleDescriptor? {
    place(named: text).map { all[$0] }
  }

  /// What to do instead of a name that no rule has.
  package static func advice(insteadOf name: String) -> String {
    nearest(to: name).map { "did you mean `\($0)`?" }
      ?? "`sessionc rules` lists the codes and names"
  }

  /// The code or name of a rule that is probably meant.
  package static func nearest(to name: String) -> String? {
    Suggestion.nearest(to: name, in: all.flatMap { [$0.code, $0.name] })
  }

  private static let explanations = Dictionary(
    uniqueKeysWithValues: ReadingRules.explanations.map { ($0.key.code, $0.value) }
      + LinkingRules.explanations.map { ($0.key.code, $0.value) }
      + fieldRules.map { ($0.descriptor.code, $0.explanation) }
      + relationRules.map { ($0.descriptor.code, $0.explanation) }
      + ModelRule.all.map { ($0.descriptor.code, $0.explanation) }
      + sendingRules.map { ($0.descriptor.code, $0.explanation) }
  )

  /// What the page of a code's rule tells beyond the summary.
  package static func explanation(of code: String) -> RuleExplanation? { explanations[code] }
}
