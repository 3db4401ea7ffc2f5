import SchemaTables

/// A keyword of a schema that says one thing of a field: the fact, and the form in which it says it.
///
/// A new one takes a row here, a case of `FieldFact`, what it means in `FieldSchema`, and its form in
/// `schemas/facts/vocabulary.schema.json`.
struct FactKeyword {
  enum Form {
    /// `true`.
    case flag
    case text
    /// Any value, as it stands in the file.
    case source
    case texts
    case number
    /// A whole number.
    case count
    /// Texts by texts.
    case map
    /// The same; a word by itself is that of all kinds of change.
    case change
    /// `{above, why}`.
    case limit
    /// `{date, instead}`.
    case end
    /// Ends by values.
    case ends
    /// The name of a group of `models.json`, whose ends are meant.
    case models
    /// One of the small language of `PatternParts`.
    case pattern
    /// `[{enum: …}, true]`: known names, and any other.
    case openList
    /// `{anyOf: [{enum: …, description: why}, …]}`.
    case refused
    /// `{const: …}`.
    case contained
    /// Why a list must contain that.
    case containedWhy
    /// `{from, to, power, why}`.
    case range
    /// `{instead, why}` by names.
    case notFields
    /// Whether `^x-` is among patterns.
    case scratchSpace
  }

  let fact: FieldFact
  let form: Form

  /// Those that JSON Schema has, then ours.
  static let all: [String: FactKeyword] = [
    "description": .init(fact: .description, form: .text),
    "enum": .init(fact: .allowed, form: .texts),
    "anyOf": .init(fact: .known, form: .openList),
    "not": .init(fact: .refused, form: .refused),
    "default": .init(fact: .defaultValue, form: .source),
    "minimum": .init(fact: .minimum, form: .number),
    "maximum": .init(fact: .maximum, form: .number),
    "exclusiveMinimum": .init(fact: .exclusiveMinimum, form: .number),
    "minLength": .init(fact: .minLength, form: .count),
    "maxLength": .init(fact: .maxLength, form: .count),
    "minItems": .init(fact: .minItems, form: .count),
    "maxItems": .init(fact: .maxItems, form: .count),
    "uniqueItems": .init(fact: .uniqueItems, form: .flag),
    "pattern": .init(fact: .pattern, form: .pattern),
    "contains": .init(fact: .contains, form: .contained),
    "required": .init(fact: .required, form: .texts),
    "patternProperties": .init(fact: .hasScratchSpace, form: .scratchSpace),
    "x-advice": .init(fact: .advice, form: .map),
    "x-change": .init(fact: .change, form: .change),
    "x-compiler": .init(fact: .isCompilerKey, form: .flag),
    "x-contains": .init(fact: .contains, form: .containedWhy),
    "x-decimals": .init(fact: .decimals, form: .count),
    "x-end": .init(fact: .end, form: .end),
    "x-ends": .init(fact: .ends, form: .ends),
    "x-forbidden": .init(fact: .forbidden, form: .text),
    "x-identity": .init(fact: .identity, form: .text),
    "x-instead": .init(fact: .instead, form: .map),
    "x-lone-references": .init(fact: .hasLoneReferences, form: .flag),
    "x-merge": .init(fact: .merge, form: .text),
    "x-merge-by": .init(fact: .mergeBy, form: .text),
    "x-missing-rules": .init(fact: .missingRules, form: .map),
    "x-models": .init(fact: .ends, form: .models),
    "x-not-fields": .init(fact: .notFields, form: .notFields),
    "x-otherwise": .init(fact: .otherwise, form: .text),
    "x-output-only": .init(fact: .outputOnly, form: .texts),
    "x-prose": .init(fact: .isProse, form: .flag),
    "x-range-advice": .init(fact: .rangeAdvice, form: .range),
    "x-regex": .init(fact: .isRegex, form: .flag),
    "x-rule": .init(fact: .rule, form: .text),
    "x-secret": .init(fact: .isSecret, form: .flag),
    "x-secret-reference": .init(fact: .isSecretReference, form: .flag),
    "x-server": .init(fact: .server, form: .text),
    "x-set": .init(fact: .isSet, form: .flag),
    "x-since": .init(fact: .since, form: .text),
    "x-source": .init(fact: .source, form: .text),
    "x-sure": .init(fact: .sure, form: .texts),
    "x-unknown-keywords": .init(fact: .unknownKeywordAdvice, form: .text),
    "x-value-rule": .init(fact: .valueRule, form: .text),
    "x-warn-above": .init(fact: .warnAbove, form: .limit),
    "x-warn-items": .init(fact: .warnItems, form: .limit),
    "x-warn-repeated": .init(fact: .warnsOfRepeated, form: .flag),
  ]
}
