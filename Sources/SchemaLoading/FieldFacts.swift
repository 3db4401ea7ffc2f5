package import SchemaTables

/// The facts of a `FieldSchema`, gathered from a schema.
package struct FieldFacts {
  package var name = ""
  package var pointer = ""
  package var description: String?
  package var kinds = KindSet.any
  package var allowed: [String]?
  package var known: [String]?
  package var refused: [RefusedNames] = []
  package var ends: [String: AnnouncedEnd] = [:]
  package var minimum: Double?
  package var maximum: Double?
  package var exclusiveMinimum: Double?
  package var warnAbove: (above: Double, why: String)?
  package var rangeAdvice: RangeAdvice?
  package var decimals: Int?
  package var minLength: Int?
  package var maxLength: Int?
  package var pattern: PatternParts?
  package var forbidden: String?
  package var outputOnly: [String] = []
  package var end: AnnouncedEnd?
  package var minItems: Int?
  package var maxItems: Int?
  package var uniqueItems = false
  package var warnsOfRepeated = false
  package var warnItems: (above: Double, why: String)?
  package var contains: (text: String, why: String)?
  package var advice: [String: String] = [:]
  package var instead: [String: String] = [:]
  package var sure: [String] = []
  package var otherwise: String?
  package var properties: [(name: String, field: FieldID)] = []
  package var required: [String] = []
  package var additional = Additional.any
  package var hasScratchSpace = false
  package var items: FieldID?
  package var notFields: [String: NotField] = [:]
  package var unknownKeywordAdvice: String?
  package var drafts: [(name: String, field: FieldID)] = []
  package var hasLoneReferences = false
  package var alternatives: [FieldID] = []
  package var discriminator: DiscriminatorFacts?
  package var mixed: FieldID?
  package var rule: String?
  package var valueRule: String?
  package var missingRules: [String: String] = [:]
  package var identity: String?
  package var merge: String?
  package var mergeBy: String?
  package var isSet = false
  /// By kinds of change.
  package var change: [String: String] = [:]
  package var isCompilerKey = false
  package var isProse = false
  package var isRegex = false
  package var isSecret = false
  package var isSecretReference = false
  package var since: String?
  package var source: String?
  /// As JSON.
  package var defaultValue: String?
  /// The title of the server whose overlay says something here.
  package var server: String?

  package init() {}
}

/// The facts of a `Discriminator`.
package struct DiscriminatorFacts {
  package var property: String
  package var defaultValue: String?
  package var guesses: Bool
  package var rule: String?
  /// What to say where the property has just this text.
  package var advice: [String: String]
  /// The values of the property, with the branch that each names.
  package var tags: [(text: String, branch: FieldID)] = []
}
