internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// `null` where the field has no off state. Null and absent differ: null turns a feature off, and
/// few fields have that.
package enum NullNotAllowed: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP104",
    "null-not-allowed",
    "a field is null that cannot be turned off"
  )

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let isEmpty = profile.span(id).isEmpty
    let advice = Advice(for: id, field, in: profile)
    bag.report(
      profile.finding(
        profile.typeRule(descriptor, for: id, field),
        isEmpty
          ? "\(profile.label(id)) has no value, which is null"
          : "\(profile.label(id)) cannot be null",
        at: id,
        help: advice.help
          ?? (profile[id].key == .none
            ? "remove the item" : "leave the field out, or give it a value"),
        fix: advice.fix
      )
    )
  }
}
