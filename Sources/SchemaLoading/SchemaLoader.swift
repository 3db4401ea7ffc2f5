package import SchemaTables
package import YAMLSyntax

/// Reads the JSON Schema files with the same front end as profiles, and prepares their fields.
///
/// It understands the part of JSON Schema that `schemas/` uses. A `$ref` with keywords beside it
/// makes a field of its own, whose own keywords win.
package struct SchemaLoader {
  /// A place in a schema file.
  struct Place: Hashable {
    var file: String
    var node: NodeID
  }

  private let trees: [String: NodeTree]
  private let models: ModelEnds
  package private(set) var fields: [FieldFacts?] = []
  private var known: [Place: FieldID] = [:]
  package private(set) var problems: [String] = []

  /// - Parameter trees: every file of `schemas/`, by its name.
  package init(_ trees: [String: NodeTree]) {
    self.trees = trees
    models = ModelEnds(trees["models.json"])
    // `FieldID.anything`.
    fields = [FieldFacts()]
  }

  /// Loads a file and all that it refers to.
  package mutating func root(_ file: String) -> FieldID {
    let tree = tree(file)
    guard tree.root != .none else { return .anything }
    return field(Place(file: file, node: tree.root), name: "", pointer: "\(file)#", rule: nil)
  }

  package func finish() -> [FieldFacts] { fields.map { $0 ?? FieldFacts() } }

  private mutating func tree(_ file: String) -> NodeTree {
    if let tree = trees[file] { return tree }
    problems.append("\(file): no such file")
    return NodeTree()
  }

  // MARK: Fields

  /// The field that a schema describes; made at first use, so that recursion ends.
  private mutating func field(
    _ place: Place,
    name: String,
    pointer: String,
    rule: String?
  ) -> FieldID {
    var place = place
    var passed: Set<Place> = []
    while isLoneReference(place), let target = reference(from: place) {
      guard passed.insert(place).inserted else {
        problems.append("\(pointer): the references go round in a circle")
        return .anything
      }
      place = target
    }
    if let id = known[place] { return id }
    guard let id = newField() else { return .anything }
    known[place] = id
    let facts = facts(chain(from: place), name: name, pointer: pointer, rule: rule)
    fields[Int(id.index)] = facts
    return id
  }

  /// The place of one more field; `nil` where there are as many as there can be.
  private mutating func newField() -> FieldID? {
    guard fields.count < Int(FieldID.unknown.index) else {
      if problems.count < 100 { problems.append("there are more fields than a table holds") }
      return nil
    }
    fields.append(nil)
    return FieldID(index: UInt16(fields.count - 1))
  }

  /// Whether a schema is nothing but a `$ref`.
  private func isLoneReference(_ place: Place) -> Bool {
    guard let tree = trees[place.file], tree[place.node].kind == .mapping else { return false }
    return tree[place.node].count == 2 && tree.value(of: "$ref", in: place.node) != nil
  }

  /// A place and what it refers to in turn.
  private mutating func chain(from place: Place) -> [Place] {
    var result = [place]
    while let last = result.last, let next = reference(from: last), !result.contains(next) {
      result.append(next)
    }
    return result
  }

  /// Where `$ref` points, if there is one.
  private mutating func reference(from place: Place) -> Place? {
    let tree = tree(place.file)
    guard tree[place.node].kind == .mapping, let value = tree.value(of: "$ref", in: place.node)
    else { return nil }
    let text = tree.string(value)
    let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let file = parts[0].isEmpty ? place.file : String(parts[0])
    let target = self.tree(file)
    var node = target.root
    for step in (parts.count > 1 ? parts[1] : "").split(separator: "/") {
      guard let next = entry(String(step), of: node, in: target) else {
        problems.append("\(place.file): \(text) leads nowhere")
        return nil
      }
      node = next
    }
    return Place(file: file, node: node)
  }

  private func entry(_ name: String, of node: NodeID, in tree: NodeTree) -> NodeID? {
    for entry in tree.entries(of: node) where tree.string(entry.key) == name { return entry.value }
    return nil
  }

  // MARK: Facts

  private mutating func facts(
    _ places: [Place],
    name: String,
    pointer: String,
    rule: String?
  ) -> FieldFacts {
    var facts = FieldFacts()
    facts.name = name
    facts.pointer = pointer
    facts[.rule] = rule.map { .text($0) }
    var done: Set<String> = []
    // `x-rule` first: what is inside inherits it.
    for place in places {
      let tree = tree(place.file)
      if let value = tree.value(of: "x-rule", in: place.node) {
        facts[.rule] = .text(tree.string(value))
        break
      }
    }
    for place in places {
      let tree = tree(place.file)
      for (key, value) in tree.entries(of: place.node) {
        let keyword = tree.string(key)
        guard done.insert(keyword).inserted else { continue }
        let reader = SchemaReader(tree: tree, node: value, models: models)
        if keyword == "pattern", PatternParts(tree.string(value)) == nil {
          problems.append("\(pointer): `\(tree.string(value))` is no pattern that can be matched")
        }
        if !reader.read(keyword, into: &facts) {
          readMembers(
            keyword,
            Place(file: place.file, node: value),
            pointer: pointer,
            into: &facts
          )
        }
      }
    }
    if let discriminator = facts.discriminator {
      for branch in facts.alternatives {
        let tags = tags(of: branch, discriminator.property)
        facts.discriminator?.tags += tags.map { ($0, branch) }
      }
      facts.mixed = mixedBranch(of: facts, discriminator, pointer: pointer)
    }
    return facts
  }

  /// The values of a discriminating property that name this branch.
  private func tags(of branch: FieldID, _ property: String) -> [String] {
    guard let facts = fields[Int(branch.index)], facts.kinds.contains(.object),
      let tag = facts.properties.first(where: { $0.name == property })
    else { return [] }
    return fields[Int(tag.field.index)]?.allowed ?? []
  }

  /// The branch for values whose tag names no branch: the fields of all branches are fine there, and
  /// the tag may be any of theirs.
  private mutating func mixedBranch(
    of facts: FieldFacts,
    _ discriminator: DiscriminatorFacts,
    pointer: String
  ) -> FieldID {
    let branches = facts.alternatives.compactMap { fields[Int($0.index)] }
      .filter { $0.kinds.contains(.object) }
    let tags = facts.alternatives.flatMap { self.tags(of: $0, discriminator.property) }
    var tag = FieldFacts()
    tag.name = discriminator.property
    tag.pointer = pointer + "/" + discriminator.property
    tag.kinds = .string
    tag[.allowed] = .texts(tags)
    tag[.advice] = .map(discriminator.advice)
    tag[.rule] = facts[.rule]
    tag[.server] = facts[.server]
    var entries: [(name: String, field: FieldID)] = []
    for branch in branches {
      for entry in branch.properties
      where !entries.contains(where: { $0.name == entry.name }) {
        entries.append(entry)
      }
    }
    guard let tagID = newField(), let mixedID = newField() else { return .anything }
    fields[Int(tagID.index)] = tag
    if let index = entries.firstIndex(where: { $0.name == discriminator.property }) {
      entries[index].field = tagID
    }
    var mixed = FieldFacts()
    mixed.name = facts.name
    mixed.pointer = pointer
    mixed.kinds = .object
    mixed.properties = entries
    mixed.additional = .none
    mixed[.notFields] = facts[.notFields]
    mixed[.hasScratchSpace] = branches.lazy.compactMap { $0[.hasScratchSpace] }.first
    mixed[.rule] = facts[.rule]
    mixed[.server] = facts[.server]
    fields[Int(mixedID.index)] = mixed
    return mixedID
  }

  /// The fields of a map of schemas by names.
  private mutating func members(
    of place: Place,
    _ pointer: String,
    rule: String?
  ) -> [(name: String, field: FieldID)] {
    let tree = tree(place.file)
    return tree.entries(of: place.node).map { key, value in
      let name = tree.string(key)
      let place = Place(file: place.file, node: value)
      return (name, field(place, name: name, pointer: pointer + name, rule: rule))
    }
  }

  /// The keywords that hold other schemas.
  private mutating func readMembers(
    _ keyword: String,
    _ place: Place,
    pointer: String,
    into facts: inout FieldFacts
  ) {
    let tree = tree(place.file)
    switch keyword {
    case "properties":
      facts.properties = members(of: place, pointer + "/properties/", rule: facts.rule)
    case "items":
      facts.items = field(
        place,
        name: facts.name,
        pointer: pointer + "/items",
        rule: facts.rule
      )
    case "additionalProperties":
      switch tree[place.node].kind {
      case .mapping:
        let id = field(
          place,
          name: facts.name,
          pointer: pointer + "/additionalProperties",
          rule: facts.rule
        )
        facts.additional = .schema(id)
      default:
        facts.additional = tree.text(of: place.node, is: "false") ? .none : .any
      }
    case "x-drafts":
      facts.drafts = members(of: place, pointer + "/x-drafts/", rule: facts.rule)
    case "oneOf":
      facts.alternatives = tree.items(of: place.node).enumerated().map { index, item in
        field(
          Place(file: place.file, node: item),
          name: facts.name,
          pointer: pointer + "/oneOf/\(index)",
          rule: facts.rule
        )
      }
    case "$ref", "$defs", "$schema", "title", "examples", "if", "then", "else": break
    // Of the configuration alone, whose reader looks at these itself.
    case "maxProperties", "propertyNames": break
    default:
      problems.append("\(pointer): the keyword `\(keyword)` is not understood")
    }
  }
}
