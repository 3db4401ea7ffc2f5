/// What a rule's page tells beyond its summary.
public struct RuleExplanation: Sendable {
  /// Why it matters: what the server does with it, where that is known. One or two short paragraphs.
  public var why: String
  /// A profile that the rule reports.
  public var bad: String
  /// The same profile, mended: it has no finding at all.
  public var good: String
  /// Files that stand beside both.
  public var files: [File] = []
  /// How to mend it, and whether `--fix` does.
  public var remedy: String
  /// The document and field that the rule comes from.
  public var source: String

  /// A file that an example needs.
  public struct File: Sendable {
    public var name: String
    public var text: String

    public init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  public init(
    why: String,
    bad: String,
    good: String,
    files: [File] = [],
    remedy: String,
    source: String
  ) {
    self.why = why
    self.bad = bad
    self.good = good
    self.files = files
    self.remedy = remedy
    self.source = source
  }
}
