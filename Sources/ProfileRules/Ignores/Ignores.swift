package import SourceDiagnostics
package import YAMLSyntax

/// Takes out the findings that comments in the profile silence.
package enum Ignores {
  /// What is left, in order, with SP009 for comments that silence nothing; and what was silenced.
  ///
  /// - Parameter diagnostics: sorted, with the policy applied.
  package static func apply(
    to diagnostics: [Diagnostic],
    of tree: NodeTree,
    under policy: RulePolicy
  ) -> (reported: [Diagnostic], silenced: [SilencedDiagnostic]) {
    guard IgnoreComment.mayOccur(in: tree.sourceBytes) else { return (diagnostics, []) }
    let lines = LineTable(tree.sourceBytes)
    let comments = IgnoreComment.all(in: tree, lines)
    guard !comments.isEmpty else { return (diagnostics, []) }
    let codes = comments.map { $0.entries.map { RuleRegistry.rule(named: $0.text)?.code } }
    let byLine = Dictionary(grouping: comments.indices) { comments[$0].line }
    var used = comments.map { $0.entries.map { _ in false } }
    var bag = DiagnosticBag()
    var silenced: [SilencedDiagnostic] = []
    for diagnostic in diagnostics {
      let (first, last) = lineRange(diagnostic.span, lines)
      var cause: String??
      if !RulePolicy.isEssential(diagnostic) {
        let lines = last - first < byLine.count ? Array(first...last) : Array(byLine.keys)
        for index in lines.flatMap({ byLine[$0] ?? [] }) {
          let comment = comments[index]
          let isAbout = comment.isAlone ? comment.line == first : first...last ~= comment.line
          guard isAbout else { continue }
          for (entry, code) in codes[index].enumerated() where code == diagnostic.rule.code {
            used[index][entry] = true
            cause = .some(comment.reason)
          }
        }
      }
      if let reason = cause {
        silenced.append(SilencedDiagnostic(diagnostic, .comment(reason: reason)))
      } else {
        bag.report(diagnostic)
      }
    }
    if let severity = policy.severity(of: UnusedIgnore.descriptor, default: .warning) {
      for var finding in unused(comments, used, under: policy, in: tree) {
        finding.severity = severity
        bag.report(finding)
      }
    }
    return (bag.sorted(), silenced)
  }

  private static func unused(
    _ comments: [IgnoreComment],
    _ used: [[Bool]],
    under policy: RulePolicy,
    in tree: NodeTree
  ) -> [Diagnostic] {
    zip(comments, used).flatMap { comment, used -> [Diagnostic] in
      if comment.entries.isEmpty { return [UnusedIgnore.malformed(comment)] }
      return comment.entries.indices.compactMap { index in
        UnusedIgnore.finding(
          index,
          of: comment,
          isUsed: used[index],
          under: policy,
          in: tree
        )
      }
    }
  }

  /// The lines that a finding covers; an end at the beginning of a line does not count that line.
  private static func lineRange(_ span: SourceSpan, _ lines: LineTable) -> (Int, Int) {
    let first = lines.position(of: span.start).line
    let last = lines.position(of: max(span.start, span.end - 1)).line
    return (first, max(first, last))
  }
}
