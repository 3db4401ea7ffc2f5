/// What the name of a field says of the dialect of the session that has it, worked out by the build from the
/// fields of all dialects.
public struct DialectSign: BitwiseCopyable, Sendable {
  /// What the name must have as its value to say anything.
  public enum Condition: UInt8, BitwiseCopyable, Sendable {
    case none
    /// A mapping: other files have fields of this name as well.
    case mapping
    /// A word of a kind of session, if a misspelt one.
    case kind
  }

  /// The place of the one dialect that has the field; -1 where several have it, so that it says nothing.
  public var dialect: Int8
  public var condition: Condition
  /// Whether the field gives the session the form of the dialect.
  public var isShape: Bool
  /// Whether the field stands at the root of the document, beside the session.
  public var isBesideSession: Bool
  /// Whether the field is enough by itself, whatever else there is but a `type`.
  public var isDecisive: Bool
  /// Whether a field inside of it may be enough by itself.
  public var hasDecisiveInside: Bool

  public init(
    dialect: Int8,
    condition: Condition = .none,
    isShape: Bool = false,
    isBesideSession: Bool = false,
    isDecisive: Bool = false,
    hasDecisiveInside: Bool = false
  ) {
    self.dialect = dialect
    self.condition = condition
    self.isShape = isShape
    self.isBesideSession = isBesideSession
    self.isDecisive = isDecisive
    self.hasDecisiveInside = hasDecisiveInside
  }
}

/// A field inside of another one that tells a dialect by itself.
public struct DecisiveField: Sendable {
  /// The dotted path from the session.
  public var path: StaticString
  /// The place of the dialect.
  public var dialect: Int

  public init(_ path: StaticString, dialect: Int) {
    self.path = path
    self.dialect = dialect
  }
}
