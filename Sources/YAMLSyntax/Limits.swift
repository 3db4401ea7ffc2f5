/// The bounds that keep a hostile file from costing more than it is worth.
package struct Limits: Sendable {
  /// Bytes in one file.
  package var inputBytes = 16 << 20
  /// Levels of nested collections, aliases expanded.
  package var depth = 100
  /// Nodes in one profile, aliases expanded.
  package var nodes = 1_000_000
  /// Bytes of scalar text in one profile, aliases expanded.
  package var textBytes = 16 << 20

  package init() {}
}
