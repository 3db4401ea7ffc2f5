internal import ProfileIR
package import SourceDiagnostics

/// Settings of the spoken answer in a session that answers in text only.
package enum ModalitiesAdvice: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP502",
    "modalities-advice",
    "a session without audio output sets how the answer sounds",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      With `modalities: [text]` the model answers in text only, so the voice, the format and the \
      speed of its speech have no effect. Either they are left over, or audio was meant to be on \
      and callers will hear nothing.
      """,
    bad: """
      modalities: [text]
      voice: sage
      instructions: You answer the chat of Fjord Broadband.
      """,
    good: """
      modalities: [text]
      instructions: You answer the chat of Fjord Broadband.
      """,
    remedy: """
      Remove the field, or write `modalities: [text, audio]` if the session is to speak. `--fix` \
      leaves it to you.
      """,
    source: "openai-openapi 2025-03-21, RealtimeSessionCreateRequest.modalities"
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard isTextOnly(profile), let modalities = profile.modalities else { return }
    let name = profile.name(modalities)
    // Where text must be among them, audio comes beside it.
    let isAdded = profile.field(modalities)?.has(.contains) ?? false
    for path in profile.schema.landmarks.answerAudio {
      guard let id = profile.sessionField(at: path) else { continue }
      bag.report(
        profile.finding(
          descriptor,
          "`\(profile.fieldPath(id))` has no effect: the session answers in text only",
          at: id,
          onKey: true,
          help: isAdded
            ? "remove it, or add `audio` to `\(name)`" : "remove it, or write `\(name): [audio]`",
          related: [RelatedLocation("no audio here", at: profile.span(modalities))]
        )
      )
    }
  }

  /// Whether `modalities` is just [text].
  static func isTextOnly(_ profile: BoundProfile) -> Bool {
    guard let modalities = profile.modalities else { return false }
    return profile[modalities].firstChild != .none
      && profile.children(of: modalities).allSatisfy { profile.isText($0, "text") }
  }
}
