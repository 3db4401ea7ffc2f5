internal import CanonicalJSON
internal import ProfileTargets
internal import SourceDiagnostics
internal import YAMLSyntax

/// Lays out any JSON (or YAML) text as canonical JSON with line breaks, for showing differences.
public enum PrettyJSON {
  /// The text in canonical order, indented by two; `nil` where it cannot be read.
  public static func layOut(_ bytes: [UInt8]) -> [UInt8]? { write(bytes, pretty: true) }

  /// The text in canonical form, without a line feed at its end; `nil` where it cannot be read, has
  /// a key twice, or holds a number that JSON cannot.
  public static func canonical(_ bytes: [UInt8]) -> [UInt8]? { write(bytes, pretty: false) }

  private static func write(_ bytes: [UInt8], pretty: Bool) -> [UInt8]? {
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(bytes, into: &bag), bag.isEmpty, tree.root != .none else {
      return nil
    }
    var writer = CanonicalWriter(pretty: pretty)
    write(tree.root, of: tree, to: &writer)
    return writer.output
  }

  private static func write(_ id: NodeID, of tree: NodeTree, to writer: inout CanonicalWriter) {
    let id = tree.resolve(id)
    let node = tree[id]
    switch node.kind {
    case .mapping:
      let entries = tree.entries(of: id).sorted {
        CanonicalString.precedes(tree.bytes($0.key), tree.bytes($1.key))
      }
      writer.beginObject()
      for entry in entries {
        writer.name(tree.bytes(entry.key))
        write(entry.value, of: tree, to: &writer)
      }
      writer.endObject()
    case .sequence:
      writer.beginArray()
      for item in tree.items(of: id) { write(item, of: tree, to: &writer) }
      writer.endArray()
    case .scalar, .alias: writer.scalar(node, of: tree)
    }
  }
}
