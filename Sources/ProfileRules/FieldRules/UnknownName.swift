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
    guard field.refusal(of: profile.bytes(id)) == nil else { return }
    report(id, field, known, in: profile, into: &bag)
  }

  // MARK: Servers with names of their own

  /// Whether a field names something that each server has its own of: a model or a voice. Those are the
  /// fields with names that end, or that one server refuses.
  static func isOpen(_ field: FieldSchema) -> Bool {
    field.has(.ends) || field.has(.refused) && (field.has(.known) || field.has(.allowed))
  }

  /// The same where the server is another one: all documented names are only that.
  static func checkOpen(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let bytes = profile.bytes(id)
    guard profile.isScalar(id, .string),
      !(field.has(.known) ? field.knows(bytes) : field.allows(bytes)),
      let known = field.known ?? field.allowed
    else { return }
    report(id, field, known, in: profile, into: &bag)
  }

  private static func report(
    _ id: IRID,
    _ field: FieldSchema,
    _ known: [String],
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard !bag.countsOnly(field.rule(descriptor), at: profile.span(id)) else { return }
    let text = profile.text(id)
    let advice = Advice(for: id, field, in: profile)
    let odd = NameText.oddCharacter(in: text)
    // No server has a name with such a character, and letters of another case make another name.
    let isError = odd != nil || known.contains { $0.lowercased() == text.lowercased() }
    bag.report(
      profile.finding(
        field.rule(descriptor),
        text.isEmpty
          ? "\(profile.label(id)) is an empty text"
          : odd.map { "`\(Wording.shown(text))` is not a valid name: it has \($0)" }
            ?? "`\(Wording.shown(text))` is not a documented name for \(profile.label(id))",
        severity: isError ? .error : nil,
        at: id,
        help: advice.help
          ?? "documented names: \(Wording.choices(field.lasting(known), insteadOf: text, field: profile.fieldPath(id)))",
        fix: advice.fix
      )
    )
  }
}
