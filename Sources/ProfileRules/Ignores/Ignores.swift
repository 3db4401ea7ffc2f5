package import SourceDiagnostics
package import YAMLSyntax

/// Takes out the findings that comments in the profile silence.
package enum Ignores {
  /// What comments leave of the findings of a profile.
  package struct Result {
    /// What is left, in order, with SP009 for comments that silence nothing.
    package var reported: [Diagnostic]
    package var silenced: [SilencedDiagnostic]
    /// The findings that are only counted: no comment silences them.
    package var more: FindingCounts
  }

  /// Applies the comments of a profile.
  ///
  /// - Parameters:
  ///   - diagnostics: sorted, with the policy applied.
  ///   - more: the findings that are only counted, with the policy applied.
  ///   - policies: those of the project, some of which a comment may name.
  ///   - limit: the most findings that are held.
  package static func apply(
    to diagnostics: [Diagnostic],
    and more: FindingCounts = FindingCounts(),
    of tree: NodeTree,
    under policy: RulePolicy,
    keeping policies: FieldPolicies = FieldPolicies(),
    limit: Int = DiagnosticBag.heldMax
  ) -> Result {
    var result = Result(reported: diagnostics, silenced: [], more: more)
    guard IgnoreComment.mayOccur(in: tree.sourceBytes) else { return result }
    var table = IgnoreTable(tree, policies)
    guard !table.comments.isEmpty else { return result }
    var bag = DiagnosticBag(limit: limit)
    for diagnostic in diagnostics {
      if !RulePolicy.isEssential(diagnostic), !policies.isFirm(diagnostic),
        let comment = table.comment(about: diagnostic) ?? table.comment(atUsesOf: diagnostic)
      {
        let cause = SilencedDiagnostic.Cause.comment(reason: comment.reason)
        result.silenced.append(SilencedDiagnostic(diagnostic, cause))
      } else {
        bag.report(diagnostic)
      }
    }
    if let severity = policy.severity(of: UnusedIgnore.descriptor, default: .warning) {
      // What a comment is about may be among the findings that are only counted.
      let counted = Set(more.kinds.flatMap { [$0.kind.rule.code, $0.kind.rule.name] })
      table.reportUnused(severity, under: policy, counted: counted, into: &bag)
    }
    result.reported = bag.sorted()
    result.more.add(bag.more)
    return result
  }
}
