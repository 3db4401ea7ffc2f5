internal import ProfileIR
package import SourceDiagnostics

/// A prompt for a transcription model that does not take one.
package enum TranscriptionWithoutPrompt: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP453",
    "transcription-without-prompt",
    "the transcription model takes no prompt"
  )

  package static let explanation = RuleExplanation(
    why: """
      Some transcription models take no `prompt`. The service refuses it for them.
      """,
    bad: """
      type: transcription
      audio:
        input:
          transcription:
            model: gpt-realtime-whisper
            prompt: Names of cheeses
      """,
    good: """
      type: transcription
      audio:
        input:
          transcription:
            model: gpt-live-transcribe
            prompt: Names of cheeses
      """,
    remedy: """
      Remove the field, or choose a model that takes it. `--fix --unsafe` removes the field.
      """,
    source: """
      openai-openapi main, AudioTranscription.prompt
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    ModelAbility(group: "transcription", ability: "prompt").check(
      profile.transcription.flatMap { profile.child("prompt", of: $0) },
      of: profile.transcription.flatMap { profile.child("model", of: $0) },
      what: "prompt",
      rule: descriptor,
      in: profile,
      into: &bag
    )
  }
}
