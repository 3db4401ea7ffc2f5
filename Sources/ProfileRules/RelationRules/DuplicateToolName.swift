internal import ProfileIR
package import SourceDiagnostics

/// Two tools of one name: the model could not tell which it calls.
package enum DuplicateToolName: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP401",
    "duplicate-tool-name",
    "two tools have the same name"
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    var first: [ArraySlice<UInt8>: IRID] = [:]
    for (_, name) in Tools(profile).named {
      guard let earlier = first[profile.bytes(name)] else {
        first[profile.bytes(name)] = name
        continue
      }
      bag.report(
        profile.finding(
          descriptor,
          "the tool `\(Wording.shown(profile.text(name)))` is declared twice",
          at: name,
          label: "declared again here",
          help: "give each tool a name of its own",
          related: [RelatedLocation("first declared here", at: profile.span(earlier))]
        )
      )
    }
  }
}
