package import SourceDiagnostics
internal import YAMLSyntax

/// A comment that is to silence a finding and does not: the finding is gone, the code is unknown, or
/// the comment is written otherwise than it must be.
package enum UnusedIgnore: Rule {
  package static let descriptor = RuleDescriptor(
    "SP009",
    "unused-ignore",
    "an ignore comment silences nothing, or names no rule",
    severity: .warning
  )

  package static let explanation = RuleExplanation(
    why: """
      An ignore says that somebody looked at a finding and accepted it. Once the finding is gone, \
      the comment would silently accept the next one of its kind, and a misspelt code silences \
      nothing while it looks as if it did.

      A comment may name 100 codes, and a file may have 10,000 ignore comments. Those beyond are \
      not read, and one finding says so.
      """,
    bad: """
      # sessionc: ignore[SP501] tuned by ear
      voice: alloy
      temperature: 0.8
      """,
    good: """
      voice: alloy
      temperature: 0.8
      """,
    remedy: """
      Remove the comment, or put it where the finding is: alone on the line before, or at the end \
      of a line of the finding. `--fix` removes it.
      """,
    source: "sessionc's own rule about `# sessionc: ignore[…]` comments."
  )

  /// What is wrong with one entry of a comment.
  enum Problem {
    case unknownRule
    case essentialRule(RuleDescriptor)
    /// A policy that does not say that comments may silence it, or all of them.
    case firmPolicy
    case unused
  }

  /// What is wrong with one entry of a comment; `nil` where nothing is.
  ///
  /// - Parameters:
  ///   - name: the rule or the policy that the entry names.
  ///   - counted: the codes and names of findings that are only counted.
  static func problem(
    _ name: String,
    of policies: FieldPolicies,
    isUsed: Bool,
    under policy: RulePolicy,
    counted: Set<String>
  ) -> Problem? {
    let named = policies.policy(named: name)
    guard let rule = RuleRegistry.rule(named: name) ?? named?.descriptor else {
      return .unknownRule
    }
    if rule.isPolicy, !isUsed, !policies.isEmpty {
      let meant = named.map { [$0] } ?? policies.all
      if !meant.contains(where: \.mayBeIgnored) { return .firmPolicy }
    }
    if RulePolicy.isEssential(rule.code) || rule == descriptor { return .essentialRule(rule) }
    // A rule that is switched off finds nothing that could be silenced, and one about a server not
    // before something is sent.
    guard !isUsed, policy.isActive(rule), !isAboutSending(rule),
      !counted.contains(named == nil ? rule.code : rule.name)
    else { return nil }
    return .unused
  }

  static func finding(
    _ problem: Problem,
    _ index: Int,
    of comment: IgnoreComment,
    in tree: NodeTree
  ) -> Diagnostic {
    let entry = comment.entries[index]
    let shown = Wording.shown(entry.text)
    let message: String
    let help: String
    switch problem {
    case .unknownRule:
      message = "no rule is called `\(shown)`"
      help = RuleRegistry.advice(insteadOf: entry.text)
    case .essentialRule(let rule):
      message = "`\(shown)` cannot be ignored"
      help =
        rule == descriptor
        ? "remove the ignore that is not needed"
        : "correct the error: it means that there is no request, or a wrong one"
    case .firmPolicy:
      message = "policies cannot be ignored here, so this ignore of `\(shown)` silences nothing"
      help = "to make an exception, name the profile in the policy's `except`"
    case .unused:
      message = "this ignore of `\(shown)` silences nothing"
      help =
        comment.isAlone
        ? "remove it; it applies to line \(comment.line - Self.linesBefore(comment, in: tree)) only"
        : "remove it; it applies to its own line only"
    }
    let fix = comment.removal(of: index, in: tree)
    return finding(message, at: entry.span, help: help, fix: fix)
  }

  /// How many lines of other files stand before that of a comment.
  private static func linesBefore(_ comment: IgnoreComment, in tree: NodeTree) -> Int {
    guard let composition = tree.composition else { return 0 }
    let base = composition.files[composition.file(at: comment.span.start)].base
    return tree.sourceBytes[..<base].count { $0 == 0x0A }
  }

  static func tooManyCodes(at span: SourceSpan) -> Diagnostic {
    finding(
      "a comment ignores more than \(IgnoreComment.entriesMax) rules",
      at: span,
      help: "this code and those after it are not read; name each rule once",
      fix: nil
    )
  }

  static func tooManyComments(at span: SourceSpan) -> Diagnostic {
    finding(
      "the file has more than \(IgnoreComment.commentsMax) ignore comments",
      at: span,
      help: "this comment and those after it are not read; split the file, or correct it",
      fix: nil
    )
  }

  private static func isAboutSending(_ rule: RuleDescriptor) -> Bool {
    RuleRegistry.sendingRules.contains { $0.descriptor == rule }
  }

  /// A comment that begins as one for sessionc and goes on otherwise.
  static func malformed(_ comment: IgnoreComment) -> Diagnostic {
    finding(
      "this comment is not one that sessionc knows",
      at: comment.span,
      help: "write `# sessionc: ignore[SP501] reason`, with the code or name of a rule",
      fix: nil
    )
  }

  private static func finding(
    _ message: String,
    at span: SourceSpan,
    help: String?,
    fix: FixIt?
  ) -> Diagnostic {
    Diagnostic(descriptor, message, at: span, help: help, fix: fix)
  }
}
