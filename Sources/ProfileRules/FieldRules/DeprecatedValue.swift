internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A value with an announced end. The date comes from the schema; there is no clock.
package enum DeprecatedValue: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP206",
    "deprecated-value",
    "a value has an announced end",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      The vendor has announced the day on which this value ends, and after that day api.openai.com \
      no longer serves it. The message has the date. No clock is read, so the same file gives the \
      same report today and next year.

      It is a warning, because other services that speak this dialect may keep the value for \
      longer.
      """,
    bad: """
      model: gpt-4o-realtime-preview
      voice: sage
      """,
    good: "voice: sage",
    remedy: """
      Move to the successor that the help names where your service has it, and try it out: models \
      differ in what they accept. Or leave the field out, and the server picks a model. `--fix` \
      leaves it to you.
      """,
    source: """
      OpenAI deprecations page; openai-openapi 2025-03-21, RealtimeSessionCreateRequest.model
      """
  )

  /// The facts of a field that this is about.
  static var facts: UInt64 {
    FieldFact.end.bit | FieldFact.ends.bit
  }

  private static func words(_ name: String, _ end: AnnouncedEnd) -> String {
    end.date <= ModelTable.embedded.checked
      ? "`\(name)` ended on \(end.date)" : "the end of `\(name)` is announced for \(end.date)"
  }

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    if let end = field.end, !profile.isScalar(id, .null) {
      bag.report(
        profile.finding(
          field.rule(descriptor),
          words(profile.name(id), end),
          at: id,
          onKey: true,
          help: end.instead
        )
      )
    }
    // What may not stand here at all has a finding already.
    guard field.has(.ends), profile.isScalar(id, .string), field.allows(profile.bytes(id)),
      let end = field.end(of: profile.bytes(id))
    else { return }
    let text = profile.text(id)
    bag.report(
      profile.finding(
        field.rule(descriptor),
        words(text, end),
        at: id,
        help: end.instead.map { "at api.openai.com its successor is \($0)" }
      )
    )
  }
}
