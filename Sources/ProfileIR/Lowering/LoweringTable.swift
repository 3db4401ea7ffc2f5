internal import YAMLSyntax

/// The table of `schemas/lowering.json`: where each field of one dialect stands in the other. It is
/// read in both directions.
package struct LoweringTable: Sendable {
  /// A field, by the names that lead to it.
  package struct Path: Hashable, Sendable {
    /// From the root of the document, not from the session.
    package var isFromRoot: Bool
    package var steps: [String]

    package init(_ text: String) {
      isFromRoot = text.hasPrefix("/")
      steps = text.split { $0 == "." || $0 == "/" }.map(String.init)
    }

    package init(_ steps: [String]) {
      isFromRoot = false
      self.steps = steps
    }

    /// With dots between the names.
    package var text: String { steps.joined(separator: ".") }
  }

  package struct Row: Sendable {
    /// `nil` where that dialect has nothing of the kind.
    package var flat: Path?
    package var ga: Path?
    /// Why it moves, or has no counterpart.
    package var why: String
    /// What to do where there is no counterpart.
    package var advice: String?
    /// Pairs of values; a value of neither side of a pair has no counterpart.
    package var values: [(flat: SchemaValue, ga: SchemaValue)]
    /// Lists among the values are compared without their order.
    package var isUnordered: Bool
    /// Members that GA wants and the flat dialect implies, and the reverse.
    var fillGA: SchemaValue?
    var fillFlat: SchemaValue?
    /// Leaving it out cannot change what the session does.
    package var isHarmless: Bool

    /// Members to add where they are missing in a dialect.
    package func fill(for dialect: Dialect) -> SchemaValue? {
      dialect == .ga ? fillGA : fillFlat
    }

    package func path(in dialect: Dialect) -> Path? { dialect == .ga ? ga : flat }
  }

  package let rows: [Row]
  private let byFlat: [Path: Int]
  private let byGA: [Path: Int]
  /// Paths that have rows below them.
  private let parents: [Dialect: Set<Path>]
  /// The names in the paths of all rows.
  private let steps: [Dialect: Set<String>]
  /// What is wrong with the file; empty, or a test fails.
  package let problems: [String]

  /// The table of this build. Read at first use, then shared.
  package static let embedded = LoweringTable()

  private init() {
    let (tree, problems) = SchemaFile.read("lowering.json")
    let list = tree.root == .none ? nil : tree.value(of: "rows", in: tree.root)
    rows = list.map { tree.items(of: $0).map { Self.row($0, of: tree) } } ?? []
    byFlat = Self.index(rows, .sessions)
    byGA = Self.index(rows, .ga)
    parents = [.sessions: Self.parents(rows, .sessions), .ga: Self.parents(rows, .ga)]
    steps = [.sessions: Self.steps(rows, .sessions), .ga: Self.steps(rows, .ga)]
    self.problems = problems + (rows.isEmpty ? ["lowering.json: has no rows"] : [])
  }

  private static func row(_ id: NodeID, of tree: NodeTree) -> Row {
    func text(_ name: StaticString) -> String? {
      tree.value(of: name, in: id).flatMap { tree[$0].scalar == .null ? nil : tree.string($0) }
    }
    let values = tree.value(of: "values", in: id).map { list in
      tree.items(of: list).compactMap { pair -> (flat: SchemaValue, ga: SchemaValue)? in
        guard let flat = tree.value(of: "flat", in: pair), let ga = tree.value(of: "ga", in: pair)
        else { return nil }
        return (SchemaValue(tree: tree, node: flat), SchemaValue(tree: tree, node: ga))
      }
    }
    return Row(
      flat: text("flat").map { Path($0) },
      ga: text("ga").map { Path($0) },
      why: text("why") ?? "",
      advice: text("advice"),
      values: values ?? [],
      isUnordered: text("unordered") == "true",
      fillGA: tree.value(of: "fill", in: id).map { SchemaValue(tree: tree, node: $0) },
      fillFlat: tree.value(of: "fill_flat", in: id).map { SchemaValue(tree: tree, node: $0) },
      isHarmless: text("harmless") == "true"
    )
  }

  private static func index(_ rows: [Row], _ dialect: Dialect) -> [Path: Int] {
    rows.enumerated().reduce(into: [:]) { result, row in
      if let path = row.element.path(in: dialect) { result[path] = row.offset }
    }
  }

  private static func steps(_ rows: [Row], _ dialect: Dialect) -> Set<String> {
    Set(rows.flatMap { $0.path(in: dialect)?.steps ?? [] })
  }

  private static func parents(_ rows: [Row], _ dialect: Dialect) -> Set<Path> {
    rows.reduce(into: []) { result, row in
      guard var path = row.path(in: dialect) else { return }
      while path.steps.count > 1 {
        path.steps.removeLast()
        result.insert(path)
      }
    }
  }

  /// The row of a field of a dialect.
  package func row(of path: Path, in dialect: Dialect) -> Row? {
    (dialect == .ga ? byGA : byFlat)[path].map { rows[$0] }
  }

  /// Whether a field of some row, or one around it, has this name.
  package func names(_ name: String, in dialect: Dialect) -> Bool {
    steps[dialect]?.contains(name) ?? false
  }

  /// Whether some field inside this one has a row of its own.
  package func hasRows(below path: Path, in dialect: Dialect) -> Bool {
    parents[dialect]?.contains(path) ?? false
  }
}
