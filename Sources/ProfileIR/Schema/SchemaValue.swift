internal import SourceDiagnostics
package import YAMLSyntax

/// A value that a schema gives, such as a default, in a tree of its own.
package struct SchemaValue: Sendable {
  package var tree: NodeTree
  package var node: NodeID

  package init(tree: NodeTree, node: NodeID) {
    self.tree = tree
    self.node = node
  }
}

extension FieldSchema {
  /// The documented default. It is read each time: only explanations and new text need it.
  package var defaultValue: SchemaValue? {
    guard let text = defaultText?.string else { return nil }
    var bag = DiagnosticBag()
    return Composer.compose(Array(text.utf8), into: &bag)
      .map { SchemaValue(tree: $0, node: $0.root) }
  }
}

extension KeyTable {
  /// The field that a key of a document names.
  package func field(of key: Node, in tree: NodeTree) -> FieldID? {
    unsafe tree.text.withUnsafeBufferPointer { text in
      unsafe field(hash: key.hash, name: UnsafeBufferPointer(rebasing: text[key.textRange]))
    }
  }
}
