internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// Two tools of one name: the model could not tell which it calls.
package enum DuplicateToolName: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP401",
    "duplicate-tool-name",
    "two tools have the same name"
  )

  package static let explanation = RuleExplanation(
    why: """
      A function call carries the name of the tool and nothing else to tell it by. With two tools \
      of one name neither the model nor your client can say which is meant. The service's answer \
      to this is not on record.
      """,
    bad: """
      tools:
        - type: function
          name: find_booking
          description: Finds a booking by the guest's name.
        - type: function
          name: find_booking
          description: Finds a booking by its number.
      """,
    good: """
      tools:
        - type: function
          name: find_booking_by_name
          description: Finds a booking by the guest's name.
        - type: function
          name: find_booking_by_number
          description: Finds a booking by its number.
      """,
    remedy: """
      Rename one of the two, and say in the descriptions when each is called; or delete the copy. \
      `--fix` leaves it to you.
      """,
    source: "Follows from openai-openapi 2025-03-21, tools[].name; no server answer is on record"
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let tools = profile.tools, profile.node(tools).count > 1 else { return }
    let named = Tools(profile).named
    let repeated = Repetitions.find(among: named.map(\.name), in: profile)
    guard !repeated.isEmpty else { return }
    let owners = Dictionary(
      named.map { ($0.name, $0.tool) },
      uniquingKeysWith: { first, _ in first }
    )
    for (name, earlier) in repeated {
      if bag.countsOnly(descriptor, at: profile.span(name)) { continue }
      var finding = profile.finding(
        descriptor,
        "the tool `\(Wording.shown(profile.text(name)))` is declared twice",
        at: name,
        label: "declared again here",
        help: "give each tool a name of its own",
        related: [RelatedLocation("first declared here", at: profile.span(earlier))]
      )
      // An alias declares the tool once more, and not where its name stands.
      if let tool = owners[name], profile[tool].written != profile[tool].value {
        finding.span = profile.tree.span(profile[tool].written)
      }
      bag.report(finding)
    }
  }
}
