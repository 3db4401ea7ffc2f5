internal import ProfileIR
internal import ProfileRules
internal import SourceDiagnostics
internal import YAMLSyntax

/// A profile that starts from a file that cannot be had. What is absent may stand there, so only what is
/// wrong with a value by itself is certain.
enum OpenProfile {
  /// What is left of the findings of a profile.
  ///
  /// - Parameter read: those of reading its files, which are all certain.
  static func certain(
    _ bag: DiagnosticBag,
    after read: DiagnosticBag,
    in profile: BoundProfile
  ) -> DiagnosticBag {
    var result = DiagnosticBag(limit: bag.limit)
    let guessed = nodesOfGuessedKind(in: profile)
    let known = read.count
    var seen = 0
    for finding in bag.unsorted {
      seen += 1
      let isCertain =
        seen <= known
        || RuleRegistry.looksAtOneValue(finding.rule)
          && !(finding.node.map { guessed.contains(NodeID(index: $0)) } ?? true)
      if isCertain { result.report(finding) }
    }
    return result
  }

  /// What stands in unions whose kind the missing file may name.
  private static func nodesOfGuessedKind(in profile: BoundProfile) -> Set<NodeID> {
    var result: Set<NodeID> = []
    var guessed: Set<IRID> = []
    for id in profile.all {
      let node = profile[id]
      let isInside = node.parent != .none && guessed.contains(node.parent)
      let discriminator = node.union == .unknown ? nil : profile.schema[node.union].discriminator
      let isGuessed =
        discriminator.map { profile.child($0.key, of: id) == nil } ?? false
        && profile.node(id).kind == .mapping
      guard isInside || isGuessed else { continue }
      guessed.insert(id)
      result.insert(node.value)
      if node.key != .none, isInside { result.insert(node.key) }
    }
    return result
  }
}
