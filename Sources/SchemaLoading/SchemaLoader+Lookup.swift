package import SchemaTables

/// Looking up fields that have been loaded.
extension SchemaLoader {
  /// The names of the members of a field and of its alternatives.
  package func names(of id: FieldID) -> [String] {
    branches(of: id, withItems: false).flatMap { properties(of: $0).map(\.name) }
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The fields at the end of a dotted path from another one, through lists and unions.
  package func fields(at path: String, from id: FieldID) -> [FieldID] {
    path.split(separator: ".").reduce([id]) { current, step in
      current.flatMap { branches(of: $0) }
        .compactMap { properties(of: $0).first { $0.name == step }?.field }
    }
  }

  /// Whether a field may have a value, as far as types, lists of values and names of members tell.
  package func takes(_ value: FactNode, in id: FieldID) -> Bool {
    branches(of: id, withItems: false).contains { branch in
      guard let facts = fields[Int(branch.index)], facts.alternatives.isEmpty,
        facts.kinds.contains(KindSet.names.first { $0.name == value.kind }?.kind ?? [])
      else { return false }
      switch value.kind {
      case "string": return facts.allowed?.contains(value.text) ?? true
      case "array":
        return value.items.allSatisfy { item in facts.items.map { takes(item, in: $0) } ?? true }
      case "object":
        return value.entries.allSatisfy { name, content in
          facts.properties.first { $0.name == name }.map { takes(content, in: $0.field) } ?? false
        }
      default: return true
      }
    }
  }

  private func properties(of id: FieldID) -> [(name: String, field: FieldID)] {
    fields[Int(id.index)]?.properties ?? []
  }

  private func branches(of id: FieldID, withItems: Bool = true) -> [FieldID] {
    guard let facts = fields[Int(id.index)] else { return [] }
    let items = withItems ? facts.items.map { branches(of: $0) } ?? [] : []
    return [id] + facts.alternatives.flatMap { branches(of: $0, withItems: withItems) } + items
  }
}
