import SchemaLoading
import SourceDiagnostics
import YAMLSyntax

/// What is wrong with the overlays of `schemas/servers/`: they are applied as a run does it.
enum OverlayFacts {
  /// - Parameters:
  ///   - overlays: by their names in `schemas/`.
  ///   - trees: every file of `schemas/`, by its name.
  ///   - shapes: every file of `schemas/facts/`, by its name.
  static func check(
    _ overlays: [String: NodeTree],
    _ trees: [String: NodeTree],
    _ shapes: [String: NodeTree]
  ) throws(EmbeddingError) {
    guard let shape = shapes["overlay.schema.json"],
      let vocabulary = shapes["vocabulary.schema.json"]
    else { throw EmbeddingError(description: "schemas/facts/ lacks a file") }
    for (name, tree) in overlays.sorted(by: { $0.key < $1.key }) {
      do throws(Overlay.Problem) {
        let overlay = try Overlay(tree, shape: shape)
        let dialect = overlay.extends.text
        guard var schemas = OverlaidSchemas(trees, dialect: dialect, vocabulary: vocabulary) else {
          throw Overlay.Problem(node: overlay.extends.node, message: "`\(dialect)` is no dialect")
        }
        try schemas.apply(overlay)
        _ = try schemas.load(overlay)
        guard overlay.hasSources else {
          throw Overlay.Problem(node: tree.root, message: "an action has no `source`")
        }
      } catch {
        let place = LineTable(tree.sourceBytes).position(of: tree.span(error.node).start)
        let help = error.help.map { " (\($0))" } ?? ""
        throw EmbeddingError(
          description: "\(name):\(place.line):\(place.column): \(error.message)\(help)"
        )
      }
    }
  }
}
