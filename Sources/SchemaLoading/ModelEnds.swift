import SchemaTables
import YAMLSyntax

/// The announced ends in `schemas/models.json`.
struct ModelEnds {
  let tree: NodeTree?

  init(_ tree: NodeTree?) { self.tree = tree }

  /// The ends in a group of models, by name.
  func ends(of group: String) -> [String: AnnouncedEnd] {
    guard let tree,
      let models = tree.entries(of: tree.root).first(where: { tree.string($0.key) == group })
    else { return [:] }
    var result: [String: AnnouncedEnd] = [:]
    for (key, value) in tree.entries(of: models.value) {
      guard let date = tree.value(of: "ends", in: value) else { continue }
      let instead = tree.value(of: "instead", in: value).map { tree.string($0) }
      result[tree.string(key)] = AnnouncedEnd(date: tree.string(date), instead: instead)
    }
    return result
  }
}
