internal import ProfileIR
package import SourceDiagnostics

/// A list of languages or keywords for a transcription model that does not take one, or `language`
/// beside `languages`.
package enum TranscriptionWithoutLanguages: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP455",
    "transcription-without-languages",
    "the transcription model takes no list of languages or keywords"
  )

  package static let explanation = RuleExplanation(
    why: """
      Only the newer transcription models take `languages` and `keywords`, and a list excludes the \
      single `language`. The service refuses the request otherwise.
      """,
    bad: """
      type: transcription
      audio:
        input:
          transcription:
            model: gpt-realtime-whisper
            languages: [en, de]
      """,
    good: """
      type: transcription
      audio:
        input:
          transcription:
            model: gpt-transcribe
            languages: [en, de]
      """,
    remedy: """
      Remove the field, or choose a model that takes it. `--fix --unsafe` removes the field.
      """,
    source: """
      openai-openapi main, AudioTranscription.languages and .keywords; livekit/agents PR 6613
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let transcription = profile.transcription else { return }
    let languages = profile.child("languages", of: transcription)
    let keywords = profile.child("keywords", of: transcription)
    check(languages, "languages", of: transcription, in: profile, into: &bag)
    check(keywords, "keywords", of: transcription, in: profile, into: &bag)
    guard let languages, let language = profile.child("language", of: transcription) else { return }
    bag.report(
      profile.finding(
        descriptor,
        "`language` and `languages` exclude each other",
        at: language,
        onKey: true,
        help: "keep one of the two",
        related: [RelatedLocation("the list is here", at: profile.keySpan(languages))]
      )
    )
  }

  private static func check(
    _ list: IRID?,
    _ ability: String,
    of transcription: IRID,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    ModelAbility(group: "transcription", ability: ability).check(
      list,
      of: profile.child("model", of: transcription),
      what: ability,
      rule: descriptor,
      in: profile,
      into: &bag
    )
  }
}
