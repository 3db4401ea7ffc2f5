package import SchemaTables

/// The facts of a `FieldSchema`, gathered from a schema.
package struct FieldFacts {
  package var name = ""
  package var pointer = ""
  package var kinds = KindSet.any
  package var properties: [(name: String, field: FieldID)] = []
  package var additional = Additional.any
  package var items: FieldID?
  package var drafts: [(name: String, field: FieldID)] = []
  package var alternatives: [FieldID] = []
  package var discriminator: DiscriminatorFacts?
  package var mixed: FieldID?
  /// What the keywords of `FactKeyword` say.
  private var said: [FieldFact: FactValue] = [:]

  package init() {}

  /// What a keyword says, in the form that its row names.
  subscript(fact: FieldFact) -> FactValue? {
    get { said[fact] }
    set { said[fact] = newValue }
  }

  package var allowed: [String]? {
    if case .texts(let texts)? = said[.allowed] { texts } else { nil }
  }
  var rule: String? {
    if case .text(let text)? = said[.rule] { text } else { nil }
  }
}

/// What a keyword says.
enum FactValue {
  case flag
  case text(String)
  case texts([String])
  case number(Double)
  case map([String: String])
  case limit(above: Double, why: String)
  case end(AnnouncedEnd)
  case ends([String: AnnouncedEnd])
  case refused([RefusedNames])
  case pattern(PatternParts)
  case range(RangeAdvice)
  case contained(text: String, why: String)
  case notFields([String: NotField])
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
