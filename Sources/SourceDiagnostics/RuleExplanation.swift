/// What a rule's page tells beyond its summary.
public struct RuleExplanation: Sendable {
  /// Why it matters: what the server does with it, where that is known. One or two short paragraphs.
  public var why: String
  /// A profile that the rule reports.
  public var bad: String
  /// The same profile, mended: it has no finding at all.
  public var good: String
  /// How to mend it, and whether `--fix` does.
  public var remedy: String
  /// The document and field that the rule comes from.
  public var source: String

  public init(why: String, bad: String, good: String, remedy: String, source: String) {
    self.why = why
    self.bad = bad
    self.good = good
    self.remedy = remedy
    self.source = source
  }
}
