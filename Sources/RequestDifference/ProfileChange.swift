public import SourceDiagnostics

/// A change of a profile's request, as reports show it: without secrets, and with its places in files.
public struct ProfileChange: Sendable {
  /// A range of a file.
  public struct Place: Hashable, Sendable {
    /// The file, as it is named to the user.
    public var file: String
    public var start: SourcePosition
    public var end: SourcePosition

    public init(file: String, start: SourcePosition, end: SourcePosition) {
      (self.file, self.start, self.end) = (file, start, end)
    }
  }

  /// A value on one side.
  public struct Value: Sendable {
    /// Canonical JSON; `***` stands for a secret.
    public var json: String
    /// Whether it is the documented default, which nobody wrote.
    public var isImplied: Bool
    /// Where it is; `nil` for what nobody wrote.
    public var place: Place?

    public init(json: String, isImplied: Bool = false, place: Place? = nil) {
      (self.json, self.isImplied, self.place) = (json, isImplied, place)
    }
  }

  /// What changes inside of a value that is told as a whole.
  public struct Detail: Sendable, Equatable {
    public enum Kind: Sendable { case added, removed, changed }

    public var kind: Kind
    /// A JSON Pointer from the value.
    public var path: String
    public var old: String?
    public var new: String?

    public init(kind: Kind, path: String, old: String?, new: String?) {
      (self.kind, self.path, self.old, self.new) = (kind, path, old, new)
    }
  }

  /// A JSON Pointer into the session in the GA dialect, in which items of lists have their names; empty for a
  /// profile that comes or goes.
  public var path: String
  public var rule: ChangeRule
  /// That of the rule, or what the team has made of it.
  public var level: ChangeLevel
  /// `nil` where there is none.
  public var old: Value?
  public var new: Value?
  /// Of a long text.
  public var text: TextDifference?
  /// The line of the file on which the text changes first, where it can be told.
  public var textPlace: Place?
  public var details: [Detail] = []

  public init(
    path: String,
    rule: ChangeRule,
    level: ChangeLevel,
    old: Value? = nil,
    new: Value? = nil
  ) {
    (self.path, self.rule, self.level) = (path, rule, level)
    (self.old, self.new) = (old, new)
  }

  /// The place to look at: that of the new value, else that of the old one.
  public var place: Place? { new?.place ?? old?.place }
}

/// A profile, or a variant of one, on both sides.
public struct ComparedProfile: Sendable {
  public enum Status: String, Sendable {
    case same, changed, added, removed, renamed
    /// One side cannot be put together.
    case failed
  }

  /// As it is named now; for one that is gone, as it was named.
  public var file: String
  /// What it was called before, where it is renamed.
  public var oldFile: String?
  public var variant: String?
  public var status: Status
  public var changes: [ProfileChange]
  /// Why it failed, one sentence each.
  public var problems: [String] = []
  /// Whether it is the configuration of a project, and no profile.
  public var isConfiguration = false

  public init(
    file: String,
    variant: String? = nil,
    status: Status,
    changes: [ProfileChange] = []
  ) {
    (self.file, self.variant, self.status, self.changes) = (file, variant, status, changes)
  }

  /// The file's name with the variant.
  public var title: String { variant.map { "\(file) (\($0))" } ?? file }
}
