internal import YAMLSyntax

/// The table of `schemas/lowering.json`: where each field of one dialect stands in the others. It is
/// read in all directions.
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
    /// Where the dialects have the field that the row is about; `nil` where one has nothing of the kind.
    var at: PerDialect<Path?>
    /// Why it moves, or has no counterpart.
    package var why: String
    /// What to do where there is no counterpart.
    package var advice: String?
    /// Values that are written otherwise; one that is in none of these has no counterpart.
    package var values: [PerDialect<SchemaValue>]
    /// Lists among the values are compared without their order.
    package var isUnordered: Bool
    /// Members that a dialect wants and the others imply.
    var fill: PerDialect<SchemaValue>
    /// Leaving it out cannot change what the session does.
    package var isHarmless: Bool

    /// Members to add where they are missing in a dialect.
    package func fill(for dialect: Dialect) -> SchemaValue? { fill[dialect] }

    package func path(in dialect: Dialect) -> Path? { at[dialect] ?? nil }

    /// Whether the row says something of a dialect, if only that it does not have the field.
    package func isAbout(_ dialect: Dialect) -> Bool { at[dialect] != nil }
  }

  package let rows: [Row]
  private let byPath: PerDialect<[Path: Int]>
  /// Paths that have rows below them.
  private let parents: PerDialect<Set<Path>>
  /// The names in the paths of all rows.
  private let steps: PerDialect<Set<String>>
  /// What is wrong with the file; empty, or a test fails.
  package let problems: [String]

  /// The table of this build. Read at first use, then shared.
  package static let embedded = LoweringTable()

  private init() {
    let (tree, problems) = SchemaFile.read("lowering.json")
    let list = tree.root == .none ? nil : tree.value(of: "rows", in: tree.root)
    let rows = list.map { tree.items(of: $0).map { Self.row($0, of: tree) } } ?? []
    func each<Value>(_ make: ([Row], Dialect) -> Value) -> PerDialect<Value> {
      PerDialect { make(rows, $0) }
    }
    byPath = each(Self.index)
    parents = each(Self.parents)
    steps = each(Self.steps)
    self.rows = rows
    self.problems = problems + (rows.isEmpty ? ["lowering.json: has no rows"] : [])
  }

  private static func row(_ id: NodeID, of tree: NodeTree) -> Row {
    func text(_ name: StaticString) -> String? {
      tree.value(of: name, in: id).map { tree.string($0) }
    }
    func byDialect(_ id: NodeID?) -> PerDialect<SchemaValue> {
      PerDialect { dialect in
        id.flatMap { tree.entries(of: $0).first { tree.string($0.key) == dialect.rawValue } }
          .map { SchemaValue(tree: tree, node: $0.value) }
      }
    }
    let places = byDialect(tree.value(of: "at", in: id))
    let values = tree.value(of: "values", in: id).map { tree.items(of: $0).map(byDialect) }
    return Row(
      at: PerDialect { dialect in
        places[dialect].map { place in
          tree[place.node].scalar == .null ? nil : Path(tree.string(place.node))
        }
      },
      why: text("why") ?? "",
      advice: text("advice"),
      values: values ?? [],
      isUnordered: text("unordered") == "true",
      fill: byDialect(tree.value(of: "fill", in: id)),
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
    byPath[dialect]?[path].map { rows[$0] }
  }

  /// Whether a field of some row, or one around it, has this name.
  package func names(_ name: String, in dialect: Dialect) -> Bool {
    steps[dialect]?.contains(name) ?? false
  }

  /// Whether some field inside this one has a row of its own.
  package func hasRows(below path: Path, in dialect: Dialect) -> Bool {
    parents[dialect]?.contains(path) ?? false
  }

  /// Whether some fields of one dialect are known in the other.
  package func connects(_ source: Dialect, _ goal: Dialect) -> Bool {
    source == goal || rows.contains { $0.path(in: source) != nil && $0.path(in: goal) != nil }
  }

  /// Where another dialect has a field: by the row of the longest path that is its own or one around it.
  ///
  /// - Returns: `nil` where that dialect has no such field, or nothing in common with the other; the same names
  ///   where no row tells.
  package func counterpart(of names: [String], of source: Dialect, in goal: Dialect) -> Path? {
    guard connects(source, goal) else { return nil }
    guard source != goal else { return Path(names) }
    for count in stride(from: names.count, to: 0, by: -1) {
      guard let row = row(of: Path(Array(names.prefix(count))), in: source), row.isAbout(goal)
      else { continue }
      guard var path = row.path(in: goal) else { return nil }
      path.steps += names.dropFirst(count)
      return path
    }
    return Path(names)
  }
}

/// A value for each dialect that has one.
package struct PerDialect<Value: Sendable>: Sendable {
  private var values: [Value?]

  init(_ value: (Dialect) -> Value?) { values = Dialect.allCases.map(value) }

  package subscript(dialect: Dialect) -> Value? { values[dialect.place] }
}
