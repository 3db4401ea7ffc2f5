internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// An API key or token in any text of the file. Profiles are kept in git, and this finding never
/// repeats the secret.
package enum SecretInProfile: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP601",
    "secret-in-profile",
    "an API key or token stands in the profile"
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    let found = SecretScanner.find(in: profile.tree.text)
    guard !found.isEmpty else { return }
    let places = places(in: profile)
    var next = found.makeIterator()
    var match = next.next()
    for (index, node) in profile.tree.nodes.enumerated() where node.kind == .scalar {
      // Merged keys are copies of text that has been seen.
      guard !node.flags.contains(.merged) else { continue }
      while let secret = match, secret.range.lowerBound < node.textRange.upperBound {
        if secret.range.lowerBound >= node.textRange.lowerBound {
          report(secret, at: NodeID(index: UInt32(index)), places, in: profile, into: &bag)
        }
        match = next.next()
      }
    }
  }

  private static func report(
    _ secret: SecretScanner.Match,
    at node: NodeID,
    _ places: [NodeID: IRID],
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    let text = profile.tree.text[secret.range]
    bag.report(
      Diagnostic(
        descriptor,
        "this looks like \(secret.kind)",
        at: profile.span(of: text, in: node),
        path: places[node].map { profile.safePath($0) } ?? "",
        help: "remove it and revoke it: whoever reads the repository can use it",
        hidesSource: true
      )
    )
  }

  /// Where each scalar stands in the profile, keys included.
  private static func places(in profile: BoundProfile) -> [NodeID: IRID] {
    var result: [NodeID: IRID] = [:]
    for id in profile.all {
      let node = profile[id]
      if result[node.value] == nil { result[node.value] = id }
      if node.key != .none, result[node.key] == nil { result[node.key] = id }
    }
    return result
  }
}
