internal import SourceDiagnostics

/// What one place of a profile may hold: a schema of `schemas/`, prepared for checking.
///
/// Every fact in here comes from the JSON file; the properties are named for its keywords, and those
/// that begin with `x-` are explained in the guide, under "The schemas". A fact is read from the table
/// each time that it is asked for: whether it is there costs nothing, and texts are made where
/// something is reported.
public struct FieldSchema: Sendable {
  @usableFromInline let table: SchemaTable
  @usableFromInline let facts: UInt64
  /// Where the words of the record begin.
  @usableFromInline let words: Int
  /// Where its properties are, which every key of an object is looked up in.
  @usableFromInline let propertiesOffset: Int
  public let kinds: KindSet

  /// Reads the record at `offset`, and moves on to the next one.
  public init(table: SchemaTable, at offset: inout Int) {
    self.table = table
    facts = table.number(at: offset)
    words = offset + FieldFact.setSize
    offset = words + SchemaTable.wordSize * (facts & FieldFact.words).nonzeroBitCount
    propertiesOffset = Self.word(.properties, facts, words, table)
    let kinds = Self.word(.kinds, facts, words, table)
    self.kinds = kinds == 0 ? .any : KindSet(rawValue: UInt8(truncatingIfNeeded: kinds))
  }

  // With the fact known, only the count of those before it is left.
  @inlinable @inline(__always)
  static func word(_ fact: FieldFact, _ facts: UInt64, _ words: Int, _ table: SchemaTable) -> Int {
    guard facts & fact.bit != 0 else { return 0 }
    return table.word((facts & FieldFact.words & (fact.bit - 1)).nonzeroBitCount, after: words)
  }

  @inlinable
  public func has(_ fact: FieldFact) -> Bool { facts & fact.bit != 0 }

  /// Whether the record has one of the facts in a set, as a sum of their bits.
  @inlinable
  public func has(any set: UInt64) -> Bool { facts & set != 0 }

  /// The word of a fact; 0 where the record does not have it.
  @inlinable @inline(__always)
  func word(_ fact: FieldFact) -> Int { Self.word(fact, facts, words, table) }

  @inlinable
  func number(_ fact: FieldFact) -> Double? {
    has(fact) ? table.double(at: word(fact)) : nil
  }

  func integer(_ fact: FieldFact) -> Int? { number(fact).map { Int($0) } }
  func text(_ fact: FieldFact) -> String? { table.optionalText(word(fact)) }

  @inlinable
  func list(_ fact: FieldFact) -> TextList? {
    has(fact) ? TextList(table: table, offset: word(fact)) : nil
  }

  /// The property's name, or the name of the definition.
  public var name: String { text(.name) ?? "" }
  /// Where it stands, such as `sessions.schema.json#/properties/voice`.
  public var pointer: String { text(.pointer) ?? "" }
  public var description: String? { text(.description) }

  // MARK: Values

  /// Whether anything but the type restricts a value: lets the checker skip most of them at once.
  @inlinable
  public var restrictsValues: Bool { has(any: FieldFact.restrictions) }

  /// The closed list of texts (`enum`).
  public var allowed: [String]? { list(.allowed)?.strings }
  /// Whether a text is one of `allowed`; `true` where there is no such list.
  @inlinable
  public func allows(_ text: ArraySlice<UInt8>) -> Bool { list(.allowed)?.contains(text) ?? true }
  /// The open list of texts (`anyOf: [{enum: …}, true]`).
  public var known: [String]? { list(.known)?.strings }
  /// Whether a text is one of `known`; `true` where there is no such list.
  @inlinable
  public func knows(_ text: ArraySlice<UInt8>) -> Bool { list(.known)?.contains(text) ?? true }
  /// Texts that are known to be refused (`not`), with the reason.
  public var refused: [RefusedNames] {
    entries(.refused, width: 2).map { entry in
      RefusedNames(
        names: TextList(table: table, offset: table.word(at: entry)).strings,
        why: table.text(at: table.word(1, after: entry)).string
      )
    }
  }
  /// Why a text is refused, where it is known to be.
  public func refusal(of text: ArraySlice<UInt8>) -> String? {
    for entry in entries(.refused, width: 2)
    where TextList(table: table, offset: table.word(at: entry)).contains(text) {
      return table.text(at: table.word(1, after: entry)).string
    }
    return nil
  }
  /// The announced ends of values, by value.
  public var ends: [String: AnnouncedEnd] {
    guard let names = endNames else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: names.strings.enumerated().map { ($1, announcedEnd(at: endOffset($0))) }
    )
  }
  /// The announced end of a value.
  public func end(of text: ArraySlice<UInt8>) -> AnnouncedEnd? {
    endNames?.firstIndex(of: text).map { announcedEnd(at: endOffset($0)) }
  }
  private var endNames: TextList? {
    has(.ends) ? TextList(table: table, offset: table.word(at: word(.ends))) : nil
  }
  /// After the list of the names come a date and a successor for each.
  private func endOffset(_ index: Int) -> Int {
    word(.ends) + SchemaTable.wordSize * (1 + 2 * index)
  }
  /// The announced end of the field itself (`x-end`).
  public var end: AnnouncedEnd? { has(.end) ? announcedEnd(at: word(.end)) : nil }
  public var minimum: Double? { number(.minimum) }
  public var maximum: Double? { number(.maximum) }
  public var exclusiveMinimum: Double? { number(.exclusiveMinimum) }
  public var warnAbove: SoftLimit? { softLimit(.warnAbove) }
  public var rangeAdvice: RangeAdvice? {
    guard has(.rangeAdvice) else { return nil }
    let offset = word(.rangeAdvice)
    return RangeAdvice(
      from: table.double(at: table.word(at: offset)),
      to: table.double(at: table.word(1, after: offset)),
      power: Int(table.double(at: table.word(2, after: offset))),
      why: table.text(at: table.word(3, after: offset)).string
    )
  }
  /// The most digits after the decimal point (`x-decimals`).
  public var decimals: Int? { integer(.decimals) }
  public var minLength: Int? { integer(.minLength) }
  public var maxLength: Int? { integer(.maxLength) }
  public var pattern: NamePattern? {
    has(.pattern) ? NamePattern(table: table, offset: word(.pattern)) : nil
  }
  /// Characters that the text may not have (`x-forbidden`).
  public var forbidden: String? { text(.forbidden) }
  /// Members that only a server's answer has (`x-output-only`).
  public var outputOnly: [String] { list(.outputOnly)?.strings ?? [] }
  public var minItems: Int? { integer(.minItems) }
  public var maxItems: Int? { integer(.maxItems) }
  public var uniqueItems: Bool { has(.uniqueItems) }
  /// Whether an item that stands twice is only useless (`x-warn-repeated`).
  public var warnsOfRepeated: Bool { has(.warnsOfRepeated) }
  public var warnItems: SoftLimit? { softLimit(.warnItems) }
  /// A text that the list must contain (`contains: {const: …}`), and why.
  public var contains: (text: String, why: String)? {
    containedText.map { ($0.string, table.text(at: table.word(1, after: word(.contains))).string) }
  }
  public var containedText: TableText? {
    has(.contains) ? table.text(at: table.word(at: word(.contains))) : nil
  }
  /// What to say, and what to write instead, where a scalar has just this text.
  public var advice: [String: String] { texts(.advice) }
  public var instead: [String: String] { texts(.instead) }
  public func advice(for text: String) -> String? { self.text(.advice, for: text) }
  public func instead(for text: String) -> String? { self.text(.instead, for: text) }
  /// Whether `instead` is what a text means at whatever server (`x-sure`): as a rule it is the name that
  /// another API or version has for the value, and right there.
  public func isSure(_ text: String) -> Bool {
    list(.sure)?.contains(Array(text.utf8)[...]) ?? false
  }
  /// What to say of any other wrong value (`x-otherwise`).
  public var otherwise: String? { text(.otherwise) }
  /// The documented default, as JSON.
  public var defaultText: TableText? {
    has(.defaultValue) ? table.text(at: word(.defaultValue)) : nil
  }

  // MARK: Members

  @inlinable
  public var properties: KeyTable {
    KeyTable(table: table, offset: propertiesOffset)
  }
  @inlinable
  public var required: TextList { TextList(table: table, offset: word(.required)) }
  @inlinable
  public var additional: Additional {
    guard has(.additional) else { return .any }
    let field = word(.additional)
    return field == 0 ? .none : .schema(FieldID(index: UInt16(truncatingIfNeeded: field)))
  }
  /// Keys that begin with `x-` are the author's own.
  @inlinable
  public var hasScratchSpace: Bool { has(.hasScratchSpace) }
  @inlinable
  public var items: FieldID? {
    has(.items) ? FieldID(index: UInt16(truncatingIfNeeded: word(.items))) : nil
  }
  public var notFields: [String: NotField] {
    mapped(.notFields, width: 3) { entry in
      NotField(
        instead: table.optionalText(table.word(1, after: entry)),
        why: table.text(at: table.word(2, after: entry)).string
      )
    }
  }
  /// What to say of a key that is unknown but harmless (`x-unknown-keywords`).
  public var unknownKeywordAdvice: String? { text(.unknownKeywordAdvice) }
  /// Whether unknown keys are only warned of, and kept with all that is below them.
  @inlinable
  public var keepsUnknownKeys: Bool { has(.unknownKeywordAdvice) }

  // MARK: Drafts of JSON Schema

  /// The keywords that are others in the draft which `$schema` names (`x-drafts`), as the properties of a
  /// field; `nil` for a draft that is not listed.
  public func draft(in schema: ArraySlice<UInt8>) -> FieldID? {
    for entry in entries(.drafts, width: 2)
    where schema.firstRange(ofBytes: table.text(at: table.word(at: entry)).string.utf8) != nil {
      return FieldID(index: UInt16(truncatingIfNeeded: table.word(1, after: entry)))
    }
    return nil
  }
  @inlinable
  public var hasDrafts: Bool { has(.drafts) }
  /// Whether what stands beside a `$ref` is not looked at in this draft (`x-lone-references`).
  @inlinable
  public var hasLoneReferences: Bool { has(.hasLoneReferences) }

  // MARK: Unions

  @inlinable
  public var isUnion: Bool { has(.alternatives) }
  public var alternatives: [FieldID] {
    guard isUnion else { return [] }
    return (0..<alternativeCount).map { alternative($0) }
  }
  @inlinable
  public var alternativeCount: Int { isUnion ? table.word(at: word(.alternatives)) : 0 }
  @inlinable
  public func alternative(_ index: Int) -> FieldID {
    FieldID(index: UInt16(truncatingIfNeeded: table.word(index + 1, after: word(.alternatives))))
  }
  @inlinable
  public var discriminator: Discriminator? {
    has(.discriminator) ? Discriminator(table: table, offset: word(.discriminator)) : nil
  }
  /// The branch for values whose discriminator names none.
  public var mixed: FieldID? {
    has(.mixed) ? FieldID(index: UInt16(truncatingIfNeeded: word(.mixed))) : nil
  }

  // MARK: Composition

  /// The member that names an item among those of a list (`x-identity`).
  public var identity: TableText? { has(.identity) ? table.text(at: word(.identity)) : nil }
  /// Whether a mapping of an upper layer takes the place of one below, in place of being merged with it
  /// (`x-merge: replace`).
  public var isReplaced: Bool { text(.merge) == "replace" }
  /// The member whose value two mappings must share to be merged (`x-merge-by`).
  public var mergeBy: TableText? { has(.mergeBy) ? table.text(at: word(.mergeBy)) : nil }

  // MARK: Changes

  /// Whether the order of the items says nothing (`x-set`).
  public var isSet: Bool { has(.isSet) }
  public var hasChangeWords: Bool { has(.change) }
  /// What a kind of change of the field is called (`x-change`): a row of `schemas/changes.json`, or a word that
  /// a field around it explains.
  public func changeWord(for kind: String) -> String? { text(.change, for: kind) }

  // MARK: Roles

  /// The code that all findings in here get in place of the general one (`x-rule`); inherited.
  public var rule: String? { text(.rule) }
  /// The code for a value that is not in the list (`x-value-rule`).
  public var valueRule: String? { text(.valueRule) }
  /// The code for a missing field, by its name (`x-missing-rules`).
  public func missingRule(of name: String) -> String? {
    for entry in entries(.missingRules, width: 2)
    where table.text(at: table.word(at: entry)).string == name {
      return table.text(at: table.word(1, after: entry)).string
    }
    return nil
  }
  public var isCompilerKey: Bool { has(.isCompilerKey) }
  /// Free text, where a placeholder is only suspicious.
  public var isProse: Bool { has(.isProse) }
  public var isRegex: Bool { has(.isRegex) }
  /// Whatever stands here is a secret (`x-secret`).
  @inlinable
  public var isSecret: Bool { has(.isSecret) }
  /// A mapping that names a secret in place of holding it (`x-secret-reference`).
  @inlinable
  public var isSecretReference: Bool { has(.isSecretReference) }
  /// Which later documentation added the field.
  public var since: String? { text(.since) }
  public var source: String? { text(.source) }
  /// The title of the server whose overlay says something of the field.
  public var server: String? { text(.server) }
}
