internal import ProfileIR
package import SourceDiagnostics

/// A delay for a transcription model that does not take one.
package enum TranscriptionWithoutDelay: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP454",
    "transcription-without-delay",
    "the transcription model takes no delay"
  )

  package static let explanation = RuleExplanation(
    why: """
      `delay` trades speed for accuracy in streaming models only. Others refuse it.
      """,
    bad: """
      type: transcription
      audio:
        input:
          transcription:
            model: gpt-transcribe
            delay: low
      """,
    good: """
      type: transcription
      audio:
        input:
          transcription:
            model: gpt-realtime-whisper
            delay: low
      """,
    remedy: """
      Remove the field, or choose a model that takes it. `--fix --unsafe` removes the field.
      """,
    source: """
      openai-openapi main, AudioTranscription.delay
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    ModelAbility(group: "transcription", ability: "delay").check(
      profile.transcription.flatMap { profile.child("delay", of: $0) },
      of: profile.transcription.flatMap { profile.child("model", of: $0) },
      what: "delay",
      rule: descriptor,
      in: profile,
      into: &bag
    )
  }
}
