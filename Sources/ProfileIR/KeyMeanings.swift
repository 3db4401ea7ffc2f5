internal import SourceDiagnostics
package import YAMLSyntax

/// What the unknown keys of one mapping are most likely meant to be: the one place that says which of
/// them is a sure misspelling, and which field that is.
package struct KeyMeanings {
  /// The field that a key is meant to be.
  package struct Meaning {
    package var name: String
    /// Other fields that are just as near.
    package var others: [String] = []
    /// Whether it is a misspelling of this field and can be nothing else, at whatever server.
    package var isSure = false
    /// The field, where the key may be renamed: it is not there yet, no other key may mean it as well,
    /// and it can take such a value.
    package var field: FieldID?
  }

  /// So many unknown keys are no slips: then only the first are compared with what they may mean.
  package static let crowd = 1000

  package private(set) var isCrowded = false
  /// What the schema knows of the place.
  package let place: Place
  /// The known keys that are there.
  package private(set) var names: Set<String> = []
  /// By the key.
  private var meanings: [NodeID: Meaning] = [:]
  /// How many keys seem to mean a field.
  private var counts: [String: Int] = [:]

  /// What the schema knows of the keys that may stand in a mapping.
  package struct Place {
    /// What the mapping is bound to, and the union that this is a branch of, else the same.
    package let field: FieldID
    package let union: FieldID
    package let names: [String]
    /// What is said of keys that are no fields here.
    package let notFields: [String: NotField]
    private let known = KnownMatches()

    package init(_ field: FieldID, of union: FieldID, in schema: Schema) {
      (self.field, self.union) = (field, union)
      names = schema[field].properties.nameList
      notFields = schema[field].notFields.merging(schema[union].notFields) { own, _ in own }
    }

    /// The name nearest to what is written.
    fileprivate func match(_ written: String) -> Suggestion.Match? {
      if let match = known.matches[written] { return match }
      let match = Suggestion.find(written, in: names)
      if known.matches.count < KnownMatches.most { known.matches[written] = .some(match) }
      return match
    }
  }

  /// What was found for names so far: who misspells a name does so again.
  private final class KnownMatches {
    static let most = 1000
    var matches: [String: Suggestion.Match?] = [:]
  }

  package init(of mapping: NodeID, in tree: NodeTree, _ schema: Schema, at place: Place) {
    self.place = place
    let (field, fields, notFields) = (schema[place.field], place.names, place.notFields)
    var unknown: [(key: NodeID, value: NodeID)] = []
    for (key, value) in tree.entries(of: mapping) where !tree[key].flags.contains(.ignored) {
      if field.hasScratchSpace, tree.isScratchKey(tree[key]) { continue }
      if field.properties.field(of: tree[key], in: tree) == nil {
        unknown.append((key, value))
      } else {
        names.insert(tree.string(key))
      }
    }
    isCrowded = unknown.count > Self.crowd
    let missing = fields.filter { !names.contains($0) }
    for (key, _) in unknown.prefix(Self.crowd) {
      let written = tree.string(key)
      var meaning: Meaning?
      if let notField = notFields[written] {
        meaning = notField.instead.map { Meaning(name: $0) }
      } else {
        meaning = self.meaning(of: written, missing, field)
      }
      guard let meaning else { continue }
      meanings[key] = meaning
      counts[meaning.name, default: 0] += 1
    }
    for (key, value) in unknown.prefix(Self.crowd) {
      guard var meaning = meanings[key] else { continue }
      let kind = tree.jsonKind(tree.resolve(value))
      meaning.field = target(of: meaning, kind, field, schema)
      if let target = meaning.field, field.keepsUnknownKeys,
        schema.expectedKinds(schema[target]).isDisjoint(with: kind)
      {
        meaning.isSure = false
      }
      meanings[key] = meaning
    }
  }

  package subscript(key: NodeID) -> Meaning? { meanings[key] }

  /// Whether a key seems to mean a field that is not there.
  package func isMeant(_ name: String) -> Bool {
    counts[name] != nil && !names.contains(name)
  }

  /// The nearest of the fields, and of those that are not there yet, if that one is.
  private func meaning(
    of written: String,
    _ missing: [String],
    _ field: FieldSchema
  ) -> Meaning? {
    guard let match = place.match(written) else { return nil }
    if field.keepsUnknownKeys, isPlainWord(written, of: match.name) { return nil }
    guard names.contains(match.name) else {
      let isSure = match.isSure && isMisspelling(written, of: match.name, field)
      return Meaning(name: match.name, others: match.others, isSure: isSure)
    }
    let other = Suggestion.find(written, in: missing)
    return Meaning(name: other?.name ?? match.name)
  }

  /// `id`, `ref` or `comment` in a tool's schema: words of older drafts, other libraries or the author's
  /// own, and no misspellings of a keyword with a `$`.
  private func isPlainWord(_ written: String, of name: String) -> Bool {
    name.begins(with: "$") && !written.begins(with: "$") && Suggestion.isSameWord(written, name)
  }

  private func isMisspelling(_ written: String, of name: String, _ field: FieldSchema) -> Bool {
    if Suggestion.isSameWord(written, name) { return true }
    if KnownNames.isField(written) { return false }
    guard field.keepsUnknownKeys else { return true }
    // Where any word may stand, words that are much like a keyword are words: `item`, `cost`, `requires`.
    // A slip inside a long one makes none.
    let (one, other) = (Array(written.utf8), Array(name.utf8))
    return min(one.count, other.count) >= 6 && one.first == other.first && one.last == other.last
  }

  private func target(
    of meaning: Meaning,
    _ kind: KindSet,
    _ owner: FieldSchema,
    _ schema: Schema
  ) -> FieldID? {
    guard !names.contains(meaning.name), counts[meaning.name] ?? 0 <= 1,
      let target = owner.properties.field(named: meaning.name)
    else { return nil }
    let isCollection = kind == .object || kind == .array
    guard !isCollection || !schema.expectedKinds(schema[target]).isDisjoint(with: kind) else {
      return nil
    }
    return target
  }
}

extension Schema {
  /// The JSON types that a field or any branch of it takes.
  package func expectedKinds(_ field: FieldSchema) -> KindSet {
    guard field.isUnion else { return field.kinds }
    return field.alternatives.reduce(into: []) { $0.formUnion(self[$1].kinds) }
  }
}

extension NodeTree {
  /// `x-`: the author's scratch space, never checked and never emitted.
  package func isScratchKey(_ key: Node) -> Bool {
    key.count >= 2 && text[Int(key.first)] == UInt8(ascii: "x")
      && text[Int(key.first) + 1] == UInt8(ascii: "-")
  }
}
