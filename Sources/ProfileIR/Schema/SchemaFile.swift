internal import ProfileSchemas
internal import SourceDiagnostics
package import YAMLSyntax

/// Reads the embedded files of `schemas/` with the same front end as profiles.
package enum SchemaFile {
  /// The tree of one file, and what is wrong with it; empty, or a test fails.
  ///
  /// - Parameter name: a file name in `schemas/`, such as `models.json`.
  package static func read(_ name: String) -> (tree: NodeTree, problems: [String]) {
    guard let text = ProfileSchemas.text(named: name) else {
      return (NodeTree(), ["\(name): no such file"])
    }
    var bag = DiagnosticBag()
    let bytes = text.withUTF8Buffer { unsafe Array($0) }
    let tree = Composer.compose(bytes, into: &bag) ?? NodeTree()
    return (tree, bag.sorted().map { "\(name): \($0.message)" })
  }
}
