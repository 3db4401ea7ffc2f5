/// The bounds that keep a hostile file from costing more than it is worth.
public struct Limits: Sendable {
  /// Bytes in one file.
  public var inputBytes = 16 << 20
  /// Levels of nested collections, aliases expanded.
  public var depth = 100
  /// Nodes in one profile, aliases expanded.
  public var nodes = 1_000_000
  /// Aliases without an anchor that are told of one file.
  public var unknownAliases = 100_000
  /// Keys in one mapping, merged ones among them.
  public var keys = 100_000
  /// `%TAG` directives in one file: libyaml compares each with all before it, and no profile needs one.
  public var tagDirectives = 8
  /// Bytes of scalar text in one profile, aliases expanded.
  public var textBytes = 16 << 20

  public init() {}
}
