internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A name outside a list that is known to grow: it may be new, or misspelt.
package enum UnknownName: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP207",
    "unknown-name",
    "a name is not in the documented list, which is known to grow",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      The documentation lists the names of voices and transcription models, and the list grows. A \
      name outside it is either newer than this tool or misspelt. To a voice that it does not know \
      the server answers `invalid_value`, and applies nothing of the request.
      """,
    bad: """
      voice: saga
      instructions: You answer the support line of Fjord Broadband.
      """,
    good: """
      voice: sage
      instructions: You answer the support line of Fjord Broadband.
      """,
    remedy: """
      Compare the name with your provider's current list. `--fix` puts capital letters right; \
      `--fix --unsafe` also writes the documented name that is most like it. A name that is right \
      may stay: the finding is a warning.
      """,
    source: """
      openai-python 1.99.9, SessionCreateParams.voice; server answer invalid_value, \
      'session.voice'
      """
  )

  /// The facts of a field that this is about.
  static var facts: UInt64 {
    FieldFact.known.bit
  }

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard profile.isScalar(id, .string), !field.knows(profile.bytes(id)), let known = field.known
    else { return }
    let text = profile.text(id)
    guard field.refusal(of: profile.bytes(id)) == nil,
      !bag.countsOnly(field.rule(descriptor), at: profile.span(id))
    else { return }
    let advice = Advice(for: id, field, in: profile)
    bag.report(
      profile.finding(
        field.rule(descriptor),
        text.isEmpty
          ? "\(profile.label(id)) is an empty text"
          : "`\(Wording.shown(text))` is not a documented name for \(profile.label(id))",
        at: id,
        help: advice.help ?? "documented are \(Wording.choices(known))",
        fix: advice.fix
      )
    )
  }
}
