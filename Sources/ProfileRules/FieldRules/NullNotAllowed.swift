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
    let isWord = !isEmpty && field.allowed?.contains("null") ?? false
    let parent = profile[id].parent
    let isRequired =
      parent != .none && profile.field(parent)?.required.contains(profile.name(id)) ?? false
    let help =
      isWord
      ? "put the word in quotes: `\"null\"`"
      : profile[id].key == .none
        ? "remove the item"
        : isRequired ? "give it a value" : "leave the field out, or give it a value"
    bag.report(
      profile.finding(
        profile.typeRule(descriptor, for: id, field),
        isEmpty
          ? "\(profile.label(id)) has no value, which is null"
          : "\(profile.label(id)) cannot be null",
        at: id,
        help: advice.help ?? help,
        fix: advice.fix ?? (isWord ? .replace(profile.span(id), with: "\"null\"") : nil)
      )
    )
  }
}
