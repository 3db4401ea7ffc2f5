internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A language that is not in the service's list of ISO 639-1 codes.
package enum BadLanguage: Rule {
  package static let descriptor = RuleDescriptor(
    "SP203",
    "bad-language",
    "a language is not one of the codes that the service knows"
  )

  package static let explanation = RuleExplanation(
    why: """
      The service knows a closed list of 57 languages, each by its two-letter ISO 639-1 code. To \
      anything else, such as a code with a region, it answers `invalid_value` and applies nothing \
      of the request.

      Norwegian is `no`, which YAML 1.2 reads as text. For automatic detection there is no code: \
      leave the field out.
      """,
    bad: """
      input_audio_transcription:
        language: en-US
      """,
    good: """
      input_audio_transcription:
        language: en
      """,
    remedy: """
      Write the two-letter code. `--fix` writes it in small letters. `--fix --unsafe` takes the region \
      off, and writes the code for the everyday names and wrong codes that it knows: other services \
      may take those.
      """,
    source: """
      openai-openapi 2025-03-21, input_audio_transcription.language; the closed list: server \
      answer quoted in Azure-Samples/aoai-realtime-audio-sdk#150
      """
  )

  static func report(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    if bag.countsOnly(descriptor, at: profile.span(id)) { return }
    let allowed = field.allowed ?? []
    let text = profile.text(id)
    // Whatever is so long is no code with a region.
    let parts = text.utf8.count > 64 ? [] : text.split { $0 == "-" || $0 == "_" }
    // Of several languages none is the one that is meant.
    let isOne = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D
        || byte == 0x5F
    }
    let base = parts.first.map { $0.lowercased() } ?? ""
    let advice = Advice(for: id, field, in: profile)
    var help = advice.help
    var fix = advice.fix
    if parts.count > 1, isOne, allowed.contains(base) {
      help = "leave the region out: `\(base)`"
      fix = profile.rewriting(id, as: base, isSafe: false)
    }
    bag.report(
      profile.finding(
        descriptor,
        text.isEmpty
          ? "an empty text is not a language"
          : "`\(Wording.shown(text))` is not a language code that the service knows",
        at: id,
        help: help
          ?? "write a two-letter ISO 639-1 code, such as `en`; the service knows \(allowed.count) of them",
        fix: fix
      )
    )
  }
}
