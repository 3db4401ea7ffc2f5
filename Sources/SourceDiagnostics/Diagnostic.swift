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
  public var secrets: [SourceSpan] {
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

  /// Where a finding in a file that a profile names is in the profile itself, as a JSON Pointer; `nil`
  /// for one in the profile's own file.
  public var pathInProfile: String? {
    get { storage.parts.pathInProfile }
    set { change { $0.pathInProfile = newValue } }
  }
  /// The profiles that show a finding in a file that they share; `nil` for one in a profile's own file.
  public var uses: ProfileUses? {
    get { storage.parts.uses }
    set { change { $0.uses = newValue } }
  }
  /// The node that the primary place is of, by its number in the tree: whoever puts the finding into its
  /// file asks.
  package var node: UInt32? {
    get { storage.parts.node }
    set { change { $0.node = newValue } }
  }
  /// The node that must be changed, by its number in the tree: aliases lead to one from several places.
  package var mistake: UInt32? {
    get { storage.parts.mistake }
    set { change { $0.mistake = newValue } }
  }

  /// The variants of the profile that show it, in their order; empty where all do, or there are none.
  package var variants: [String] {
    get { storage.parts.variants }
    set { change { $0.variants = newValue } }
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
    hidesSource: Bool = false,
    node: UInt32? = nil
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
        hidesSource: hidesSource,
        node: node
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
    var node: UInt32?
    var mistake: UInt32?
    var variants: [String] = []
    var isAboutFile = false
    var secrets: [SourceSpan] = []
    var pathInProfile: String?
    var uses: ProfileUses?
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

/// The profiles that show a finding in a file that they share.
public struct ProfileUses: Sendable {
  /// One of them.
  public struct Use: Sendable {
    /// The profile as it is reported.
    public var file: String
    /// Where the finding is in it, as a JSON Pointer.
    public var path: String
    /// The variant that shows it, where not all of the profile's do.
    public var variant: String?

    public init(file: String, path: String, variant: String? = nil) {
      self.file = file
      self.path = path
      self.variant = variant
    }

    /// Such as `profiles/a.yaml (prod)`.
    var title: String { file + (variant.map { " (\($0))" } ?? "") }
  }

  /// How many are told by name.
  public static let shownMax = 10

  public var count = 0
  /// The first ones.
  public private(set) var shown: [Use] = []
  /// The profile that was added last.
  public private(set) var last: String?

  public init() {}

  public mutating func add(_ use: Use) {
    // Variants of one profile are not counted one by one.
    if last != use.file { count += 1 }
    last = use.file
    if shown.count < Self.shownMax { shown.append(use) }
  }

  /// Such as "profiles/a.yaml, profiles/b.yaml and 196 more".
  public var title: String {
    let named = shown.prefix(count > 3 ? 2 : count == 1 ? Self.shownMax : 3)
    let names = named.map(\.title)
    let more = count - Set(named.map(\.file)).count
    return names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}

/// A second place that explains a finding, such as the first of two duplicates.
public struct RelatedLocation: Sendable {
  /// What the place is to the finding.
  public enum Role: Sendable {
    case reason
    /// The line of the profile that names the file of the finding.
    case broughtIn
  }

  public var message: String
  public var span: SourceSpan
  public var role: Role

  public init(_ message: String, at span: SourceSpan, _ role: Role = .reason) {
    self.message = message
    self.span = span
    self.role = role
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
  /// Why it is not safe, where that is not the edit itself: such as "changes 198 profiles".
  public var unsafeReason: String?
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
