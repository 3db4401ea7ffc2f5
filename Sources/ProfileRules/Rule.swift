internal import ProfileIR
package import SourceDiagnostics

/// A rule: its identity, and somewhere a check.
package protocol Rule: SendableMetatype {
  static var descriptor: RuleDescriptor { get }
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
