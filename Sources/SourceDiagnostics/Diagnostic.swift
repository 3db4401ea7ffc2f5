/// One finding: what is wrong, where, and what to write instead.
public struct Diagnostic: Sendable {
  public var rule: RuleDescriptor
  public var severity: Severity
  /// One sentence without a full stop; names from the file stand in backticks. It may hold any
  /// character of the file: whoever prints it escapes it.
  public var message: String
  /// A few words drawn under the primary span.
  public var label: String?
  /// What to do about it.
  public var help: String?
  /// A JSON Pointer (RFC 6901) into the profile as authored; a missing field points at its parent.
  public var path: String
  /// The primary place: the key of an unknown, misplaced or repeated field, else the value.
  public var span: SourceSpan
  public var related: [RelatedLocation]
  public var fix: FixIt?
  /// Whether the primary span holds a secret, which no report may repeat.
  public var hidesSource: Bool
  /// Whether the finding can not be silenced: the request could not say what the profile says.
  public var isEssential: Bool
  /// Whether no place of the file stands for the finding: its span is where the profile begins, and
  /// reports for people show no line of it.
  public var isAboutFile = false
  /// What the finding is about, where that is not the text of its span: fingerprints go by it.
  public var content: String?

  /// - Parameter severity: `nil` for the rule's own.
  public init(
    _ rule: RuleDescriptor,
    _ message: String,
    severity: Severity? = nil,
    at span: SourceSpan,
    path: String = "",
    label: String? = nil,
    help: String? = nil,
    related: [RelatedLocation] = [],
    fix: FixIt? = nil,
    hidesSource: Bool = false,
    isEssential: Bool = false
  ) {
    self.rule = rule
    self.severity = severity ?? rule.severity
    self.message = message
    self.label = label
    self.help = help
    self.path = path
    self.span = span
    self.related = related
    self.fix = fix
    self.hidesSource = hidesSource
    self.isEssential = isEssential
  }
}

/// A second place that explains a finding, such as the first of two duplicates.
public struct RelatedLocation: Sendable {
  public var message: String
  public var span: SourceSpan

  public init(_ message: String, at span: SourceSpan) {
    self.message = message
    self.span = span
  }
}

/// An edit that mends a finding.
public struct FixIt: Sendable {
  /// What the edit does, as an imperative.
  public var title: String
  /// Whether the edit can only bring out what the author evidently meant.
  public var isSafe: Bool
  /// At least one; in file order; they do not overlap.
  public var edits: [Edit]
  /// Whether an edit changes other places of the profile as well, which aliases make of it.
  public var isShared = false

  public init(_ title: String, isSafe: Bool, edits: [Edit]) {
    self.title = title
    self.isSafe = isSafe
    self.edits = edits
  }

  /// Replaces the bytes of `span` by `text`.
  public struct Edit: Sendable {
    public var span: SourceSpan
    public var text: String

    public init(_ span: SourceSpan, _ text: String) {
      self.span = span
      self.text = text
    }
  }

  /// A fix of one edit.
  public static func replace(
    _ span: SourceSpan,
    with text: String,
    isSafe: Bool = true,
    title: String? = nil
  ) -> FixIt {
    FixIt(title ?? "write `\(text)`", isSafe: isSafe, edits: [Edit(span, text)])
  }
}
