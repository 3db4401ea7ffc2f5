internal import ProfileIR
package import SourceDiagnostics

/// Instructions without a word. Left out, they would be the server's own; empty, there are none.
package enum EmptyInstructions: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP503",
    "empty-instructions",
    "the instructions are empty"
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let id = profile.sessionField("instructions"), let text = profile.string(id),
      text.utf8.allSatisfy({ $0 <= 0x20 })
    else { return }
    // In an event an empty text is the documented way to clear the instructions.
    if text.isEmpty, profile.document.isEvent { return }
    bag.report(
      profile.finding(
        descriptor,
        "the instructions are empty",
        severity: .warning,
        at: id,
        help: "write instructions, or leave the field out for the server's own"
      )
    )
  }
}
