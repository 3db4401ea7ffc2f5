public import SourceDiagnostics

/// Something that may be written at a cursor: a field, or a value of one.
public struct Completion: Sendable {
  public enum Kind: Sendable { case field, value, file, folder }

  public var kind: Kind
  /// The name or the value, without quotes.
  public var name: String
  /// What is written in the place of `replaced`.
  public var text: String
  /// The word at the cursor, its quotes included.
  public var replaced: SourceSpan
  /// The type, range and default of a field, on one line.
  public var form: String
  /// What it means, where that is documented.
  public var meaning: String?
  /// Whether the mapping must have the field.
  public var isRequired = false
}
