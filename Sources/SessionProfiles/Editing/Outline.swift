public import SourceDiagnostics
internal import YAMLSyntax

/// What stands in a profile, for a view of it by its keys.
public struct OutlineEntry: Sendable {
  public enum Kind: Sendable { case mapping, list, text, number, boolean, null }

  /// The key; of an item that has a `name`, that, else its place in the list.
  public var name: String
  public var kind: Kind
  /// From the key to the end of the value.
  public var span: SourceSpan
  public var nameSpan: SourceSpan
  public var children: [OutlineEntry]
}

/// The entries of a text that can be read.
public struct Outline: Sendable {
  public private(set) var entries: [OutlineEntry] = []
  private static let entriesMax = 10_000

  public init(of source: SourceText) {
    var bag = DiagnosticBag(limit: 0)
    guard let tree = Composer.compose(source.bytes, into: &bag), tree.root != .none else { return }
    var left = Self.entriesMax
    entries = Self.children(of: tree.root, in: tree, &left)
  }

  private static func children(
    of id: NodeID,
    in tree: NodeTree,
    _ left: inout Int
  ) -> [OutlineEntry] {
    var entries: [OutlineEntry] = []
    switch tree[id].kind {
    case .mapping:
      for (key, value) in tree.entries(of: id) where left > 0 && tree[key].kind == .scalar {
        left -= 1
        // What an alias or a merge brings in stands elsewhere.
        let start = tree.span(key).start
        let end = max(tree.span(value).end, tree.span(key).end)
        guard end >= start, tree.span(value).start >= start else { continue }
        entries.append(
          OutlineEntry(
            name: tree.string(key),
            kind: kind(of: value, in: tree),
            span: SourceSpan(start: start, end: end),
            nameSpan: tree.span(key),
            children: children(of: value, in: tree, &left)
          )
        )
      }
    case .sequence:
      var position = 0
      for item in tree.items(of: id) where left > 0 {
        left -= 1
        let name = tree[item].kind == .mapping ? tree.value(of: "name", in: item) : nil
        let span = tree.span(item)
        entries.append(
          OutlineEntry(
            name: name.map { tree.string($0) } ?? "\(position)",
            kind: kind(of: item, in: tree),
            span: span,
            nameSpan: SourceSpan(start: span.start, end: span.start),
            children: children(of: item, in: tree, &left)
          )
        )
        position += 1
      }
    case .scalar, .alias: break
    }
    return entries
  }

  private static func kind(of id: NodeID, in tree: NodeTree) -> OutlineEntry.Kind {
    let node = tree[tree.resolve(id)]
    switch node.kind {
    case .mapping: return .mapping
    case .sequence: return .list
    case .alias: return .null
    case .scalar: break
    }
    switch node.scalar {
    case .string: return .text
    case .null: return .null
    case .bool: return .boolean
    case .integer, .float, .notFinite: return .number
    }
  }
}
