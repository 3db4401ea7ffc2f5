internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// Lists: a list of an upper layer takes the place of the one below, unless it says what of that it keeps.
extension Linker {
  /// An item of a list as an author wrote it.
  private enum Item {
    case own(NodeID)
    /// `$inherit`.
    case inherited(NodeID)
    /// `{$inherit: NAME, key: value…}`.
    case changed(name: NodeID, NodeID)
    /// `{$omit: NAME}` or a list of names.
    case omitted([NodeID])
  }

  mutating func mergeList(
    _ above: NodeID,
    over below: NodeID?,
    _ field: FieldID,
    _ layer: Above
  ) -> NodeID? {
    let list = tree.resolve(above)
    let items = read(list)
    let isPlain = items.allSatisfy { if case .own = $0 { true } else { false } }
    if isPlain, !hasDirectives(list) { return tree.appendReference(to: above) }
    let itemField = itemField(of: field)
    let base = inherited(below, itemField)
    let isUnsure =
      below.map { isUncertain($0, layer) } ?? layer.isAboveHole
      || base?.contains { isHole($0.id) } ?? false
    let known = Set(base?.compactMap(\.name) ?? [])
    let places = Dictionary(
      grouping: base?.indices ?? 0..<0,
      by: { base?[$0].name ?? "" }
    )
    let named = Set(items.flatMap { names(in: $0) }.map { tree.string($0) })
    let isInheriting = items.contains { if case .inherited = $0 { true } else { false } }
    var result: [NodeID] = []
    var hasInherited = false
    for item in items {
      switch item {
      case .own(let id):
        // It has been told that it is none.
        if tree.isWord(tree.resolve(id), Directive.unset) { continue }
        // Whatever is missing below, it is not below an item.
        let above = Above(isLeaf: layer.isLeaf, depth: layer.depth + 1)
        if let value = merge(id, over: nil, itemField, above) { result.append(value) }
      case .inherited(let word):
        if hasInherited {
          report(
            LinkingRules.misplacedDirective,
            "a list has one `$inherit`",
            at: word,
            help: "remove one of them"
          )
          continue
        }
        hasInherited = true
        guard let base else {
          if isUnsure { result.append(tree.append(.hole(like: tree[word]))) }
          if layer.isLeaf, !isUnsure {
            report(
              LinkingRules.nothingToInherit,
              "the files that this one starts from have no list here to inherit",
              at: word,
              help: "remove `$inherit`; put it in quotes if the text is meant"
            )
          }
          continue
        }
        for (name, id) in base where name.map({ !named.contains($0) }) ?? true {
          result.append(tree.appendReference(to: id))
        }
      case .omitted(let names):
        for name in names { checkIsInherited(name, base, known, isUnsure) }
        if let name = names.first, base != nil, !isInheriting {
          report(
            LinkingRules.misplacedDirective,
            "`$omit` has no effect, since this list does not inherit",
            at: name,
            help: "add the item `$inherit` to the list"
          )
        }
      case .changed(let name, let id):
        let isThere = checkIsInherited(name, base, known, isUnsure)
        if !isThere { result.append(tree.append(.hole(like: tree[id]))) }
        for place in isThere ? places[tree.string(name)] ?? [] : [] {
          guard let inherited = base?[place].id else { continue }
          result += change(inherited, by: id, itemField, layer)
        }
      }
    }
    let node = tree.appendCollection(result, like: list)
    origins[node] = list
    return node
  }

  /// Whether a missing layer may have given another value than this one, which is from below it.
  private func isUncertain(_ below: NodeID, _ layer: Above) -> Bool {
    if isHole(below) { return true }
    guard layer.isAboveHole else { return false }
    var value = tree.resolve(below)
    while let origin = origins[value] { value = origin }
    return !layers.contains { $0.isAboveHole && placed[$0.file].nodes.contains(value.index) }
  }

  /// The items of a list as they are written, those of included lists in their places.
  private mutating func read(_ list: NodeID) -> [Item] {
    var result: [Item] = []
    for id in tree.items(of: list) {
      itemsRead += 1
      guard itemsRead <= limits.nodes, hasRoom() else {
        isTooLarge = true
        return []
      }
      let value = tree.resolve(id)
      if splices.contains(id), tree[value].kind == .sequence {
        result += read(value)
      } else if tree.isWord(value, Directive.inherit) {
        result.append(.inherited(value))
      } else if let name = directive(Directive.inherit, of: value), tree[name].scalar == .string {
        result.append(.changed(name: name, value))
      } else if let names = directive(Directive.omit, of: value) {
        let isList = tree[names].kind == .sequence
        result.append(.omitted(isList ? tree.items(of: names).map { tree.resolve($0) } : [names]))
      } else {
        result.append(.own(id))
      }
    }
    return result
  }

  private func directive(_ name: StaticString, of value: NodeID) -> NodeID? {
    guard tree[value].kind == .mapping, let found = tree.directive(name, in: value) else {
      return nil
    }
    return tree[found].kind == .mapping ? nil : found
  }

  private func names(in item: Item) -> [NodeID] {
    switch item {
    case .own, .inherited: []
    case .changed(let name, _): [name]
    case .omitted(let names): names
    }
  }

  // MARK: What is inherited

  private typealias Inherited = [(name: String?, id: NodeID)]

  /// The items of the list below, with their names; `nil` where there is no list.
  private func inherited(_ below: NodeID?, _ field: FieldID) -> Inherited? {
    guard let below, tree[tree.resolve(below)].kind == .sequence else { return nil }
    return tree.items(of: tree.resolve(below)).map { (name(of: $0, field), $0) }
  }

  /// What an item is named by: a member that the schema tells, or the text itself.
  private func name(of item: NodeID, _ field: FieldID) -> String? {
    let value = tree.resolve(item)
    if tree[value].kind == .scalar { return tree.string(value) }
    guard tree[value].kind == .mapping else { return nil }
    var facts = schema[field]
    if let discriminator = facts.discriminator {
      let tag = tag(discriminator, of: value)
      let branch = tag.flatMap { discriminator.branch(tree.bytes($0)) } ?? discriminator.standard
      guard let branch else { return nil }
      facts = schema[branch]
    }
    guard let member = facts.identity, let name = self.value(of: member, in: value),
      tree[name].kind == .scalar
    else { return nil }
    return tree.string(name)
  }

  /// - Returns: whether an item below has the name.
  @discardableResult
  private mutating func checkIsInherited(
    _ name: NodeID,
    _ base: Inherited?,
    _ known: Set<String>,
    _ isUnsure: Bool
  ) -> Bool {
    guard tree[name].kind == .scalar else {
      report(LinkingRules.wrongShape, "a name must be text", at: name)
      return false
    }
    let text = tree.string(name)
    if known.contains(text) { return true }
    if isUnsure { return false }
    let rule = LinkingRules.nothingToInherit
    if bag.countsOnly(rule, at: tree.span(name)) { return false }
    let names = (base ?? []).prefix(Suggestion.candidatesMax).compactMap(\.name)
    let near = Suggestion.nearest(to: text, in: names)
    report(
      LinkingRules.nothingToInherit,
      base == nil
        ? "there is no inherited list, so no item `\(text)`"
        : "no inherited item is named `\(text)`",
      at: name,
      help: near.map { "did you mean `\($0)`?" }
        ?? (names.isEmpty
          ? nil : "inherited items: \(names.prefix(8).map { "`\($0)`" }.joined(separator: ", "))")
    )
    return false
  }

  /// An inherited item with the keys of another mapping over it.
  private mutating func change(
    _ inherited: NodeID,
    by item: NodeID,
    _ field: FieldID,
    _ layer: Above
  ) -> [NodeID] {
    let own = entries(of: item).filter { !tree.isKey($0.key, Directive.inherit) }
    let base = tree.resolve(inherited)
    guard !own.isEmpty else { return [tree.appendReference(to: inherited)] }
    guard tree[base].kind == .mapping else {
      report(
        LinkingRules.wrongShape,
        "this item is a single value, so no keys can be merged over it",
        at: item
      )
      return []
    }
    return [mergeEntries(own, over: base, field, layer, like: item)]
  }
}
