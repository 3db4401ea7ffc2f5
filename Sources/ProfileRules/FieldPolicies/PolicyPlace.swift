package import ProfileIR
internal import SourceDiagnostics

/// The field that a policy is about, and where each dialect has it. Found once: there are many profiles.
package final class PolicyPlace: Sendable {
  /// Where a dialect has a field.
  struct Way: Sendable {
    let field: String
    let names: [String]
    let steps: [[UInt8]]
    /// How many of the steps lead to the first list on the way; `nil` where there is none before the end.
    let stepsToList: Int?
  }

  package let field: String
  private let own: [Dialect: Way]

  /// - Returns: `nil` where no dialect has such a field.
  init?(_ field: String) {
    self.field = field
    let names = field.parts(between: ".")
    guard names.allSatisfy({ !$0.begins(with: "$") }) else { return nil }
    var own: [Dialect: Way] = [:]
    for dialect in Dialect.allCases { own[dialect] = Self.way(names, in: dialect) }
    guard !own.isEmpty else { return nil }
    self.own = own
  }

  private static func way(_ names: [String], in dialect: Dialect) -> Way? {
    let schema = Schema.of(dialect)
    guard !schema.fields(at: names.joined(separator: ".")).fields.isEmpty else { return nil }
    let stepsToList = names.indices.dropFirst().first { count in
      let fields = schema.fields(at: names.prefix(count).joined(separator: ".")).fields
      return fields.flatMap { schema.branches(of: $0) }.contains { schema[$0].items != nil }
    }
    return Way(
      field: names.joined(separator: "."),
      names: names,
      steps: names.map { Array($0.utf8) },
      stepsToList: stepsToList
    )
  }

  /// Where a dialect has the field under this very path; `nil` where it does not.
  func way(in dialect: Dialect) -> Way? { own[dialect] }

  /// Where a dialect has what the field is in another one; looked up where something is absent.
  func counterpart(in dialect: Dialect) -> Way? {
    if let way = own[dialect] { return way }
    let names = field.parts(between: ".")
    for other in Dialect.allCases where own[other] != nil {
      let path = LoweringTable.embedded.counterpart(of: names, of: other, in: dialect)
      if let way = path.flatMap({ Self.way($0.steps, in: dialect) }) { return way }
    }
    return nil
  }

  /// The dialect whose form of the profile is looked at: its own, else one that it can be lowered to; `nil`
  /// where the field is in none of them.
  package func dialect(for profile: Dialect) -> Dialect? {
    if own[profile] != nil { return profile }
    return Dialect.allCases.first {
      own[$0] != nil && LoweringTable.embedded.connects(profile, $0)
    }
  }

  /// The kinds of values that the field takes in a dialect that has it, and those of its items where it is a
  /// list.
  package var kinds: (whole: KindSet, items: KindSet) {
    var (whole, items): (KindSet, KindSet) = ([], [])
    for (dialect, way) in own {
      let schema = Schema.of(dialect)
      for id in schema.fields(at: way.field).fields {
        for branch in schema.branches(of: id, withItems: false) where !schema[branch].isUnion {
          whole.formUnion(schema[branch].kinds)
          guard let item = schema[branch].items else { continue }
          for branch in schema.branches(of: item, withItems: false) where !schema[branch].isUnion {
            items.formUnion(schema[branch].kinds)
          }
        }
      }
    }
    return (whole, items)
  }

  /// Whether a list stands on the way, or is the field itself.
  package var hasList: Bool {
    own.values.contains { $0.stepsToList != nil } || kinds.whole.contains(.array)
  }

  /// The members of the object that holds the field.
  package var siblings: [String] {
    var result: [String] = []
    for dialect in Dialect.allCases {
      guard let way = own[dialect] else { continue }
      let schema = Schema.of(dialect)
      let parent = way.names.dropLast().joined(separator: ".")
      let parents = parent.isEmpty ? [schema.session] : schema.fields(at: parent).fields
      for branch in parents.flatMap({ schema.branches(of: $0) }) {
        for name in schema[branch].properties.nameList
        where !name.begins(with: "$") && !result.contains(name) {
          result.append(name)
        }
      }
    }
    return result
  }
}
