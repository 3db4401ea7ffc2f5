package import YAMLSyntax

/// Names a field of a `Schema`.
public struct FieldID: Hashable, Sendable {
  public var index: UInt16
  @inlinable
  public init(index: UInt16) { self.index = index }
  /// A key that the schema does not know at its place.
  @inlinable
  public static var unknown: FieldID { FieldID(index: .max) }
  @inlinable
  public static func == (left: FieldID, right: FieldID) -> Bool { left.index == right.index }
}

/// The JSON types that a value may have.
package struct KindSet: OptionSet, Sendable {
  package var rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }
  package static let null = KindSet(rawValue: 1)
  package static let boolean = KindSet(rawValue: 2)
  package static let integer = KindSet(rawValue: 4)
  package static let number = KindSet(rawValue: 8)
  package static let string = KindSet(rawValue: 16)
  package static let array = KindSet(rawValue: 32)
  package static let object = KindSet(rawValue: 64)
  package static let any: KindSet = [.null, .boolean, .integer, .number, .string, .array, .object]

  /// The names of JSON Schema, in the order in which messages list them.
  package static let names: [(name: String, kind: KindSet)] = [
    ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number),
    ("string", .string), ("array", .array), ("object", .object),
  ]
}

/// What one place of a profile may hold: a schema of `schemas/`, prepared for checking.
///
/// Every fact in here comes from the JSON file; the properties are named for its keywords, and those
/// that begin with `x-` are explained in README.md under "The schemas".
package final class FieldSchema: Sendable {
  /// The property's name, or the name of the definition.
  package let name: String
  /// Where it stands, such as `sessions.schema.json#/properties/voice`.
  package let pointer: String
  package let description: String?
  package let kinds: KindSet

  // Values.
  /// The closed list of texts (`enum`).
  package let allowed: [String]?
  /// The same as bytes, which is how they are compared.
  private let allowedBytes: [[UInt8]]
  /// The open list of texts (`anyOf: [{enum: …}, true]`).
  package let known: [String]?
  /// Texts that are known to be refused (`not`), with the reason.
  package let refused: [RefusedNames]
  package let ends: [String: AnnouncedEnd]
  package let minimum: Double?
  package let maximum: Double?
  package let exclusiveMinimum: Double?
  package let warnAbove: SoftLimit?
  package let rangeAdvice: RangeAdvice?
  /// The most digits after the decimal point (`x-decimals`).
  package let decimals: Int?
  package let minLength: Int?
  package let maxLength: Int?
  package let pattern: NamePattern?
  /// Members that only a server's answer has (`x-output-only`).
  package let outputOnly: [String]
  /// Characters that the text may not have (`x-forbidden`).
  package let forbidden: String?
  /// The announced end of the field itself (`x-end`).
  package let end: AnnouncedEnd?
  package let minItems: Int?
  package let maxItems: Int?
  package let uniqueItems: Bool
  package let warnItems: SoftLimit?
  /// A text that the list must contain (`contains: {const: …}`), and why.
  package let contains: (text: String, why: String)?
  /// What to say, and what to write instead, where a scalar has just this text.
  package let advice: [String: String]
  package let instead: [String: String]
  /// What to say of any other wrong value (`x-otherwise`).
  package let otherwise: String?

  // Members.
  package let properties: KeyTable
  package let required: [String]
  package let additional: Additional
  /// Keys that begin with `x-` are the author's own.
  package let hasScratchSpace: Bool
  package let items: FieldID?
  package let notFields: [String: NotField]
  /// What to say of a key that is unknown but harmless (`x-unknown-keywords`).
  package let unknownKeywordAdvice: String?
  /// Whether unknown keys are only warned of, and kept with all that is below them.
  package var keepsUnknownKeys: Bool { unknownKeywordAdvice != nil }

  // Unions.
  package let alternatives: [FieldID]
  package let discriminator: Discriminator?
  /// The branch for values whose discriminator names none.
  package let mixed: FieldID?

  // Roles.
  /// The code that all findings in here get in place of the general one (`x-rule`); inherited.
  package let rule: String?
  /// The code for a value that is not in the list (`x-value-rule`).
  package let valueRule: String?
  /// The code for a missing field, by its name (`x-missing-rules`).
  package let missingRules: [String: String]
  package let isCompilerKey: Bool
  /// Free text, where a placeholder is only suspicious.
  package let isProse: Bool
  package let isRegex: Bool
  /// Whatever stands here is a secret (`x-secret`).
  package let isSecret: Bool
  package let isInBothDialects: Bool
  /// Which later documentation added the field.
  package let since: String?
  package let source: String?
  /// The documented default, in the tree of the schema's own file.
  package let defaultValue: SchemaValue?

  /// Whether anything but the type restricts a scalar: lets the checker skip most values at once.
  package let restrictsValues: Bool

  /// Whether a text is one of `allowed`.
  package func allows(_ text: ArraySlice<UInt8>) -> Bool {
    allowedBytes.contains { $0.count == text.count && $0[...] == text }
  }

  init(_ facts: FieldFacts) {
    name = facts.name
    pointer = facts.pointer
    description = facts.description
    kinds = facts.kinds
    allowed = facts.allowed
    allowedBytes = (facts.allowed ?? []).map { Array($0.utf8) }
    known = facts.known
    refused = facts.refused
    ends = facts.ends
    minimum = facts.minimum
    maximum = facts.maximum
    exclusiveMinimum = facts.exclusiveMinimum
    warnAbove = facts.warnAbove
    rangeAdvice = facts.rangeAdvice
    decimals = facts.decimals
    minLength = facts.minLength
    maxLength = facts.maxLength
    pattern = facts.pattern
    outputOnly = facts.outputOnly
    forbidden = facts.forbidden
    end = facts.end
    minItems = facts.minItems
    maxItems = facts.maxItems
    uniqueItems = facts.uniqueItems
    warnItems = facts.warnItems
    contains = facts.contains
    advice = facts.advice
    instead = facts.instead
    otherwise = facts.otherwise
    properties = facts.properties
    required = facts.required
    additional = facts.additional
    hasScratchSpace = facts.hasScratchSpace
    items = facts.items
    notFields = facts.notFields
    unknownKeywordAdvice = facts.unknownKeywordAdvice
    alternatives = facts.alternatives
    discriminator = facts.discriminator
    mixed = facts.mixed
    rule = facts.rule
    valueRule = facts.valueRule
    missingRules = facts.missingRules
    isCompilerKey = facts.isCompilerKey
    isProse = facts.isProse
    isRegex = facts.isRegex
    isSecret = facts.isSecret
    isInBothDialects = facts.isInBothDialects
    since = facts.since
    source = facts.source
    defaultValue = facts.defaultValue
    restrictsValues =
      facts.allowed != nil || facts.known != nil || !facts.refused.isEmpty || !facts.ends.isEmpty
      || facts.minimum != nil || facts.maximum != nil || facts.exclusiveMinimum != nil
      || facts.warnAbove != nil || facts.decimals != nil || facts.minLength != nil
      || facts.maxLength != nil || facts.pattern != nil || facts.minItems != nil
      || facts.maxItems != nil || facts.forbidden != nil || facts.end != nil
      || facts.uniqueItems || facts.warnItems != nil || facts.contains != nil || facts.isRegex
  }
}

/// What else an object may hold.
package enum Additional: Sendable {
  /// Nothing (`additionalProperties: false`).
  case none
  /// Anything.
  case any
  case schema(FieldID)
}

/// Names that the server is known to refuse (a branch of `not`).
package struct RefusedNames: Sendable {
  package var names: [String]
  package var why: String
}

/// A value with an announced end (`x-ends`).
package struct AnnouncedEnd: Sendable {
  /// As `YYYY-MM-DD`.
  package var date: String
  package var instead: String?
}

/// A limit beyond which a value is unlikely to be meant (`x-warn-above`, `x-warn-items`).
package struct SoftLimit: Sendable {
  package var above: Double
  package var why: String
}

/// A known mistake for values in a range (`x-range-advice`): greater than `from`, up to `to`.
package struct RangeAdvice: Sendable {
  package var from: Double
  package var to: Double
  package var why: String
}

/// A key that people write where it does not belong (`x-not-fields`).
package struct NotField: Sendable {
  package var instead: String?
  package var why: String
}

/// The property whose value picks the branch of a union (`x-discriminator`).
package struct Discriminator: Sendable {
  package var property: String
  /// The branch where the property is left out.
  package var defaultValue: String?
  /// Whether, where the property is left out, the branch is the one that has most of the keys.
  package var guesses = false
  /// The code for a field of another branch.
  package var rule: String?
  /// What to say where the property has just this text.
  package var advice: [String: String]
}

/// A value in a schema's own file, such as a default.
package struct SchemaValue: Sendable {
  package var tree: NodeTree
  package var node: NodeID

  package init(tree: NodeTree, node: NodeID) {
    self.tree = tree
    self.node = node
  }
}
