internal import ProfileIR
internal import SchemaTables
internal import SourceDiagnostics
internal import YAMLSyntax

/// Merging: what a layer says, over what the layers below it say. Which fields are unions, and which
/// mappings belong together, the schema tells.
extension Linker {
  /// What merging has to know of the layer above.
  struct Above {
    /// Whether it is the profile itself: there it is a mistake to take away what nothing has given.
    var isLeaf: Bool
    /// Whether something below is not known: then nobody knows what is missing there.
    var isAboveHole = false
    var depth = 0

    var deeper: Above { Above(isLeaf: isLeaf, isAboveHole: isAboveHole, depth: depth + 1) }
  }

  typealias Entry = (key: NodeID, value: NodeID)

  // MARK: Values

  /// A value over what is below it.
  ///
  /// - Parameter below: without directives, or `nil` for nothing.
  /// - Returns: the value, as a node of its own that can be put anywhere; `nil` where there is none.
  mutating func merge(
    _ above: NodeID,
    over below: NodeID?,
    _ field: FieldID,
    _ layer: Above
  ) -> NodeID? {
    let value = tree.resolve(above)
    guard layer.depth < limits.depth else { return tree.appendReference(to: above) }
    switch tree[value].kind {
    case .scalar, .alias:
      guard tree.isWord(value, Directive.unset) else { return tree.appendReference(to: above) }
      if below == nil, layer.isLeaf, !layer.isAboveHole {
        report(
          LinkingRules.nothingToInherit,
          "`$unset` has nothing to remove: no file that this one starts from sets this",
          at: value,
          help: "remove this entry; put `$unset` in quotes if the text is meant"
        )
      }
      return nil
    case .sequence: return mergeList(above, over: below, field, layer)
    case .mapping: return mergeMapping(above, over: below, field, layer)
    }
  }

  private mutating func mergeMapping(
    _ above: NodeID,
    over below: NodeID?,
    _ field: FieldID,
    _ layer: Above
  ) -> NodeID? {
    let value = tree.resolve(above)
    guard !tree[value].flags.contains(.broken) else { return tree.appendReference(to: above) }
    var own = entries(of: value)
    let startsAnew = removeInherit(from: &own)
    var base = startsAnew ? nil : below.map { tree.resolve($0) }
    if let root = overlays[value] {
      // The file first, and then these keys over it.
      let included = merge(root, over: nil, field, layer.deeper)
      guard let included else { return tree.appendReference(to: above) }
      if own.isEmpty, base == nil { return included }
      let below = belongsTogether(value, tree.resolve(included), field) ? included : nil
      let merged = mergeEntries(
        own,
        over: below.map { tree.resolve($0) },
        field,
        layer,
        like: value
      )
      if base == nil || !belongsTogether(merged, base, field) { return merged }
      return mergeEntries(entries(of: merged), over: base, field, layer, like: value)
    }
    let isAboveHole = base.map { isHole($0) } ?? false
    if !belongsTogether(value, base, field) { base = nil }
    var layer = layer
    if isAboveHole { layer.isAboveHole = true }
    if base == nil, !startsAnew, !hasDirectives(value) { return tree.appendReference(to: above) }
    return mergeEntries(own, over: base, field, layer, like: value)
  }

  /// Whether a value stands in a file where directives have to be taken out.
  func hasDirectives(_ value: NodeID) -> Bool {
    let index = placed.partitioningIndex { $0.nodes.upperBound > value.index }
    return index < placed.count && placed[index].nodes.contains(value.index)
      && directives[index].contains(.merging)
  }

  /// Takes `$inherit: false` out of the entries of a mapping.
  private func removeInherit(from entries: inout [Entry]) -> Bool {
    guard let index = entries.firstIndex(where: isInheritFalse) else { return false }
    entries.remove(at: index)
    return true
  }

  private func isInheritFalse(_ entry: Entry) -> Bool {
    let value = tree.resolve(entry.value)
    return tree.isKey(entry.key, Directive.inherit) && tree[value].kind == .scalar
      && tree[value].scalar == .bool
  }

  /// The entries of a mapping, its values not resolved.
  func entries(of mapping: NodeID) -> [Entry] { Array(tree.entries(of: mapping)) }

  /// Entries over those of another mapping, key by key.
  ///
  /// - Parameters:
  ///   - base: a mapping without directives.
  ///   - origin: the mapping that the result stands for.
  mutating func mergeEntries(
    _ own: [Entry],
    over base: NodeID?,
    _ field: FieldID,
    _ layer: Above,
    like origin: NodeID
  ) -> NodeID {
    guard hasRoom() else { return tree.appendCollection([], like: origin) }
    // Of a part that is not known nobody knows what it has.
    var layer = layer
    if base.map({ isHole($0) }) ?? false { layer.isAboveHole = true }
    var merged = (base.map { entries(of: $0) } ?? []).map { Merged(entry: $0) }
    var places = Places(merged.map(\.entry.key), of: tree)
    let branch = self.branch(of: field, own, base)
    for (key, value) in own {
      let place = places.place(of: key, in: tree)
      let below = place.map { merged[$0].entry }
      let result = merge(
        value,
        over: below?.value,
        childField(of: branch, key),
        layer.deeper
      )
      guard let result else {
        if let place {
          merged[place].isKept = false
          places.remove(key, in: tree)
        }
        continue
      }
      let copy = makeKey(key)
      if let below { overridden[copy] = below.key }
      if let place {
        merged[place] = Merged(entry: (copy, result), isNew: true)
      } else {
        places.add(key, at: merged.count, of: tree)
        merged.append(Merged(entry: (copy, result), isNew: true))
      }
    }
    var children: [NodeID] = []
    children.reserveCapacity(2 * merged.count)
    for part in merged where part.isKept {
      let (key, value) = part.entry
      // A node stands in one mapping: what is taken over gets nodes of its own.
      children.append(part.isNew ? key : makeKey(key))
      children.append(part.isNew ? value : tree.appendReference(to: value))
    }
    let result = tree.appendCollection(children, like: origin)
    origins[result] = origin
    return result
  }

  /// An entry of a mapping that is being merged.
  private struct Merged {
    var entry: Entry
    /// Whether its nodes were made for this mapping.
    var isNew = false
    var isKept = true
  }

  /// Whether more nodes may be made: very many layers over a large mapping would take as many copies.
  mutating func hasRoom() -> Bool {
    if tree.nodes.count <= Int(placed.last?.nodes.upperBound ?? 0) + limits.nodes { return true }
    isTooLarge = true
    return false
  }

  mutating func makeKey(_ key: NodeID) -> NodeID {
    let copy = tree.appendKey(like: key)
    origins[copy] = key
    return copy
  }

  /// Whether a value is one that could not be had.
  func isHole(_ value: NodeID) -> Bool { tree[tree.resolve(value)].flags.contains(.broken) }

  // MARK: What belongs together

  /// Whether two mappings are merged: of a union only those of one branch are.
  private func belongsTogether(_ above: NodeID, _ below: NodeID?, _ field: FieldID) -> Bool {
    guard let below, tree[below].kind == .mapping, !tree[below].flags.contains(.broken) else {
      return false
    }
    let facts = schema[field]
    if facts.isReplaced { return false }
    if let member = facts.mergeBy, let own = self.value(of: member, in: above),
      let other = self.value(of: member, in: below)
    {
      return tree.bytes(own) == tree.bytes(other)
    }
    if let discriminator = facts.discriminator, let own = tag(discriminator, of: above) {
      let branch = discriminator.branch(tree.bytes(own))
      guard let other = tag(discriminator, of: below) else {
        return branch == discriminator.standard
      }
      let otherBranch = discriminator.branch(tree.bytes(other))
      return branch == nil && otherBranch == nil
        ? tree.bytes(own) == tree.bytes(other) : branch == otherBranch
    }
    return true
  }

  /// The value by which a mapping names a branch of a union.
  func tag(_ discriminator: Discriminator, of mapping: NodeID) -> NodeID? {
    guard mapping != .none, let value = value(of: discriminator.key, in: mapping) else {
      return nil
    }
    return tree[value].kind == .scalar && !tree.isWord(value, Directive.unset) ? value : nil
  }

  func value(of name: TableText, in mapping: NodeID) -> NodeID? {
    for (key, value) in tree.entries(of: mapping) where name.matches(tree.bytes(key)) {
      return tree.resolve(value)
    }
    return nil
  }

  // MARK: Fields

  /// The branch of a union that the members of a merged mapping belong to.
  private func branch(of field: FieldID, _ own: [Entry], _ base: NodeID?) -> FieldID {
    let facts = schema[field]
    guard facts.isUnion else { return field }
    guard let discriminator = facts.discriminator else {
      return facts.alternatives.first { schema[$0].kinds.contains(.object) } ?? .anything
    }
    let written = own.first { discriminator.key.matches(tree.bytes($0.key)) }
      .map { tree.resolve($0.value) }
    let tag = written ?? base.flatMap { self.tag(discriminator, of: $0) }
    let named = tag.flatMap { discriminator.branch(tree.bytes($0)) }
    return named ?? (tag == nil ? discriminator.standard : nil) ?? facts.mixed ?? .anything
  }

  private func childField(of branch: FieldID, _ key: NodeID) -> FieldID {
    let facts = schema[branch]
    if let field = facts.properties.field(of: tree[key], in: tree) { return field }
    if case .schema(let field) = facts.additional { return field }
    return .anything
  }

  /// The field of the items of a list.
  func itemField(of field: FieldID) -> FieldID {
    let facts = schema[field]
    if let items = facts.items { return items }
    return facts.alternatives.lazy.compactMap { schema[$0].items }.first ?? .anything
  }
}
