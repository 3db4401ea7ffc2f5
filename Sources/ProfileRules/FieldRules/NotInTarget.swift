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
