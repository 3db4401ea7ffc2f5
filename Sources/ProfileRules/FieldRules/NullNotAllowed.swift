internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// `null` where the field has no off state. Null and absent differ: null turns a feature off, and
/// few fields have that.
package enum NullNotAllowed: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP104",
    "null-not-allowed",
    "a field is null that cannot be turned off"
  )

  package static let explanation = RuleExplanation(
    why: """
      `null` turns a feature off, and only four fields of a session have an off state: \
      `turn_detection`, `input_audio_transcription`, `input_audio_noise_reduction` and `tracing`. \
      Elsewhere the server wants a value; it is on record as refusing `temperature: null`, and \
      with it the whole request. A key with nothing after its colon is `null` too.

      `null` does not mean the default: for that, leave the field out.
      """,
    bad: """
      voice: sage
      temperature: null
      """,
    good: "voice: sage",
    remedy: """
      Remove the field to leave it to the server, or give it a value. `--fix` leaves it to you.
      """,
    source: """
      openai-openapi 2025-03-21, RealtimeSessionCreateRequest: null in the prose of the fields \
      that take it; refusal of a null temperature: livekit/agents#1807
      """
  )

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    if bag.countsOnly(profile.typeRule(descriptor, for: id, field), at: profile.span(id)) { return }
    let isEmpty = profile.span(id).isEmpty
    let advice = Advice(for: id, field, in: profile)
    let words = ([field] + field.alternatives.map { profile.schema[$0] }).compactMap(\.allowed)
    let isWord = !isEmpty && words.contains { $0.contains("null") }
    let parent = profile[id].parent
    let isRequired =
      parent != .none && profile.field(parent)?.required.contains(profile.name(id)) ?? false
    let help =
      isWord
      ? "put the word in quotes: `\"null\"`"
      : profile[id].key == .none
        ? "remove the item"
        : isRequired ? "give it a value" : "leave the field out, or give it a value"
    bag.report(
      profile.finding(
        profile.typeRule(descriptor, for: id, field),
        isEmpty
          ? "\(profile.label(id)) has no value, and YAML reads that as null"
          : "\(profile.label(id)) cannot be null",
        at: id,
        help: advice.help ?? help,
        fix: advice.fix ?? (isWord ? .replace(profile.span(id), with: "\"null\"") : nil)
      )
    )
  }
}
