import SchemaLoading
import SchemaTables
import YAMLSyntax

/// What is wrong with `schemas/lowering.json` beside the fields of the dialects: paths that lead nowhere, and
/// values that the field does not take.
struct LoweringFacts {
  /// By the names of the dialects.
  private let dialects: [String: DialectFields]
  private(set) var problems: [String] = []

  init(_ tree: NodeTree?, _ dialects: [String: DialectFields]) {
    self.dialects = dialects
    for (index, row) in (FactNode(tree)?.items("rows") ?? []).enumerated() {
      check(row, "lowering.json#/rows/\(index)")
    }
  }

  private mutating func check(_ row: FactNode, _ pointer: String) {
    let places = row.members("at")
    for (dialect, place) in places.sorted(by: { $0.key < $1.key }) {
      guard let known = dialects[dialect] else {
        problems.append("\(pointer)/at: `\(dialect)` is no dialect")
        continue
      }
      guard place.kind == "string" else { continue }
      if fields(of: place.text, known).isEmpty {
        problems.append("\(pointer)/at: `\(place.text)` is no field of `\(dialect)`")
      }
    }
    let rewritten =
      row.items("values").map { ("values", $0) }
      + [row.member("fill")].compactMap { $0.map { ("fill", $0) } }
    for (name, values) in rewritten {
      for (dialect, value) in values.entries {
        guard let place = places[dialect], place.kind == "string", let known = dialects[dialect]
        else {
          problems.append("\(pointer)/\(name): `\(dialect)` has no such field")
          continue
        }
        let found = fields(of: place.text, known)
        if !found.isEmpty, !found.contains(where: { known.loader.takes(value, in: $0) }) {
          problems.append(
            "\(pointer)/\(name): `\(place.text)` of `\(dialect)` does not take that value"
          )
        }
      }
    }
  }

  /// The fields at a path: from the session of any document, or from a root for one that begins with `/`.
  private func fields(
    of path: String,
    _ known: DialectFields
  ) -> [FieldID] {
    if path.hasPrefix("/") {
      let steps = String(path.dropFirst()).replacing("/", with: ".")
      return known.roots.flatMap { known.loader.fields(at: steps, from: $0) }
    }
    let inside = known.roots.dropFirst().flatMap { known.loader.fields(at: "session", from: $0) }
    return (known.roots.prefix(1) + inside).flatMap { known.loader.fields(at: path, from: $0) }
  }
}
