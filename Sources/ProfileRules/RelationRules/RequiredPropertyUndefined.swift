internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// `required` names a property that `properties` does not define: a misspelling, mostly, and then
/// the model is never told what the argument is.
package enum RequiredPropertyUndefined: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP407",
    "required-property-undefined",
    "a required property is not defined",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      `required` lists a property that `properties` does not describe, mostly one that was \
      misspelt or renamed. JSON Schema allows this, so it is a warning; but the model must then \
      pass an argument of which it knows neither type nor meaning, and the one that you describe \
      becomes optional.
      """,
    bad: """
      tools:
        - type: function
          name: find_customer
          parameters:
            type: object
            properties:
              customer_number: { type: string }
            required: [costumer_number]
      """,
    good: """
      tools:
        - type: function
          name: find_customer
          parameters:
            type: object
            properties:
              customer_number: { type: string }
            required: [customer_number]
      """,
    remedy: """
      Write the same name in both places, or remove it from `required`. `--fix --unsafe` writes \
      the defined name that is most like it.
      """,
    source: "JSON Schema 2020-12, validation, section 6.5.3: required"
  )

  /// In how many places of a file a defined name is looked for that is like the required one: all are
  /// names that the file makes up, and each is compared with each.
  private static let suggestionsMax = 250

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    var suggestions = suggestionsMax
    var families = SchemaFamilies(profile)
    ToolParameters.forEach(of: profile) { root in
      for schema in profile.subtree(of: root)
      where ToolParameters.isSchema(schema, in: profile) {
        check(schema, in: profile, &families, &suggestions, into: &bag)
      }
    }
  }

  private static func check(
    _ schema: IRID,
    in profile: BoundProfile,
    _ families: inout SchemaFamilies,
    _ suggestions: inout Int,
    into bag: inout DiagnosticBag
  ) {
    // Without `properties` here they may be defined beside, in `allOf` or by reference.
    guard let required = profile.child("required", of: schema),
      let properties = profile.child("properties", of: schema),
      profile.node(required).kind == .sequence, profile.node(properties).kind == .mapping
    else { return }
    lazy var hasPatterns = profile.child("patternProperties", of: schema) != nil
    var defined = DefinedNames(properties, in: profile)
    for item in profile.children(of: required)
    where profile.isScalar(item, .string) && !defined.contains(profile.bytes(item), in: profile)
      && !hasPatterns
      && !families.mayDefine(profile.bytes(item), for: schema)
    {
      if bag.countsOnly(descriptor, at: profile.span(item)) { continue }
      let name = profile.text(item)
      suggestions -= 1
      let nearest =
        suggestions < 0 ? nil : Suggestion.nearest(to: name, in: defined.names(in: profile))
      bag.report(
        profile.finding(
          descriptor,
          "`\(Wording.shown(name))` is required, but `properties` does not define it",
          at: item,
          help: nearest.map { "did you mean `\($0)`?" } ?? "define it, or remove it here",
          related: [
            RelatedLocation("the properties are defined here", at: profile.keySpan(properties))
          ],
          fix: nearest.flatMap { profile.rewriting(item, as: $0, isSafe: false) }
        )
      )
    }
  }
}

/// The names of `properties`: the few that most schemas have are compared one by one, more are looked up.
private struct DefinedNames {
  let properties: IRID
  private var table: Set<ArraySlice<UInt8>> = []
  private var list: [String]?
  private static let few = 8

  init(_ properties: IRID, in profile: BoundProfile) {
    self.properties = properties
    guard profile.node(properties).count > 2 * Self.few else { return }
    table = Set(profile.children(of: properties).map { profile.tree.bytes(profile[$0].key) })
  }

  func contains(_ name: ArraySlice<UInt8>, in profile: BoundProfile) -> Bool {
    guard table.isEmpty else { return table.contains(name) }
    return profile.children(of: properties).contains { profile.tree.bytes(profile[$0].key) == name }
  }

  mutating func names(in profile: BoundProfile) -> [String] {
    let names = list ?? profile.children(of: properties).map { profile.name($0) }
    list = names
    return names
  }
}
