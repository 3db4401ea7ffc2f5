internal import ProfileIR
internal import SchemaTables

/// What the fields around a place call their changes: `x-change` of each, the innermost last.
struct ChangeWords {
  /// A field: the branch that applies, and the union that it is of.
  private struct Level {
    var branch: FieldSchema?
    var union: FieldSchema?
    /// The word for whatever happens, where the schema has none.
    var standard: String?

    func word(_ kind: String) -> String? {
      branch?.changeWord(for: kind) ?? union?.changeWord(for: kind)
        ?? (kind == "changed" ? standard : nil)
    }
  }

  private var levels: [Level] = []

  /// The words at a field inside.
  func entering(_ part: RequestPart, below parent: RequestPart?) -> ChangeWords {
    var words = self
    var level = Level()
    if part.field == .unknown {
      // What is no keyword of a tool's schema says nothing about arguments.
      if let parent, parent.facts.keepsUnknownKeys { level.standard = "wording" }
    } else {
      if part.facts.hasChangeWords { level.branch = part.facts }
      let union = part.schema[part.union]
      if part.union != part.field, union.hasChangeWords { level.union = union }
    }
    words.levels.append(level)
    return words
  }

  /// The word that the field itself has.
  func own(_ kind: String) -> String? { levels.last?.word(kind) }

  /// Whether the field itself has a word.
  func hasOwn(_ kind: String) -> Bool { own(kind) != nil }

  /// Whether the value is told as a whole, whatever changes in it.
  var isWhole: Bool { hasOwn("whole") }

  /// The row of `changes.json` for a change of the field.
  ///
  /// - Parameter kinds: what it is, the most exact first.
  func rule(for kinds: [String], in rules: ChangeRules) -> ChangeRule {
    let last = levels.count - 1
    for kind in kinds + ["changed"] {
      if last >= 0, let word = levels[last].word(kind) {
        return rule(word, from: last - 1, in: rules)
      }
    }
    for index in levels.indices.reversed().dropFirst() {
      if let word = levels[index].word("changed") { return rule(word, from: index - 1, in: rules) }
    }
    return rules["field"]
  }

  /// The row for a schema that takes more or less than before.
  func rule(forScope kind: ChangeKind, in rules: ChangeRules) -> ChangeRule {
    rule(kind.rawValue, from: levels.count - 1, in: rules)
  }

  /// The row that a word stands for, as the fields around explain it.
  private func rule(_ word: String, from start: Int, in rules: ChangeRules) -> ChangeRule {
    var word = word
    var index = start
    while true {
      if let rule = rules.rule(word) { return rule }
      guard index >= 0 else { return rules["field"] }
      if let next = levels[index].word(word) { word = next }
      index -= 1
    }
  }
}
