package import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// Runs every rule over a bound profile: first each place by itself, then the relations.
package enum ProfileChecker {
  /// Reports everything that is wrong with the profile. Linear in its nodes.
  ///
  /// - Parameters:
  ///   - allowed: values that fields take beyond those documented, as in `RulePolicy`.
  ///   - hasOpenNames: whether the server has models and voices of its own.
  package static func check(
    _ profile: BoundProfile,
    allowing allowed: [String: Set<String>] = [:],
    hasOpenNames: Bool = false,
    into bag: inout DiagnosticBag
  ) {
    checkPlaces(of: profile, allowing: allowed, hasOpenNames: hasOpenNames, into: &bag)
    for rule in RuleRegistry.relationRules { rule.check(profile, into: &bag) }
    for rule in ModelRule.all { rule.check(profile, into: &bag) }
  }

  /// The rules about single places, which hold for any document that is bound to a schema.
  package static func checkPlaces(
    of profile: BoundProfile,
    allowing allowed: [String: Set<String>] = [:],
    hasOpenNames: Bool = false,
    into bag: inout DiagnosticBag
  ) {
    let mayHavePlaceholders = PlaceholderLeft.mayOccur(in: profile)
    var siblings = UnknownField.Siblings()
    // Siblings together, so that each mapping is looked at once.
    if let misspelt = profile.misspelt {
      for id in misspelt.ids.sorted(by: { profile.isBefore($0, $1) }) {
        UnknownField.check(id, in: profile, &siblings, into: &bag)
      }
    }
    for id in profile.all {
      let node = profile[id]
      guard node.field != .unknown else {
        UnknownField.check(id, in: profile, &siblings, into: &bag)
        if profile.schema[profile[node.parent].field].keepsUnknownKeys {
          let anything = profile.schema[.anything]
          checkPlace(
            id,
            anything,
            in: profile,
            placeholders: mayHavePlaceholders,
            allowing: [:],
            hasOpenNames: false,
            into: &bag
          )
        }
        continue
      }
      checkPlace(
        id,
        profile.schema[node.field],
        in: profile,
        placeholders: mayHavePlaceholders,
        allowing: allowed,
        hasOpenNames: hasOpenNames,
        into: &bag
      )
    }
  }

  private static func checkPlace(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    placeholders: Bool,
    allowing allowed: [String: Set<String>],
    hasOpenNames: Bool,
    into bag: inout DiagnosticBag
  ) {
    if placeholders, PlaceholderLeft.report(id, field, in: profile, into: &bag) { return }
    // What could not be read has a finding of its own.
    if profile.node(id).flags.contains(.broken) { return }
    let value = profile[id].value
    let kind = profile.tree.jsonKind(value)
    // A union still standing here is one that no branch of it fits.
    guard !field.kinds.isDisjoint(with: kind), !field.isUnion else {
      if kind == .null {
        NullNotAllowed.check(id, field, in: profile, into: &bag)
      } else {
        WrongType.check(id, field, in: profile, into: &bag)
      }
      return
    }
    if kind.contains(.number) { InexactNumber.check(id, field, in: profile, into: &bag) }
    if kind == .object, field.has(.required) {
      MissingField.check(id, field, in: profile, into: &bag)
    }
    if field.isSecret { SecretInProfile.checkSecretField(id, in: profile, into: &bag) }
    guard field.restrictsValues, allowed.isEmpty || !isAllowed(id, by: allowed, in: profile) else {
      return
    }
    if hasOpenNames, UnknownName.isOpen(field) {
      UnknownName.checkOpen(id, field, in: profile, into: &bag)
      return
    }
    if field.has(any: NotInEnum.facts) { NotInEnum.check(id, field, in: profile, into: &bag) }
    if field.has(any: UnknownName.facts) { UnknownName.check(id, field, in: profile, into: &bag) }
    if field.has(any: DeprecatedValue.facts) {
      DeprecatedValue.check(id, field, in: profile, into: &bag)
    }
    if field.has(any: OutOfRange.facts) { OutOfRange.check(id, field, in: profile, into: &bag) }
    if field.has(any: BadLengthOrPattern.facts) {
      BadLengthOrPattern.check(id, field, in: profile, into: &bag)
    }
  }

  private static func isAllowed(
    _ id: IRID,
    by allowed: [String: Set<String>],
    in profile: BoundProfile
  ) -> Bool {
    guard let text = profile.string(id) else { return false }
    return allowed[profile.fieldPath(id)]?.contains(text) ?? false
  }
}
