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
    case "description": facts.description = text
    case "enum": facts.allowed = texts
    case "anyOf": facts.known = openList
    case "not": facts.refused = refusedNames
    case "default":
      facts.defaultValue = String(decoding: tree.sourceBytes[tree.span(node).range], as: UTF8.self)
    case "minimum": facts.minimum = number
    case "maximum": facts.maximum = number
    case "exclusiveMinimum": facts.exclusiveMinimum = number
    case "minLength": facts.minLength = count
    case "maxLength": facts.maxLength = count
    case "maxItems": facts.maxItems = count
    case "minItems": facts.minItems = count
    case "uniqueItems": facts.uniqueItems = isTrue
    case "pattern": facts.pattern = PatternParts(text)
    case "contains": facts.contains = (member("const"), facts.contains?.why ?? "")
    case "required": facts.required = texts
    case "patternProperties": facts.hasScratchSpace = tree.value(of: "^x-", in: node) != nil
    default: return readAnnotation(keyword, into: &facts)
    }
    return true
  }

  private func readAnnotation(_ keyword: String, into facts: inout FieldFacts) -> Bool {
    switch keyword {
    case "x-contains": facts.contains = (facts.contains?.text ?? "", text)
    case "x-ends":
      facts.ends = mapped { value in
        AnnouncedEnd(date: value.member("date"), instead: value.optionalMember("instead"))
      }
    case "x-output-only": facts.outputOnly = texts
    case "x-forbidden": facts.forbidden = text
    case "x-end": facts.end = AnnouncedEnd(date: member("date"), instead: optionalMember("instead"))
    case "x-models": facts.ends = models.ends(of: text)
    case "x-secret": facts.isSecret = isTrue
    case "x-secret-reference": facts.isSecretReference = isTrue
    case "x-advice": facts.advice = mapped(\.text)
    case "x-instead": facts.instead = mapped(\.text)
    case "x-sure": facts.sure = texts
    case "x-otherwise": facts.otherwise = text
    case "x-not-fields":
      facts.notFields = mapped { value in
        NotField(instead: value.optionalMember("instead"), why: value.member("why"))
      }
    case "x-warn-above": facts.warnAbove = softLimit
    case "x-warn-items": facts.warnItems = softLimit
    case "x-range-advice":
      facts.rangeAdvice = RangeAdvice(
        from: Double(member("from")) ?? 0,
        to: Double(member("to")) ?? 0,
        power: Int(member("power")) ?? 0,
        why: member("why")
      )
    case "x-decimals": facts.decimals = count
    case "x-discriminator":
      facts.discriminator = DiscriminatorFacts(
        property: member("propertyName"),
        defaultValue: optionalMember("default"),
        guesses: optionalMember("guess") == "true",
        rule: optionalMember("rule"),
        advice: tree.value(of: "advice", in: node)
          .map { at($0).mapped(\.text) } ?? [:]
      )
    case "x-unknown-keywords": facts.unknownKeywordAdvice = text
    case "x-rule": facts.rule = text
    case "x-value-rule": facts.valueRule = text
    case "x-missing-rules": facts.missingRules = mapped(\.text)
    case "x-identity": facts.identity = text
    case "x-merge": facts.merge = text
    case "x-merge-by": facts.mergeBy = text
    case "x-set": facts.isSet = isTrue
    // A word by itself is that of all kinds of change.
    case "x-change":
      facts.change = tree[node].kind == .mapping ? mapped(\.text) : ["changed": text]
    case "x-compiler": facts.isCompilerKey = isTrue
    case "x-warn-repeated": facts.warnsOfRepeated = isTrue
    case "x-lone-references": facts.hasLoneReferences = isTrue
    case "x-prose": facts.isProse = isTrue
    case "x-regex": facts.isRegex = isTrue
    case "x-since": facts.since = text
    case "x-source": facts.source = text
    case "x-server": facts.server = text
    default: return false
    }
    return true
  }

  // MARK: Values

  /// A reader of another value of the same file.
  private func at(_ other: NodeID) -> SchemaReader {
    SchemaReader(tree: tree, node: other, models: models)
  }

  private var text: String { tree.string(node) }
  private var number: Double? { Double(text) }
  /// A number of things; `nil` for one that no count can be.
  private var count: Int? { number.flatMap { Int(exactly: $0) } }
  private var isTrue: Bool { tree.text(of: node, is: "true") }
  private var texts: [String] { tree.items(of: node).map { tree.string($0) } }

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

  private var softLimit: (above: Double, why: String) {
    (Double(member("above")) ?? 0, member("why"))
  }

  private var kinds: KindSet {
    let names = tree[node].kind == .sequence ? texts : [text]
    return names.reduce(into: []) { result, name in
      result.formUnion(KindSet.names.first { $0.name == name }?.kind ?? [])
    }
  }

  /// `anyOf: [{enum: …}, true]`: known names, and any other.
  private var openList: [String]? {
    guard let first = tree.items(of: node).first(where: { _ in true }),
      let names = tree.value(of: "enum", in: first)
    else { return nil }
    return at(names).texts
  }

  /// `not: {anyOf: [{enum: …, description: why}, …]}`.
  private var refusedNames: [RefusedNames] {
    guard let branches = tree.value(of: "anyOf", in: node) else { return [] }
    return tree.items(of: branches).map { branch in
      let reader = at(branch)
      let names = tree.value(of: "enum", in: branch)
        .map { at($0).texts }
      return RefusedNames(names: names ?? [], why: reader.member("description"))
    }
  }
}
