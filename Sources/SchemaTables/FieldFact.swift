/// What a record can say of a field. The cases are named for the keywords of JSON Schema and for those of
/// our own; `FieldSchema` tells what each means.
///
/// A record is a set of these, as one number of three words, and then a word for each that is no mere
/// flag, in the order of the cases.
public enum FieldFact: UInt64, CaseIterable, Sendable {
  // Flags, which need no word.
  case uniqueItems, warnsOfRepeated, hasScratchSpace, isCompilerKey, isProse, isRegex, isSecret,
    isSecretReference, hasLoneReferences, isSet
  // Words.
  case name, pointer, kinds, description, since, source, defaultValue
  case allowed, known, refused, ends, end, pattern, forbidden, outputOnly
  case minimum, maximum, exclusiveMinimum, warnAbove, rangeAdvice, decimals
  case minLength, maxLength, minItems, maxItems, warnItems, contains
  case advice, instead, sure, otherwise
  case properties, required, additional, items, notFields, unknownKeywordAdvice, drafts
  case alternatives, discriminator, mixed
  case rule, valueRule, missingRules
  case identity, merge, mergeBy, change
  case server

  @inlinable public var bit: UInt64 { 1 &<< rawValue }
  @inlinable public var isFlag: Bool { rawValue < FieldFact.name.rawValue }

  /// How many bytes the set of a record takes.
  @inlinable public static var setSize: Int { 3 * SchemaTable.wordSize }
  /// Every fact that has a word.
  @inlinable public static var words: UInt64 { ~(FieldFact.name.bit - 1) }

  /// What restricts a value beyond its type.
  @inlinable
  public static var restrictions: UInt64 {
    allowed.bit | known.bit | refused.bit | ends.bit | end.bit | pattern.bit | forbidden.bit
      | minimum.bit | maximum.bit | exclusiveMinimum.bit | warnAbove.bit | decimals.bit
      | minLength.bit | maxLength.bit | minItems.bit | maxItems.bit | warnItems.bit | contains.bit
      | uniqueItems.bit | warnsOfRepeated.bit | isRegex.bit
  }
}
