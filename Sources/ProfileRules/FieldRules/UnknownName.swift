internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A name outside a list that is known to grow: it may be new, or misspelt.
package enum UnknownName: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP207",
    "unknown-name",
    "a name is not in the documented list, which is known to grow"
  )

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard let known = field.known, profile.isScalar(id, .string) else { return }
    let text = profile.text(id)
    guard !known.contains(text), !field.refused.contains(where: { $0.names.contains(text) })
    else { return }
    let advice = Advice(for: id, field, in: profile)
    bag.report(
      profile.finding(
        field.rule(descriptor),
        text.isEmpty
          ? "\(profile.label(id)) is an empty text"
          : "`\(Wording.shown(text))` is not a documented name for \(profile.label(id))",
        severity: .warning,
        at: id,
        help: advice.help ?? "documented are \(Wording.choices(known))",
        fix: advice.fix
      )
    )
  }
}
