internal import SourceDiagnostics
internal import YAMLSyntax

/// The ignore comments of a profile, found by the lines that they are about.
struct IgnoreTable {
  /// The comments that silence the findings of one rule in one line. All of them are used, or none.
  private struct Key: Hashable {
    var line: Int
    /// The rule's place in the registry; behind its end, a policy's among those of the project.
    var rule: Int
    /// Whether these are comments alone on a line before, or at the end of the line itself.
    var isAlone: Bool
  }

  private struct Group {
    /// The first of the comments.
    var comment: Int
    var isUsed = false
  }

  let comments: [IgnoreComment]
  private let excess: SourceSpan?
  private let tree: NodeTree
  private let policies: FieldPolicies
  private let lines: LineTable
  private var groups: [Key: Group] = [:]
  /// The lines that comments are about.
  private let commentLines: Set<Int>
  /// The texts that span several lines, in file order: no comment can stand inside one, so those at
  /// its first line are about all of it.
  private let longTexts: [SourceSpan]

  init(_ tree: NodeTree, _ policies: FieldPolicies) {
    self.tree = tree
    self.policies = policies
    lines = LineTable(tree.sourceBytes)
    (comments, excess) = IgnoreComment.all(in: tree)
    commentLines = Set(comments.map(\.line))
    longTexts =
      tree.nodes.lazy
      .filter { $0.kind == .scalar && !$0.flags.contains(.merged) }
      .map { tree.span(of: $0) }
      .filter { tree.sourceBytes[$0.range].contains { $0 == 0x0A || $0 == 0x0D } }
    for (index, comment) in comments.enumerated() {
      for entry in comment.entries {
        guard let key = key(entry, of: comment), groups[key] == nil else { continue }
        groups[key] = Group(comment: index)
      }
    }
  }

  private func key(_ entry: IgnoreComment.Entry, of comment: IgnoreComment) -> Key? {
    let place = RuleRegistry.place(named: entry.text) ?? policyPlace(named: entry.text)
    return place.map { Key(line: comment.line, rule: $0, isAlone: comment.isAlone) }
  }

  private func policyPlace(named name: String) -> Int? {
    policies.place(named: name).map { RuleRegistry.all.count + $0 }
  }

  /// The places of the names that a comment may give a finding's rule.
  private func places(of rule: RuleDescriptor) -> [Int] {
    let code = RuleRegistry.place(named: rule.code)
    return [code, rule.isPolicy ? policyPlace(named: rule.name) : nil].compactMap(\.self)
  }

  /// The comment that silences a finding in another file than the profile's own, at the line that brings it
  /// in: where several do, at each of them.
  mutating func comment(atUsesOf diagnostic: Diagnostic) -> IgnoreComment? {
    guard let composition = tree.composition else { return nil }
    let file = composition.file(at: diagnostic.span.start)
    guard file > 0 else { return nil }
    for rule in places(of: diagnostic.rule) {
      var way: Set<Int> = []
      if let comment = comment(atUsesOf: file, rule, composition, &way) { return comment }
    }
    return nil
  }

  private mutating func comment(
    atUsesOf file: Int,
    _ rule: Int,
    _ composition: Composition,
    _ way: inout Set<Int>
  ) -> IgnoreComment? {
    guard way.insert(file).inserted else { return nil }
    defer { way.remove(file) }
    var result: IgnoreComment?
    for use in composition.files[file].uses {
      let holder = composition.file(of: use) ?? 0
      let own = comment(about: tree.span(use), rule)
      guard
        let comment = own
          ?? (holder > 0 ? self.comment(atUsesOf: holder, rule, composition, &way) : nil)
      else { return nil }
      result = result ?? comment
    }
    return result
  }

  /// The comment that silences a finding, if any; all that would are used.
  mutating func comment(about diagnostic: Diagnostic) -> IgnoreComment? {
    var result: IgnoreComment?
    for rule in places(of: diagnostic.rule) {
      let comment = comment(about: diagnostic.span, rule)
      result = result ?? comment
    }
    return result
  }

  private mutating func comment(about span: SourceSpan, _ rule: Int) -> IgnoreComment? {
    let (first, last) = lineRange(span)
    var (begin, end) = (first, last)
    let index = longTexts.partitioningIndex { $0.end >= span.end }
    if index < longTexts.count, longTexts[index].start <= span.start {
      let text = lineRange(longTexts[index])
      (begin, end) = (min(first, text.first), max(last, text.last))
    }
    // Of the lines of a long text only the first and the last can have a comment.
    var candidates =
      last - first < commentLines.count
      ? Array(first...last) : commentLines.filter { first...last ~= $0 }.sorted()
    if begin < first { candidates.insert(begin, at: 0) }
    if end > last { candidates.append(end) }
    var result: Int?
    for line in candidates {
      if line == first || line == begin {
        use(Key(line: line, rule: rule, isAlone: true), &result)
      }
      use(Key(line: line, rule: rule, isAlone: false), &result)
    }
    return result.map { comments[$0] }
  }

  private mutating func use(_ key: Key, _ first: inout Int?) {
    guard let group = groups[key] else { return }
    if !group.isUsed { groups[key]?.isUsed = true }
    first = first ?? group.comment
  }

  /// Reports what is wrong with the comments.
  ///
  /// - Parameter counted: the codes of findings that are only counted.
  func reportUnused(
    _ severity: Severity,
    under policy: RulePolicy,
    counted: Set<String>,
    into bag: inout DiagnosticBag
  ) {
    func report(_ make: () -> Diagnostic) {
      var finding = make()
      finding.severity = severity
      bag.report(finding)
    }
    if let excess { report { UnusedIgnore.tooManyComments(at: excess) } }
    for comment in comments {
      if let excess = comment.excess { report { UnusedIgnore.tooManyCodes(at: excess) } }
      if comment.entries.isEmpty {
        let rule = UnusedIgnore.descriptor
        if bag.countsOnly(rule, severity: severity, at: comment.span) { continue }
        report { UnusedIgnore.malformed(comment) }
      }
      for (index, entry) in comment.entries.enumerated() {
        let group = key(entry, of: comment).flatMap { groups[$0] }
        guard
          let problem = UnusedIgnore.problem(
            entry.text,
            of: policies,
            isUsed: group?.isUsed ?? false,
            under: policy,
            counted: counted
          ),
          !bag.countsOnly(
            UnusedIgnore.descriptor,
            severity: severity,
            hasSafeFix: true,
            at: entry.span
          )
        else { continue }
        report { UnusedIgnore.finding(problem, index, of: comment, in: tree) }
      }
    }
  }

  /// The lines that a span covers; an end at the beginning of a line does not count that line.
  private func lineRange(_ span: SourceSpan) -> (first: Int, last: Int) {
    let first = lines.position(of: span.start).line
    let last = lines.position(of: max(span.start, span.end - 1)).line
    return (first, max(first, last))
  }
}
