import SourceDiagnostics
import YAMLSyntax

/// Checks a fact file by its JSON Schema in `schemas/facts/`: a misspelt member or word fails the build.
///
/// It understands the keywords that those schemas use, and refuses any other.
struct FactChecker {
  private let schema: FactNode
  private let name: String
  private(set) var problems: [String] = []

  /// What is wrong with a file.
  ///
  /// - Parameters:
  ///   - schemaName: the name of its schema in `schemas/facts/`.
  ///   - trees: the files of that folder, by their names.
  static func problems(
    of name: String,
    _ facts: NodeTree?,
    by schemaName: String,
    in trees: [String: NodeTree]
  ) -> [String] {
    guard let facts = FactNode(facts) else { return ["\(name): no such file"] }
    guard let schema = FactNode(trees[schemaName]) else {
      return ["facts/\(schemaName): no such file"]
    }
    var checker = FactChecker(schema: schema, name: name)
    checker.check(facts, by: schema, at: "")
    return checker.problems
  }

  private init(schema: FactNode, name: String) {
    self.schema = schema
    self.name = name
  }

  private mutating func report(_ pointer: String, _ what: String) {
    problems.append("\(name)#\(pointer): \(what)")
  }

  private mutating func check(_ value: FactNode, by schema: FactNode, at pointer: String) {
    for (keyword, rule) in schema.entries {
      switch keyword {
      case "$schema", "title", "description", "$defs", "properties": break
      case "$ref":
        guard let target = definition(rule.text) else {
          report(pointer, "the schema refers to nothing: \(rule.text)")
          continue
        }
        check(value, by: target, at: pointer)
      case "type":
        guard !rule.texts.contains(value.kind) else { continue }
        report(pointer, "is \(value.kind), not \(rule.texts.joined(separator: " or "))")
        return
      case "enum":
        guard value.kind != "string" || !rule.texts.contains(value.text) else { continue }
        report(pointer, "`\(value.text)` is none of \(rule.texts.joined(separator: ", "))")
      case "anyOf":
        let found = rule.items.map { branch in
          var checker = self
          checker.problems = []
          checker.check(value, by: branch, at: pointer)
          return checker.problems
        }
        if !found.contains(where: \.isEmpty) { problems += found.first ?? [] }
      case "minItems":
        if value.items.count < Int(rule.text) ?? 0 { report(pointer, "has too few items") }
      case "items":
        for (index, item) in value.items.enumerated() {
          check(item, by: rule, at: "\(pointer)/\(index)")
        }
      case "required":
        for member in rule.texts where value.kind == "object" && value.member(member) == nil {
          report(pointer, "has no `\(member)`")
        }
      case "additionalProperties": checkMembers(value, schema, others: rule, at: pointer)
      default: report(pointer, "the schema has the keyword `\(keyword)`, which is not understood")
      }
    }
  }

  private mutating func checkMembers(
    _ value: FactNode,
    _ schema: FactNode,
    others: FactNode,
    at pointer: String
  ) {
    let known = schema.members("properties")
    for (member, content) in value.entries {
      let place = "\(pointer)/\(member)"
      if let rule = known[member] {
        check(content, by: rule, at: place)
      } else if others.kind == "object" {
        check(content, by: others, at: place)
      } else {
        let names = known.keys.sorted()
        let nearest = Suggestion.nearest(to: member, in: names)
        let advice =
          nearest.map { "did you mean `\($0)`?" } ?? "there are \(names.joined(separator: ", "))"
        report(place, "nothing reads this; \(advice)")
      }
    }
  }

  private func definition(_ reference: String) -> FactNode? {
    if reference == "#" { return schema }
    guard reference.hasPrefix("#/$defs/") else { return nil }
    return schema.members("$defs")[String(reference.dropFirst("#/$defs/".count))]
  }
}
