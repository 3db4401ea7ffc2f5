internal import ProfileIR
package import SourceDiagnostics

/// Turn detection in a transcription session whose model does not take it.
package enum TranscriptionWithoutTurnDetection: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP456",
    "transcription-without-turn-detection",
    "the transcription model detects no turns"
  )

  package static let explanation = RuleExplanation(
    why: """
      In a session of type `transcription` the streaming models work without turn detection. The \
      answer is `invalid_value`: turn detection is not supported for this transcription model.
      """,
    bad: """
      type: transcription
      audio:
        input:
          transcription: {model: gpt-live-transcribe}
          turn_detection: {type: server_vad}
      """,
    good: """
      type: transcription
      audio:
        input:
          transcription: {model: gpt-live-transcribe}
          turn_detection: null
      """,
    remedy: """
      Remove `turn_detection`, or write null. `--fix --unsafe` removes it.
      """,
    source: """
      server answer invalid_value, 'session.audio.input.turn_detection'
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    // Beside a model that speaks, the same transcription models run with turn detection.
    guard profile.schema.dialect == .ga,
      let type = profile.sessionField("type"), profile.isText(type, "transcription")
    else { return }
    ModelAbility(group: "transcription", ability: "vad").check(
      profile.turnDetection,
      of: profile.transcription.flatMap { profile.child("model", of: $0) },
      what: "turn detection",
      rule: descriptor,
      in: profile,
      into: &bag
    )
  }
}
