internal import CanonicalJSON
internal import ProfileIR
internal import ProfileTargets
internal import SourceDiagnostics
internal import YAMLSyntax

/// Lays out any JSON (or YAML) text as canonical JSON with line breaks, for showing differences.
public enum PrettyJSON {
  /// The text in canonical order, indented by two; `nil` where it cannot be read, or holds a number
  /// that JSON cannot.
  public static func layOut(_ bytes: [UInt8]) -> [UInt8]? { write(bytes, pretty: true) }

  /// The text in canonical form, without a line feed at its end; `nil` where it cannot be read, has
  /// a key twice, or holds a number that JSON cannot.
  public static func canonical(_ bytes: [UInt8]) -> [UInt8]? { write(bytes, pretty: false) }

  private static func write(_ bytes: [UInt8], pretty: Bool) -> [UInt8]? {
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(bytes, into: &bag), bag.isEmpty, tree.root != .none else {
      return nil
    }
    // Never a `null` in the place of a number.
    for node in tree.nodes where node.kind == .scalar {
      switch node.scalar {
      case .notFinite: return nil
      case .integer, .float:
        guard NumberText.value(tree.bytes(of: node)).isFinite else { return nil }
      case .string, .null, .bool: break
      }
    }
    var writer = CanonicalWriter(pretty: pretty)
    writer.value(tree.root, of: tree)
    return writer.output
  }
}
