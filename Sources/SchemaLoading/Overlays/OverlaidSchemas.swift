import SourceDiagnostics
package import YAMLSyntax

/// The schemas of a dialect, changed by the overlays of a server.
package struct OverlaidSchemas {
  /// Every file of `schemas/`, by its name, those that are changed as they are now.
  package private(set) var trees: [String: NodeTree]
  /// The files of the dialect's documents, the session first.
  package let documents: [String]
  /// The schema of the keywords.
  private let vocabulary: NodeTree
  private var changed: [String: EditableValue] = [:]

  /// - Parameters:
  ///   - trees: every file of `schemas/`, by its name.
  ///   - dialect: the name of one.
  ///   - vocabulary: `facts/vocabulary.schema.json`.
  package init?(_ trees: [String: NodeTree], dialect: String, vocabulary: NodeTree) {
    let dialects = FactNode(trees["dialects.json"])?.items("dialects") ?? []
    guard let entry = dialects.first(where: { $0.text("name") == dialect }) else { return nil }
    documents = entry.items("documents").map { $0.text("schema") }
    self.trees = trees
    self.vocabulary = vocabulary
  }

  /// - Throws: the first action that cannot be done, or gives what is no schema.
  package mutating func apply(_ overlay: Overlay) throws(Overlay.Problem) {
    var files: [String] = []
    for action in overlay.actions {
      let file = action.file ?? documents[0]
      guard documents.contains(file), let tree = trees[file] else {
        throw Overlay.Problem(
          node: action.target.node,
          message: "`\(file)` is no schema of the dialect",
          help: "there are \(documents.joined(separator: ", "))"
        )
      }
      let before = changed[file] ?? EditableValue(tree.root, of: tree)
      var edit = OverlayEdit(action, in: file, of: overlay)
      edit.marksNew = false
      guard try edit.apply(to: before) != before else {
        throw Overlay.Problem(
          node: action.value.node,
          message: "this changes nothing: the schema says so already",
          help: "remove the action"
        )
      }
      edit.marksNew = true
      changed[file] = edit.marked(try edit.apply(to: before))
      if !files.contains(file) { files.append(file) }
    }
    for file in files { try compose(file, overlay) }
  }

  /// Reads a changed file again, and checks its keywords.
  private mutating func compose(
    _ file: String,
    _ overlay: Overlay
  ) throws(Overlay.Problem) {
    guard let value = changed[file] else { return }
    var bytes: [UInt8] = []
    value.write(to: &bytes)
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(bytes, into: &bag), bag.isEmpty else {
      throw Overlay.Problem(
        node: overlay.root.node,
        message: "the schema cannot be read any more: \(bag.sorted().first?.message ?? "")"
      )
    }
    trees[file] = tree
    guard let problem = FactChecker.problems(of: tree, by: vocabulary).first else { return }
    throw Overlay.Problem(
      node: overlay.node(of: problem.pointer, in: file, session: documents[0]),
      message: "in `\(problem.pointer)`: \(problem.what)"
    )
  }

  /// The fields of the dialect now, and the root of each document.
  ///
  /// - Throws: what keeps the schemas from being understood.
  package func load(
    _ overlay: Overlay
  ) throws(Overlay.Problem) -> (fields: [FieldFacts], table: String) {
    var loader = SchemaLoader(trees)
    let roots = documents.map { loader.root($0) }
    let fields = loader.finish()
    if let problem = loader.problems.first {
      throw Overlay.Problem(node: overlay.extends.node, message: "with these actions, \(problem)")
    }
    guard let table = TableWriter.table(of: fields, roots: roots) else {
      throw Overlay.Problem(node: overlay.extends.node, message: "the schema becomes too large")
    }
    return (fields, table)
  }
}

extension Overlay {
  /// The node that made what is at a place of a schema: the value of the last action there.
  fileprivate func node(of pointer: String, in file: String, session: String) -> NodeID {
    let names = JSONPointer.names(in: pointer)
    for action in actions.reversed()
    where (action.file ?? session) == file && names.starts(with: action.steps) {
      var node = action.value
      // An item that was appended stands behind others there.
      guard action.kind != .append else { return node.node }
      for name in names.dropFirst(action.steps.count) {
        let items = node.items
        let item = Int(name).flatMap { items.indices.contains($0) ? items[$0] : nil }
        guard let next = node.member(name) ?? item else { break }
        node = next
      }
      return node.node
    }
    return extends.node
  }
}
