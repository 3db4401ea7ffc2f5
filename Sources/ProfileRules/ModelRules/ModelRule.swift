internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A rule about fields that only some models take, by the table of models.
package final class ModelRule: Sendable {
  /// A field, and the ability that it asks of the model.
  struct Field: Sendable {
    /// Where the field stands: at the session, in its `transcription`, or its `turn_detection` itself.
    enum Place { case session, transcription, turnDetection }

    let place: Place
    /// In the table of models; the field is called the same, but for `vad`.
    let ability: StaticString
    /// The field as the message calls it.
    let what: StaticString
    /// A field that cannot stand beside it.
    let excluded: StaticString?

    init(
      _ place: Place,
      _ ability: StaticString,
      _ what: StaticString? = nil,
      insteadOf excluded: StaticString? = nil
    ) {
      (self.place, self.ability, self.excluded) = (place, ability, excluded)
      self.what = what ?? ability
    }
  }

  package let descriptor: RuleDescriptor
  package let explanation: RuleExplanation
  /// The group of models in the table: `realtime` or `transcription`.
  let group: String
  let fields: [Field]
  /// The only type of session that it is about, if not every.
  let type: StaticString?

  init(
    _ descriptor: RuleDescriptor,
    group: String,
    fields: [Field],
    onlyIn type: StaticString? = nil,
    _ explanation: RuleExplanation
  ) {
    (self.descriptor, self.explanation) = (descriptor, explanation)
    (self.group, self.fields, self.type) = (group, fields, type)
  }

  /// Reports a field that is given for a model that is known not to take it; `null` counts as not given.
  /// Of a model that the table does not have nothing is said.
  func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    for field in fields {
      guard let id = place(of: field, in: profile), !profile.isScalar(id, .null), isAbout(profile)
      else { continue }
      checkModel(field, at: id, in: profile, into: &bag)
      if let excluded = field.excluded {
        check(that: excluded, isNotBeside: field, at: id, in: profile, into: &bag)
      }
    }
  }

  private func place(of field: Field, in profile: BoundProfile) -> IRID? {
    switch field.place {
    case .session: profile.sessionField(field.ability)
    case .transcription: profile.transcription.flatMap { profile.child(field.ability, of: $0) }
    case .turnDetection: profile.turnDetection
    }
  }

  private func isAbout(_ profile: BoundProfile) -> Bool {
    guard let type else { return true }
    // Not every dialect has a type.
    guard profile.schema.hasKinds else { return false }
    return profile.sessionField("type").map { profile.isText($0, type) } ?? false
  }

  private func checkModel(
    _ field: Field,
    at id: IRID,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let model =
      group == "realtime"
      ? profile.sessionField("model")
      : profile.transcription.flatMap { profile.child("model", of: $0) }
    guard let model, let name = profile.string(model),
      ModelTable.embedded.model(name, in: group)?.abilities[field.ability.description] == false
    else { return }
    let able = ModelTable.embedded.models(of: group, with: field.ability.description)
    let others = able.isEmpty ? "" : ", or use \(Wording.choices(able, most: 6))"
    bag.report(
      profile.finding(
        descriptor,
        "`\(name)` takes no \(field.what)",
        at: id,
        onKey: true,
        label: "not taken by this model",
        help: "remove it\(others)",
        related: [RelatedLocation("the model", at: profile.span(model))],
        fix: profile.removal(of: id, title: "remove `\(profile.name(id))`", isSafe: false)
      )
    )
  }

  private func check(
    that excluded: StaticString,
    isNotBeside field: Field,
    at id: IRID,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard let parent = profile.transcription, let other = profile.child(excluded, of: parent)
    else { return }
    bag.report(
      profile.finding(
        descriptor,
        "`\(excluded)` and `\(field.ability)` exclude each other",
        at: other,
        onKey: true,
        help: "keep one of the two",
        related: [RelatedLocation("the list is here", at: profile.keySpan(id))]
      )
    )
  }
}
