internal import ProfileIR
package import SourceDiagnostics

/// A rule: its identity, what its page tells, and somewhere a check.
package protocol Rule: SendableMetatype {
  static var descriptor: RuleDescriptor { get }
  static var explanation: RuleExplanation { get }
}

/// A rule about one place, derived from the schema. `ProfileChecker` calls it for every place where
/// it can apply.
protocol FieldRule: Rule {
  static func check(
    _ id: IRID,
    _ field: FieldSchema,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  )
}

/// A rule that relates several places of a profile.
protocol RelationRule: Rule {
  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag)
}
