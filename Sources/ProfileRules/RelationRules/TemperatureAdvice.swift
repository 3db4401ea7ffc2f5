internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A temperature other than the one that the documentation advises for audio, which is the default.
package enum TemperatureAdvice: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP501",
    "temperature-advice",
    "a session that speaks has another temperature than is advised",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      The documentation recommends a temperature of 0.8 for models that speak. The server accepts \
      everything from 0.6 to 1.2, so this is a warning. A session that answers in text only is not \
      checked.
      """,
    bad: """
      voice: sage
      temperature: 1.1
      """,
    good: """
      voice: sage
      temperature: 0.8
      """,
    remedy: """
      Write 0.8, or remove the field: 0.8 is the default. If you have tried another value and want \
      it, keep it. `--fix` leaves it to you.
      """,
    source: """
      openai-openapi 2025-03-21, RealtimeSessionCreateRequest.temperature: advice in the prose
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let temperature = profile.sessionField("temperature"),
      let field = profile.field(temperature), let advised = field.defaultText,
      !advised.matches(profile.bytes(temperature)),
      profile.tree.jsonKind(profile[temperature].value).contains(.number)
    else { return }
    // The advice is that of api.openai.com.
    guard field.server == nil else { return }
    let value = NumberText.value(profile.bytes(temperature))
    let isValid = value >= field.minimum ?? value && value <= field.maximum ?? value
    let best = NumberText.value(Array(advised.string.utf8)[...])
    guard isValid, value != best, !ModalitiesAdvice.isTextOnly(profile),
      !areDoubtful(in: profile)
    else { return }
    bag.report(
      profile.finding(
        descriptor,
        "a temperature of \(Wording.shown(profile.text(temperature))) is not advised for audio",
        at: temperature,
        help: "the documentation advises \(Wording.number(best)) for audio, which is the default"
      )
    )
  }

  /// Whether another mistake hides what the session answers with.
  private static func areDoubtful(in profile: BoundProfile) -> Bool {
    guard let modalities = profile.modalities else {
      return profile.isMeant("modalities", in: profile.session)
    }
    return profile.node(modalities).kind != .sequence
      || profile.children(of: modalities).contains { item in
        !(profile.field(item)?.allows(profile.bytes(item)) ?? false)
      }
  }
}
