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
    var table = IgnoreTable(tree)
    guard !table.comments.isEmpty else { return (diagnostics, []) }
    var bag = DiagnosticBag()
    var silenced: [SilencedDiagnostic] = []
    for diagnostic in diagnostics {
      if !RulePolicy.isEssential(diagnostic), let index = table.comment(about: diagnostic) {
        let reason = table.comments[index].reason
        silenced.append(SilencedDiagnostic(diagnostic, .comment(reason: reason)))
      } else {
        bag.report(diagnostic)
      }
    }
    if let severity = policy.severity(of: UnusedIgnore.descriptor, default: .warning) {
      for var finding in table.unused(under: policy, in: tree) {
        finding.severity = severity
        bag.report(finding)
      }
    }
    return (bag.sorted(), silenced)
  }
}

/// The ignore comments of a profile, found by the lines that they are about.
private struct IgnoreTable {
  let comments: [IgnoreComment]
  /// The codes of each comment's entries.
  private let codes: [Set<String>]
  private let byLine: [Int: [Int]]
  private let lines: LineTable
  /// The texts that span several lines, in file order: no comment can stand inside one, so those at
  /// its first line are about all of it.
  private let longTexts: [SourceSpan]
  private var used: [Set<String>]

  init(_ tree: NodeTree) {
    let lines = LineTable(tree.sourceBytes)
    let comments = IgnoreComment.all(in: tree, lines)
    self.lines = lines
    self.comments = comments
    codes = comments.map { Set($0.entries.compactMap { RuleRegistry.rule(named: $0.text)?.code }) }
    used = comments.map { _ in [] }
    byLine = Dictionary(grouping: comments.indices) { comments[$0].line }
    longTexts =
      tree.nodes.lazy
      .filter { $0.kind == .scalar && !$0.flags.contains(.merged) }
      .map { tree.span(of: $0) }
      .filter { tree.sourceBytes[$0.range].contains { $0 == 0x0A || $0 == 0x0D } }
  }

  /// The comment that silences a finding, if any; all that would are used.
  mutating func comment(about diagnostic: Diagnostic) -> Int? {
    let span = diagnostic.span
    let (first, last) = lineRange(span)
    var (begin, end) = (first, last)
    let index = longTexts.partitioningIndex { $0.end >= span.end }
    if index < longTexts.count, longTexts[index].start <= span.start {
      let text = lineRange(longTexts[index])
      (begin, end) = (min(first, text.first), max(last, text.last))
    }
    var result: Int?
    // Of the lines of a long text only the first and the last can have a comment.
    var candidates =
      last - first < byLine.count
      ? Array(first...last) : byLine.keys.filter { first...last ~= $0 }.sorted()
    if begin < first { candidates.insert(begin, at: 0) }
    if end > last { candidates.append(end) }
    for index in candidates.flatMap({ byLine[$0] ?? [] }) {
      let comment = comments[index]
      let isAbout =
        comment.isAlone
        ? comment.line == first || comment.line == begin : begin...end ~= comment.line
      guard isAbout else { continue }
      guard codes[index].contains(diagnostic.rule.code) else { continue }
      used[index].insert(diagnostic.rule.code)
      result = result ?? index
    }
    return result
  }

  func unused(under policy: RulePolicy, in tree: NodeTree) -> [Diagnostic] {
    comments.indices.flatMap { index -> [Diagnostic] in
      let comment = comments[index]
      if comment.entries.isEmpty { return [UnusedIgnore.malformed(comment)] }
      return comment.entries.indices.compactMap { entry in
        UnusedIgnore.finding(
          entry,
          of: comment,
          isUsed: isUsed(comment.entries[entry], in: index),
          under: policy,
          in: tree
        )
      }
    }
  }

  private func isUsed(_ entry: IgnoreComment.Entry, in index: Int) -> Bool {
    RuleRegistry.rule(named: entry.text).map { used[index].contains($0.code) } ?? false
  }

  /// The lines that a span covers; an end at the beginning of a line does not count that line.
  private func lineRange(_ span: SourceSpan) -> (first: Int, last: Int) {
    let first = lines.position(of: span.start).line
    let last = lines.position(of: max(span.start, span.end - 1)).line
    return (first, max(first, last))
  }
}
