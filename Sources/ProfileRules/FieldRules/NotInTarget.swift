package import ProfileIR
package import SourceDiagnostics
package import YAMLSyntax

/// A profile that belongs to another dialect. Such a document is not bound to this dialect's fields
/// at all: one finding says so, in place of one for each field.
package enum NotInTarget: Rule {
  package static let descriptor = RuleDescriptor(
    "SP105",
    "not-in-target",
    "the profile belongs to another dialect"
  )

  package static let explanation = RuleExplanation(
    why: """
      The API has two dialects of a session: the flat one, which profiles are written in, and the \
      nested GA dialect with `type: realtime` and `audio`. An endpoint of one refuses the fields \
      of the other: the answer to `type` in a flat session is `unknown_parameter`, and nothing of \
      the request is applied.

      One finding stands for the whole file, since nearly every field would be reported otherwise.
      """,
    bad: """
      type: realtime
      output_modalities: [audio]
      audio:
        output:
          voice: sage
      """,
    good: """
      modalities: [text, audio]
      voice: sage
      """,
    remedy: """
      Remove `type`, and write the settings at the top level under their flat names: `modalities` \
      for `output_modalities`, `voice` for `audio.output.voice`, `turn_detection` for \
      `audio.input.turn_detection`. `[audio]` becomes `[text, audio]`. `--fix` leaves it to you.
      """,
    source: "Server answer unknown_parameter, 'session.type' (openai/openai-python#2638)"
  )

  /// Reports a document in the GA dialect; `true` where it did.
  package static func report(
    _ tree: NodeTree,
    _ schema: Schema,
    into bag: inout DiagnosticBag
  ) -> Bool {
    guard let key = ForeignDialect.tellTale(in: tree, schema: schema) else { return false }
    let isInside = tree.value(of: "session", in: tree.root) != nil
    bag.report(
      Diagnostic(
        descriptor,
        "`\(tree.string(key))` shows this profile to be in the GA dialect, which this version does not read",
        at: tree.span(key),
        path: (isInside ? "/session" : "") + JSONPointer.token(tree.string(key)),
        help:
          "write it in the flat dialect: `modalities`, `voice`, `turn_detection` and so on at the top level"
      )
    )
    return true
  }
}
