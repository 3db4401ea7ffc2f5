import SourceDiagnostics
package import YAMLSyntax

/// Checks a fact file by its JSON Schema in `schemas/facts/`: a misspelt member or word fails the build, or the
/// run that reads the file.
///
/// It understands the keywords that those schemas use, and refuses any other.
package struct FactChecker {
  /// Something wrong with a file.
  package struct Problem {
    /// A JSON Pointer.
    package var pointer: String
    package var node: NodeID
    package var what: String
  }

  private let schema: FactNode
  private var problems: [Problem] = []

  /// What is wrong with a file, as the build says it.
  ///
  /// - Parameters:
  ///   - schemaName: the name of its schema in `schemas/facts/`.
  ///   - trees: the files of that folder, by their names.
  package static func problems(
    of name: String,
    _ facts: NodeTree?,
    by schemaName: String,
    in trees: [String: NodeTree]
  ) -> [String] {
    guard let facts else { return ["\(name): no such file"] }
    guard let schema = trees[schemaName] else { return ["facts/\(schemaName): no such file"] }
    return problems(of: facts, by: schema).map { "\(name)#\($0.pointer): \($0.what)" }
  }

  /// What is wrong with a file.
  package static func problems(of facts: NodeTree, by schema: NodeTree) -> [Problem] {
    guard let root = FactNode(facts), let schema = FactNode(schema) else {
      return [Problem(pointer: "", node: facts.root, what: "is empty")]
    }
    var checker = FactChecker(schema: schema)
    checker.check(root, by: schema, at: "")
    return checker.problems
  }

  private init(schema: FactNode) { self.schema = schema }

  private mutating func report(_ value: FactNode, _ pointer: String, _ what: String) {
    problems.append(Problem(pointer: pointer, node: value.node, what: what))
  }

  private mutating func check(_ value: FactNode, by schema: FactNode, at pointer: String) {
    for (keyword, rule) in schema.entries {
      switch keyword {
      case "$schema", "title", "description", "$defs", "properties": break
      case "$ref":
        guard let target = definition(rule.text) else {
          report(value, pointer, "the schema refers to nothing: \(rule.text)")
          continue
        }
        check(value, by: target, at: pointer)
      case "type":
        guard !rule.texts.contains(value.kind) else { continue }
        report(value, pointer, "is \(value.kind), not \(rule.texts.joined(separator: " or "))")
        return
      case "enum":
        guard value.kind != "string" || !rule.texts.contains(value.text) else { continue }
        report(value, pointer, "`\(value.text)` is none of \(rule.texts.joined(separator: ", "))")
      case "anyOf":
        let found = rule.items.map { branch in
          var checker = self
          checker.problems = []
          checker.check(value, by: branch, at: pointer)
          return checker.problems
        }
        if !found.contains(where: \.isEmpty) { problems += found.first ?? [] }
      case "minItems":
        if value.items.count < Int(rule.text) ?? 0 { report(value, pointer, "has too few items") }
      case "items":
        for (index, item) in value.items.enumerated() {
          check(item, by: rule, at: "\(pointer)/\(index)")
        }
      case "required":
        for member in rule.texts where value.kind == "object" && value.member(member) == nil {
          report(value, pointer, "has no `\(member)`")
        }
      case "additionalProperties": checkMembers(value, schema, others: rule, at: pointer)
      default:
        report(value, pointer, "the schema has the keyword `\(keyword)`, which is not understood")
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
      let place = pointer + JSONPointer.token(member)
      if let rule = known[member] {
        check(content, by: rule, at: place)
      } else if others.kind == "object" {
        check(content, by: others, at: place)
      } else {
        let names = known.keys.sorted()
        let nearest = Suggestion.nearest(to: member, in: names)
        let all = names.count > 12 ? "" : "; there are \(names.joined(separator: ", "))"
        let advice = nearest.map { "; did you mean `\($0)`?" } ?? all
        problems.append(
          Problem(
            pointer: place,
            node: value.key(of: member) ?? content.node,
            what: "nothing reads this\(advice)"
          )
        )
      }
    }
  }

  private func definition(_ reference: String) -> FactNode? {
    if reference == "#" { return schema }
    guard reference.hasPrefix("#/$defs/") else { return nil }
    return schema.members("$defs")[String(reference.dropFirst("#/$defs/".count))]
  }
}
