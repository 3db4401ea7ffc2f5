internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// A keyword of a tool's schema that is right in the older draft which `$schema` names, and written in
/// another way since: which draft the service reads is not documented.
enum OlderKeyword {
  static func check(
    _ schema: IRID,
    _ draft: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let rule = BadParametersSchema.descriptor
    let keywords = profile.schema[profile[schema].field].properties
    for child in profile.children(of: schema) where isOlder(child, draft, keywords, in: profile) {
      if bag.countsOnly(rule, severity: .warning, at: profile.keySpan(child)) { continue }
      let name = profile.name(child)
      bag.report(
        profile.finding(
          rule,
          "`\(name)` is written as in the draft that `$schema` names",
          severity: .warning,
          at: child,
          onKey: true,
          help: "\(draft.notFields[name]?.why ?? "it is none of the keywords of 2020-12"); "
            + "which draft the service reads is not documented"
        )
      )
    }
  }

  /// Whether a keyword is bound as one of the draft, and 2020-12 has it not, or not with such a value.
  private static func isOlder(
    _ id: IRID,
    _ draft: FieldSchema,
    _ keywords: KeyTable,
    in profile: BoundProfile
  ) -> Bool {
    let key = profile.tree[profile[id].key]
    guard let older = draft.properties.field(of: key, in: profile.tree),
      profile[id].union == older
    else { return false }
    let kind = profile.tree.jsonKind(profile[id].value)
    // What is wrong in the draft as well has a finding of its own.
    guard !profile.schema.expectedKinds(profile.schema[older]).isDisjoint(with: kind) else {
      return false
    }
    guard let field = keywords.field(of: key, in: profile.tree) else { return true }
    return profile.schema.expectedKinds(profile.schema[field]).isDisjoint(with: kind)
  }
}
