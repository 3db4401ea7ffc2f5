internal import ProfileIR
package import SourceDiagnostics

/// `tool_choice` forces a function that `tools` does not declare.
package enum UnknownToolChoice: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP402",
    "unknown-tool-choice",
    "tool_choice names a tool that is not declared"
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    guard let choice = profile.sessionField("tool_choice"),
      let name = profile.child("name", of: choice), let text = profile.string(name)
    else { return }
    let tools = Tools(profile)
    guard tools.areFinal(in: profile), tools.isComplete else { return }
    let declared = tools.named.map { profile.text($0.name) }
    guard !tools.named.contains(where: { profile.bytes($0.name) == profile.bytes(name) }) else {
      return
    }
    let nearest = Suggestion.nearest(to: text, in: declared)
    let target = tools.named.first { profile.text($0.name) == nearest }
    bag.report(
      profile.finding(
        descriptor,
        "no tool is called `\(Wording.shown(text))`",
        at: name,
        help: nearest.map { "did you mean `\($0)`?" }
          ?? (declared.isEmpty
            ? "declare it in `tools`" : "declared are \(Wording.choices(declared))"),
        related: target.map {
          [RelatedLocation("this tool has a similar name", at: profile.span($0.name))]
        } ?? tools.list.map {
          [RelatedLocation("the tools are declared here", at: profile.keySpan($0))]
        }
          ?? [],
        fix: nearest.map { .replace(profile.span(name), with: $0) }
      )
    )
  }
}
