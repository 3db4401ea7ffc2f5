internal import YAMLSyntax

/// Binding misspelt keys as the fields that are meant, so that one check finds what is to be mended at
/// every level.
extension Binder {
  /// What is known of misspelt keys so far.
  final class Mending {
    /// The values under those that are bound.
    var misspelt: Set<IRID> = []
    /// What the unknown keys mean of those mappings that are being bound, the innermost last.
    fileprivate var meanings: [(parent: IRID, keys: KeyMeanings)] = []
    fileprivate var known = KeyMeanings.Cache()
  }

  /// The field that an unknown key is meant to be, where such keys are bound.
  func meantField(_ key: NodeID, of facts: FieldSchema, in parent: IRID) -> FieldID? {
    guard let mending, facts.additional.isClosed || facts.keepsUnknownKeys else { return nil }
    let node = nodes[Int(parent.index)]
    // What is inside of a mapping comes after it, so these are done.
    while let last = mending.meanings.last, last.parent.index > parent.index {
      mending.meanings.removeLast()
    }
    if mending.meanings.last?.parent != parent {
      let keys = mending.known.meanings(
        of: node.value,
        in: tree,
        schema,
        field: node.field,
        union: node.union
      )
      mending.meanings.append((parent, keys))
    }
    guard let meaning = mending.meanings.last?.keys[key], meaning.field != nil,
      !isForeign(node.value, facts)
    else { return nil }
    let isLikely = misspellings == .boundIfLikely && facts.keepsUnknownKeys
    return meaning.isSure || isLikely ? meaning.field : nil
  }

  /// Whether a mapping's `type` names a kind that the schema does not have.
  private func isForeign(_ mapping: NodeID, _ facts: FieldSchema) -> Bool {
    guard let type = tree.value(of: "type", in: mapping), tree[type].kind == .scalar,
      tree[type].scalar == .string, let field = facts.properties.field(named: "type")
    else { return false }
    return !schema[branch(of: field, for: type)].allows(tree.bytes(type))
  }

  /// The branch of a union whose discriminating key is misspelt.
  func meantBranch(
    of union: FieldID,
    _ discriminator: Discriminator,
    for value: NodeID
  ) -> FieldID? {
    guard let mixed = schema[union].mixed else { return nil }
    let place = KeyMeanings.Place(mixed, of: union, in: schema)
    let meanings = KeyMeanings(of: value, in: tree, schema, at: place)
    let tag = tree.entries(of: value).first { key, value in
      meanings[key].map { $0.isSure && $0.field != nil && $0.name == discriminator.property }
        ?? false
    }
    guard let tag else { return nil }
    let node = tree.resolve(tag.value)
    guard tree[node].kind == .scalar, tree[node].scalar == .string else { return nil }
    return discriminator.branch(tree.bytes(node))
  }
}
