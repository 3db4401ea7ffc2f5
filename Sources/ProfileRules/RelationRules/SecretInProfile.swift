internal import ProfileIR
internal import SecretScanning
package import SourceDiagnostics
internal import YAMLSyntax

/// An API key or token in any text or comment of the file. Profiles are kept in git, and this finding
/// never repeats the secret.
package enum SecretInProfile: RelationRule {
  package static let descriptor = RuleDescriptor(
    "SP601",
    "secret-in-profile",
    "an API key or token stands in the profile"
  )

  package static let explanation = RuleExplanation(
    why: """
      Profiles are kept in git: whoever can read the repository or its history can use the key. \
      What stands in instructions or in a tool's description also goes to the model, which may \
      repeat it to a caller.

      Keys and tokens are known by their form, in any text or comment, `x-` fields included: those \
      of OpenAI, GitHub, AWS, Slack, Google, Stripe, Twilio and others, JSON Web Tokens, private \
      keys, passwords in URLs; and digits and letters that follow words such as "API key" or \
      "Bearer". What documentation writes in their place is passed over: `sk-…`, `xxxx`, \
      `your-key`, `abcd1234`, `AKIAIOSFODNN7EXAMPLE`. No report shows them, whatever it is about.
      """,
    bad: """
      voice: sage
      instructions: Look customers up with the key sk-7Hq2mZ9xW4nB6vK1pR8tY3cL
      """,
    good: """
      voice: sage
      instructions: Look customers up with the tool find_customer.
      """,
    remedy: """
      Revoke the key first: removing it does not take it out of the history. Then remove it here, \
      and keep it where the tool runs, such as in the environment of your server. `--fix` leaves \
      it to you.
      """,
    source: """
      The issuers' pages on their keys, named in the table of shapes; JSON Web Token: RFC 7519; \
      private keys: RFC 7468; passwords in URLs: RFC 3986, section 3.2.1; bearer tokens: RFC 6750
      """
  )

  static func check(_ profile: BoundProfile, into bag: inout DiagnosticBag) {
    // A text that is shorter than it is written may be a key over several lines.
    guard SecretScanner.mayOccur(in: profile.tree.sourceBytes) || profile.tree.hasEscapes else {
      return
    }
    checkComments(of: profile.tree, into: &bag)
    let found = SecretScanner.find(in: profile.tree.text)
    guard !found.isEmpty else { return }
    let places = profile.scalarPlaces
    var next = found.makeIterator()
    var match = next.next()
    for (index, node) in profile.tree.nodes.enumerated() where node.kind == .scalar {
      // Merged keys are copies of text that has been seen.
      guard !node.flags.contains(.merged) else { continue }
      var search = Search()
      while let secret = match, secret.range.lowerBound < node.textRange.upperBound {
        if secret.range.lowerBound >= node.textRange.lowerBound,
          !bag.countsOnly(descriptor, at: profile.tree.span(of: node))
        {
          let id = NodeID(index: UInt32(index))
          let path = places[id].map { profile.safePath($0) } ?? ""
          let span = search.span(of: secret, in: id, of: profile)
          bag.report(finding(secret.kind, at: span, path: path, node: id))
        }
        match = next.next()
      }
    }
  }

  /// Fields that hold nothing but secrets, whatever these look like.
  static func checkSecretField(
    _ id: IRID,
    in profile: BoundProfile,
    into bag: inout DiagnosticBag
  ) {
    guard let text = profile.string(id), !text.isEmpty, !text.utf8.contains(UInt8(ascii: "$")),
      SecretScanner.find(in: Array(text.utf8)).isEmpty
    else { return }
    if SecretAdvice.isPlaceholder(text) {
      PlaceholderLeft.reportSecret(id, in: profile, into: &bag)
      return
    }
    var finding = finding(
      "a credential",
      at: profile.span(id),
      path: profile.safePath(id),
      node: profile[id].value
    )
    finding.help =
      "revoke it: whoever reads the repository can use it; then \(SecretAdvice.help(insteadOf: ""))"
    bag.report(finding)
  }

  /// A key that is commented out is in the repository all the same; one in PEM takes several comments.
  private static func checkComments(of tree: NodeTree, into bag: inout DiagnosticBag) {
    guard tree.sourceBytes.contains(UInt8(ascii: "#")) else { return }
    var rest = SecretScanner.find(in: tree.sourceBytes)[...]
    guard !rest.isEmpty else { return }
    for comment in tree.comments {
      rest = rest.drop { $0.range.lowerBound < comment.start }
      while let secret = rest.first, secret.range.lowerBound < comment.end {
        let span = SourceSpan(
          source: comment.source,
          start: secret.range.lowerBound,
          end: secret.range.upperBound
        )
        if !bag.countsOnly(descriptor, at: span) {
          bag.report(finding(secret.kind, at: span, path: ""))
        }
        rest = rest.dropFirst()
      }
    }
  }

  /// Finds the secrets of one text in the file, one after the other: looking for each from the
  /// beginning would take for ever where there are very many.
  private struct Search {
    private var start = 0
    /// How many did not stand there as they read, since they are written with escapes.
    private var misses = 0
    private static let missesMax = 16

    mutating func span(
      of secret: SecretScanner.Match,
      in id: NodeID,
      of profile: BoundProfile
    ) -> SourceSpan {
      let whole = profile.tree.span(id)
      guard misses < Self.missesMax else { return whole }
      let span = profile.span(of: profile.tree.text[secret.range], in: id, from: start)
      if span == whole { misses += 1 } else { start = span.end }
      return span
    }
  }

  private static func finding(
    _ kind: String,
    at span: SourceSpan,
    path: String,
    node: NodeID? = nil
  ) -> Diagnostic {
    Diagnostic(
      descriptor,
      "this looks like \(kind)",
      at: span,
      path: path,
      help: "remove it and revoke it: whoever reads the repository can use it",
      hidesSource: true,
      node: node?.index
    )
  }
}
