internal import ProfileLinking
public import SourceDiagnostics
internal import YAMLSyntax

/// A path in a profile, and the file that it leads to.
public struct NamedFile: Sendable {
  /// The path as it is written, with its quotes.
  public var span: SourceSpan
  /// The name by which reports show the file.
  public var name: String
}

extension Compiler {
  /// The files that a text names with `$extends`, `$include`, `$file` and `$template`, those alone that may be
  /// read. At most 1,000.
  public func namedFiles(in source: SourceText) -> [NamedFile] {
    var bag = DiagnosticBag(limit: 0)
    guard let files, let tree = Composer.compose(source.bytes, into: &bag), tree.root != .none
    else { return [] }
    var found: [NamedFile] = []
    for mapping in tree.nodes.indices where tree.nodes[mapping].kind == .mapping {
      for (key, value) in tree.entries(of: NodeID(index: UInt32(mapping)))
      where !tree[key].flags.contains(.merged) {
        guard let kind = PathForm.Kind(ofDirective: tree.bytes(key)) else { continue }
        let paths = tree[value].kind == .sequence ? Array(tree.items(of: value)) : [value]
        for path in paths where tree[path].kind == .scalar {
          guard found.count < 1_000 else { return found }
          let text = tree.string(path)
          guard PathForm.problem(of: text, kind) == nil,
            let file = files.find(text, from: source.name)
          else { continue }
          found.append(NamedFile(span: tree.span(path), name: file.name))
        }
      }
    }
    return found
  }
}
