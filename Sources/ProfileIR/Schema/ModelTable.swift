internal import YAMLSyntax

/// The table of `schemas/models.json`: what each documented model can do, and when it ends.
package struct ModelTable: Sendable {
  /// What is known of a model; a member that is not there is not known.
  package struct Model: Sendable {
    package var end: AnnouncedEnd?
    package var abilities: [String: Bool]
  }

  /// The day on which the announced ends were looked at last: what ended before it has ended. The clock is
  /// not asked, so that the same profile gives the same findings.
  package let checked: String
  private let groups: [String: [String: Model]]
  /// What is wrong with the file; empty, or a test fails.
  package let problems: [String]

  /// The table of this build. Read at first use, then shared.
  package static let embedded = ModelTable()

  private init() {
    let (tree, problems) = SchemaFile.read("models.json")
    var groups: [String: [String: Model]] = [:]
    checked =
      tree.root == .none
      ? "" : tree.value(of: "checked", in: tree.root).map { tree.string($0) } ?? ""
    if tree.root != .none {
      for group in tree.entries(of: tree.root) where tree[group.value].kind == .mapping {
        for model in tree.entries(of: group.value) {
          groups[tree.string(group.key), default: [:]][tree.string(model.key)] =
            Self.model(model.value, of: tree)
        }
      }
    }
    self.groups = groups
    self.problems = problems + (groups.isEmpty ? ["models.json: has no models"] : [])
  }

  private static func model(_ id: NodeID, of tree: NodeTree) -> Model {
    var model = Model(abilities: [:])
    for (key, value) in tree.entries(of: id) where tree[value].scalar == .bool {
      model.abilities[tree.string(key)] = tree.text(of: value, is: "true")
    }
    if let date = tree.value(of: "ends", in: id) {
      let instead = tree.value(of: "instead", in: id).map { tree.string($0) }
      model.end = AnnouncedEnd(date: tree.string(date), instead: instead)
    }
    return model
  }

  package func model(_ name: String, in group: String) -> Model? { groups[group]?[name] }

  /// The models of a group that can do something, sorted.
  package func models(of group: String, with ability: String) -> [String] {
    (groups[group] ?? [:]).filter { $0.value.abilities[ability] == true }.keys.sorted()
  }
}
