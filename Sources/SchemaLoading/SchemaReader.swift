import SchemaTables
import SourceDiagnostics
import YAMLSyntax

/// Reads the keywords that hold plain facts.
struct SchemaReader {
  let tree: NodeTree
  let node: NodeID
  let models: ModelEnds

  /// Reads one keyword into `facts`; `false` for keywords that hold other schemas.
  func read(_ keyword: String, into facts: inout FieldFacts) -> Bool {
    switch keyword {
    case "type": facts.kinds = kinds
    case "x-discriminator": facts.discriminator = discriminator
    default:
      guard let known = FactKeyword.all[keyword] else { return false }
      if let value = value(known.form, beside: facts[known.fact]) { facts[known.fact] = value }
    }
    return true
  }

  /// - Parameter other: what another keyword says of the same fact.
  private func value(_ form: FactKeyword.Form, beside other: FactValue?) -> FactValue? {
    switch form {
    case .flag: return tree.text(of: node, is: "true") ? .flag : nil
    case .scratchSpace: return tree.value(of: "^x-", in: node) == nil ? nil : .flag
    case .text: return .text(text)
    case .source:
      return .text(String(decoding: tree.sourceBytes[tree.span(node).range], as: UTF8.self))
    case .texts: return .texts(texts)
    case .number: return number.map { .number($0) }
    case .count: return number.flatMap { Int(exactly: $0) }.map { .number(Double($0)) }
    case .map: return .map(mapped(\.text))
    case .change: return .map(tree[node].kind == .mapping ? mapped(\.text) : ["changed": text])
    case .limit: return .limit(above: Double(member("above")) ?? 0, why: member("why"))
    case .end: return .end(end)
    case .ends: return .ends(mapped(\.end))
    case .models: return .ends(models.ends(of: text))
    case .pattern: return PatternParts(text).map { .pattern($0) }
    case .openList: return openList.map { .texts($0) }
    case .refused: return .refused(refusedNames)
    case .contained, .containedWhy:
      guard case .contained(let text, let why)? = other else {
        return form == .contained
          ? .contained(text: member("const"), why: "") : .contained(text: "", why: text)
      }
      return form == .contained
        ? .contained(text: member("const"), why: why) : .contained(text: text, why: self.text)
    case .range:
      return .range(
        RangeAdvice(
          from: Double(member("from")) ?? 0,
          to: Double(member("to")) ?? 0,
          power: Int(member("power")) ?? 0,
          why: member("why")
        )
      )
    case .notFields:
      return .notFields(
        mapped { NotField(instead: $0.optionalMember("instead"), why: $0.member("why")) }
      )
    }
  }

  private var discriminator: DiscriminatorFacts {
    DiscriminatorFacts(
      property: member("propertyName"),
      defaultValue: optionalMember("default"),
      guesses: optionalMember("guess") == "true",
      rule: optionalMember("rule"),
      advice: tree.value(of: "advice", in: node).map { at($0).mapped(\.text) } ?? [:]
    )
  }

  // MARK: Values

  /// A reader of another value of the same file.
  private func at(_ other: NodeID) -> SchemaReader {
    SchemaReader(tree: tree, node: other, models: models)
  }

  private var text: String { tree.string(node) }
  private var number: Double? { Double(text) }
  private var texts: [String] { tree.items(of: node).map { tree.string($0) } }
  private var end: AnnouncedEnd {
    AnnouncedEnd(date: member("date"), instead: optionalMember("instead"))
  }

  private func member(_ name: StaticString) -> String { optionalMember(name) ?? "" }

  private func optionalMember(_ name: StaticString) -> String? {
    tree.value(of: name, in: node).map { tree.string($0) }
  }

  private func mapped<Value>(_ transform: (SchemaReader) -> Value) -> [String: Value] {
    var result: [String: Value] = [:]
    for entry in tree.entries(of: node) {
      result[tree.string(entry.key)] = transform(at(entry.value))
    }
    return result
  }

  private var kinds: KindSet {
    let names = tree[node].kind == .sequence ? texts : [text]
    return names.reduce(into: []) { result, name in
      result.formUnion(KindSet.names.first { $0.name == name }?.kind ?? [])
    }
  }

  private var openList: [String]? {
    guard let first = tree.items(of: node).first(where: { _ in true }),
      let names = tree.value(of: "enum", in: first)
    else { return nil }
    return at(names).texts
  }

  private var refusedNames: [RefusedNames] {
    guard let branches = tree.value(of: "anyOf", in: node) else { return [] }
    return tree.items(of: branches).map { branch in
      let names = tree.value(of: "enum", in: branch).map { at($0).texts }
      return RefusedNames(names: names ?? [], why: at(branch).member("description"))
    }
  }
}
