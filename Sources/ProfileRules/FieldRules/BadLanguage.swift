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

  static func report(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let allowed = field.allowed ?? []
    let text = profile.text(id)
    let parts = text.split { $0 == "-" || $0 == "_" }
    let base = parts.first.map { $0.lowercased() } ?? ""
    let advice = Advice(for: id, field, in: profile)
    var help = advice.help
    var fix = advice.fix
    if parts.count > 1, allowed.contains(base) {
      help = "leave the region out: `\(base)`"
      fix = advice.replace(with: base)
    }
    bag.report(
      profile.finding(
        descriptor,
        text.isEmpty
          ? "an empty text is not a language"
          : "`\(Wording.shown(text))` is not a language code here",
        at: id,
        help: help
          ?? "write a two-letter ISO 639-1 code, such as `en`; the service knows \(allowed.count) of them",
        fix: fix
      )
    )
  }
}
