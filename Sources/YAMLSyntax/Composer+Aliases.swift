internal import SourceDiagnostics

/// Aliases that no anchor stands for.
extension Composer {
  /// So many different names are no slips: then none is compared with the anchors.
  private static let namesMax = 1000

  /// What decides about the anchor that is meant.
  private struct Question: Hashable {
    var name: String
    /// How many anchors are compared. Where there are more, the first tell that it is not sure.
    var anchors: Int
  }

  /// Notes an alias and puts null in its place.
  mutating func unknownAlias(_ name: String, at span: SourceSpan) throws(Stop) {
    unknownAliases.append(
      UnknownAlias(name: name, span: span, path: path, anchors: finishedNames.count)
    )
    guard unknownAliases.count < limits.unknownAliases else { throw .reported }
    var node = Node(
      kind: .scalar,
      scalar: .null,
      flags: .broken,
      start: UInt32(truncatingIfNeeded: span.start),
      end: UInt32(truncatingIfNeeded: span.end),
      first: UInt32(truncatingIfNeeded: text.count),
      count: 0
    )
    text.append(0)
    if depth > 0, top.isMapping, !top.expectsValue {
      // It may be any key, so it is neither repeated nor of the wrong kind.
      node.scalar = .string
      node.flags.insert(.ignored)
    }
    attach(try append(node))
  }

  /// Reports the aliases without an anchor, in file order.
  ///
  /// One that is near to just one anchor is mended. Linear: each name is compared once for the anchors
  /// that stand before it.
  mutating func reportUnknownAliases() {
    guard !unknownAliases.isEmpty else { return }
    let questions = unknownAliases.map { alias in
      Question(name: alias.name, anchors: min(alias.anchors, Suggestion.candidatesMax + 1))
    }
    var answers: [Question: Suggestion.Match] = [:]
    let different = Set(questions)
    if different.count <= Self.namesMax {
      for question in different {
        let names = Array(finishedNames.prefix(question.anchors))
        answers[question] = Suggestion.find(question.name, in: names)
      }
    }
    for (alias, question) in zip(unknownAliases, questions) { report(alias, answers[question]) }
  }

  private mutating func report(_ alias: UnknownAlias, _ match: Suggestion.Match?) {
    let names = match.map { [$0.name] + $0.others } ?? []
    let choices = names.prefix(4).map { "`*\($0)`" }.joined(separator: " or ")
    bag.report(
      Diagnostic(
        ReadingRules.syntax,
        "the alias `*\(alias.name)` has no anchor",
        at: alias.span,
        path: alias.path,
        help: names.isEmpty
          ? "an anchor `&\(alias.name)` must stand before it; put text that begins with `*` in quotes"
          : "did you mean \(choices)?",
        // Which of two is meant is left to the author.
        fix: names.count == 1
          ? .replace(alias.span, with: "*\(names[0])", isSafe: match?.isSure ?? false) : nil
      )
    )
  }
}
