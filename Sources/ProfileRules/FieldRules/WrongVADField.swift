internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A field of the other kind of turn detection: the server refuses `threshold` with `semantic_vad`
/// and `eagerness` with `server_vad`. Derived from the branches of the union.
package enum WrongVADField: Rule {
  package static let descriptor = RuleDescriptor(
    "SP301",
    "wrong-vad-field",
    "a field belongs to the other kind of turn detection"
  )

  package static let explanation = RuleExplanation(
    why: """
      The two kinds of turn detection have fields of their own. `threshold`, `prefix_padding_ms` \
      and `silence_duration_ms` belong to `server_vad`, which in the flat dialect is also the \
      kind where `type` is left out; `eagerness` belongs to `semantic_vad`. The published schema allows them together; \
      the server answers `unknown_parameter` and applies nothing of the request.
      """,
    bad: """
      turn_detection:
        type: semantic_vad
        threshold: 0.4
      """,
    good: """
      turn_detection:
        type: semantic_vad
        eagerness: low
      """,
    remedy: """
      Remove the field, or use the kind that it belongs to. To wait longer for the end of a turn, \
      raise `silence_duration_ms` with `server_vad` or write `eagerness: low` with `semantic_vad`. \
      `--fix --unsafe` removes the field.
      """,
    source: """
      openai-openapi 2025-03-21, turn_detection; server answers unknown_parameter, \
      'session.audio.input.turn_detection.threshold' and 'turn_detection.eagerness'
      """
  )

  /// Reports a key that another branch of the union knows; `false` where none does.
  static func report(
    _ id: IRID,
    union: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) -> Bool {
    guard let discriminator = union.discriminator else { return false }
    let name = profile.name(id)
    let owner = union.alternatives.map { profile.schema[$0] }
      .first { $0.properties.field(named: name) != nil }
    guard let owner, let wanted = tag(of: owner, discriminator, in: profile) else { return false }
    let rule = discriminator.rule.flatMap { RuleRegistry.rule($0) } ?? descriptor
    if bag.countsOnly(rule, at: profile.keySpan(id)) { return true }
    let parent = profile[id].parent
    let own = profile.field(parent)
    let actual = own.flatMap { tag(of: $0, discriminator, in: profile) } ?? "this kind"
    let tagNode = profile.children(of: parent).first { profile.name($0) == discriminator.property }
    let others = (own?.properties.nameList ?? []).filter { name in
      name != discriminator.property && owner.properties.field(named: name) == nil
    }
    var help = "remove it, or use `\(discriminator.property): \(wanted)`"
    if !others.isEmpty { help += "; to tune \(actual) use \(Wording.choices(others))" }
    bag.report(
      profile.finding(
        rule,
        "`\(name)` applies to \(wanted) only",
        at: id,
        onKey: true,
        label: "not read by \(actual)",
        help: help,
        related: tagNode.map {
          [RelatedLocation("the session uses \(actual)", at: profile.span($0))]
        } ?? [RelatedLocation("without a `type` this is \(actual)", at: profile.keySpan(parent))],
        fix: profile.removal(of: id, title: "remove `\(name)`", isSafe: false)
      )
    )
    return true
  }

  private static func tag(
    of branch: FieldSchema,
    _ discriminator: Discriminator,
    in profile: BoundProfile
  ) -> String? {
    branch.properties.field(named: discriminator.property)
      .flatMap { profile.schema[$0].allowed?.first }
  }
}
