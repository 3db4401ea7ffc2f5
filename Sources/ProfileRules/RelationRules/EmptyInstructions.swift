internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// Instructions without a word. Left out, they would be the server's own; empty, there are none.
package enum EmptyInstructions: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP503",
    "empty-instructions",
    "the instructions are empty",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      Empty and absent differ. Without the field the server uses instructions of its own; an empty \
      text clears them, and the model is told nothing at all.

      In a `session.update` event an empty text is the documented way to clear the instructions, \
      and is not reported.
      """,
    bad: """
      voice: sage
      instructions: ""
      """,
    good: """
      voice: sage
      instructions: You answer the support line of Fjord Broadband.
      """,
    remedy: """
      Write instructions, or remove the field to have the server's own. `--fix` leaves it to you.
      """,
    source: """
      openai-openapi 2025-03-21, RealtimeSessionCreateRequest.instructions: the server's default
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let id = profile.sessionField("instructions"), profile.isScalar(id, .string),
      profile.bytes(id).allSatisfy({ $0 <= 0x20 })
    else { return }
    // In an event an empty text is the documented way to clear the instructions.
    if profile.bytes(id).isEmpty, profile.isUpdate { return }
    bag.report(
      profile.finding(
        descriptor,
        "the instructions are empty",
        at: id,
        help: "write instructions, or leave the field out for the server's own"
      )
    )
  }
}
