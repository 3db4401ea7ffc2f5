internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// A field that only some models take, by the table of models.
struct ModelAbility {
  /// The group of the table, and the ability in it.
  let group: String
  let ability: String

  /// Reports a field that is given for a model that is known not to take it. Of a model that the table
  /// does not have nothing is said.
  ///
  /// - Parameters:
  ///   - field: the field, if it is given; `null` counts as not given.
  ///   - model: the session's or the transcription's model, if it is given.
  ///   - what: the field as the message calls it.
  func check(
    _ field: IRID?,
    of model: IRID?,
    what: String,
    rule: RuleDescriptor,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard let field, !profile.isScalar(field, .null), let model,
      let name = profile.string(model),
      ModelTable.embedded.model(name, in: group)?.abilities[ability] == false
    else { return }
    let able = ModelTable.embedded.models(of: group, with: ability)
    let others = able.isEmpty ? "" : ", or use \(Wording.choices(able, most: 6))"
    bag.report(
      profile.finding(
        rule,
        "`\(name)` takes no \(what)",
        at: field,
        onKey: true,
        label: "not taken by this model",
        help: "remove it\(others)",
        related: [RelatedLocation("the model", at: profile.span(model))],
        fix: profile.removal(of: field, title: "remove `\(profile.name(field))`", isSafe: false)
      )
    )
  }
}
