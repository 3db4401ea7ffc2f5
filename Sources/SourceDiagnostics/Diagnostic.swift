/// One finding: what is wrong, where, and what to write instead.
///
/// A reference to parts that are copied when one changes: a file may have very many findings, which are
/// sorted, filtered and handed on.
public struct Diagnostic: Sendable {
  public var rule: RuleDescriptor {
    get { storage.parts.rule }
    set { change { $0.rule = newValue } }
  }
  public var severity: Severity {
    get { storage.parts.severity }
    set { change { $0.severity = newValue } }
  }
  /// One sentence without a full stop; names from the file stand in backticks. It may hold any
  /// character of the file: whoever prints it escapes it.
  public var message: String {
    get { storage.parts.message }
    set { change { $0.message = newValue } }
  }
  /// A few words drawn under the primary span.
  public var label: String? {
    get { storage.parts.label }
    set { change { $0.label = newValue } }
  }
  /// What to do about it.
  public var help: String? {
    get { storage.parts.help }
    set { change { $0.help = newValue } }
  }
  /// A JSON Pointer (RFC 6901) into the profile as authored; a missing field points at its parent.
  public var path: String {
    get { storage.parts.path }
    set { change { $0.path = newValue } }
  }
  /// The primary place: the key of an unknown, misplaced or repeated field, else the value.
  public var span: SourceSpan {
    get { storage.parts.span }
    set { change { $0.span = newValue } }
  }
  public var related: [RelatedLocation] {
    get { storage.parts.related }
    set { change { $0.related = newValue } }
  }
  public var fix: FixIt? {
    get { storage.parts.fix }
    set { change { $0.fix = newValue } }
  }
  /// Whether the primary span holds a secret, which no report may repeat.
  public var hidesSource: Bool {
    get { storage.parts.hidesSource }
    set { change { $0.hidesSource = newValue } }
  }
  /// Where secrets stand in the file of any other finding: rows of the file are shown without them.
  public var secrets: [Range<Int>] {
    get { storage.parts.secrets }
    set { change { $0.secrets = newValue } }
  }
  /// Whether no place of the file stands for the finding: its span is where the profile begins, and
  /// reports for people show no line of it.
  public var isAboutFile: Bool {
    get { storage.parts.isAboutFile }
    set { change { $0.isAboutFile = newValue } }
  }
  /// What the finding is about, where that is not the text of its span: fingerprints go by it.
  public var content: String? {
    get { storage.parts.content }
    set { change { $0.content = newValue } }
  }

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
    hidesSource: Bool = false
  ) {
    storage = Storage(
      Parts(
        rule: rule,
        message: message,
        label: label,
        help: help,
        path: path,
        content: nil,
        span: span,
        related: related,
        fix: fix,
        severity: severity ?? rule.severity,
        hidesSource: hidesSource
      )
    )
  }

  // MARK: Storage

  private struct Parts {
    var rule: RuleDescriptor
    var message: String
    var label: String?
    var help: String?
    var path: String
    var content: String?
    var span: SourceSpan
    var related: [RelatedLocation]
    var fix: FixIt?
    var severity: Severity
    var hidesSource: Bool
    var isAboutFile = false
    var secrets: [Range<Int>] = []
  }

  private final class Storage: Sendable {
    let parts: Parts

    init(_ parts: Parts) { self.parts = parts }
  }

  private var storage: Storage

  private mutating func change(_ body: (inout Parts) -> Void) {
    var parts = storage.parts
    body(&parts)
    storage = Storage(parts)
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
  /// Whether it renames a key that no field has. What stands under the key is judged only then.
  public var renamesKey = false

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
