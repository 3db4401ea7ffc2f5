import SchemaTables

/// The facts of a `FieldSchema`, gathered from a schema.
struct FieldFacts {
  var name = ""
  var pointer = ""
  var description: String?
  var kinds = KindSet.any
  var allowed: [String]?
  var known: [String]?
  var refused: [RefusedNames] = []
  var ends: [String: AnnouncedEnd] = [:]
  var minimum: Double?
  var maximum: Double?
  var exclusiveMinimum: Double?
  var warnAbove: (above: Double, why: String)?
  var rangeAdvice: RangeAdvice?
  var decimals: Int?
  var minLength: Int?
  var maxLength: Int?
  var pattern: PatternParts?
  var forbidden: String?
  var outputOnly: [String] = []
  var end: AnnouncedEnd?
  var minItems: Int?
  var maxItems: Int?
  var uniqueItems = false
  var warnsOfRepeated = false
  var warnItems: (above: Double, why: String)?
  var contains: (text: String, why: String)?
  var advice: [String: String] = [:]
  var instead: [String: String] = [:]
  var sure: [String] = []
  var otherwise: String?
  var properties: [(name: String, field: FieldID)] = []
  var required: [String] = []
  var additional = Additional.any
  var hasScratchSpace = false
  var items: FieldID?
  var notFields: [String: NotField] = [:]
  var unknownKeywordAdvice: String?
  var drafts: [(name: String, field: FieldID)] = []
  var hasLoneReferences = false
  var alternatives: [FieldID] = []
  var discriminator: DiscriminatorFacts?
  var mixed: FieldID?
  var rule: String?
  var valueRule: String?
  var missingRules: [String: String] = [:]
  var identity: String?
  var merge: String?
  var mergeBy: String?
  var isSet = false
  /// By kinds of change.
  var change: [String: String] = [:]
  var isCompilerKey = false
  var isProse = false
  var isRegex = false
  var isSecret = false
  var isSecretReference = false
  var since: String?
  var source: String?
  /// As JSON.
  var defaultValue: String?
}

/// The facts of a `Discriminator`.
struct DiscriminatorFacts {
  var property: String
  var defaultValue: String?
  var guesses: Bool
  var rule: String?
  /// What to say where the property has just this text.
  var advice: [String: String]
  /// The values of the property, with the branch that each names.
  var tags: [(text: String, branch: FieldID)] = []
}
