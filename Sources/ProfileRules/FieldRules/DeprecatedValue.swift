internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A value with an announced end. The date comes from the schema; there is no clock.
package enum DeprecatedValue: FieldRule {
  package static let descriptor = RuleDescriptor(
    "SP206",
    "deprecated-value",
    "a value has an announced end"
  )

  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard !field.ends.isEmpty, let text = profile.string(id), let end = field.ends[text] else {
      return
    }
    bag.report(
      profile.finding(
        field.rule(descriptor),
        "the end of `\(text)` is announced for \(end.date)",
        severity: .warning,
        at: id,
        help: end.instead.map { "at api.openai.com its successor is \($0)" }
      )
    )
  }
}
