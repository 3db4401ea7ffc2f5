package import YAMLSyntax

/// Binds the nodes of a document to the fields of the schema.
///
/// It decides what each value is, and judges nothing: a key that the schema does not know is bound
/// as unknown, without its children, and a value of the wrong type keeps its field for the rules to
/// find. Linear in the number of nodes, aliases expanded, which the composer has limited.
package struct Binder: ~Copyable {
  /// What becomes of keys that are misspelt.
  package enum Misspellings: Sendable {
    /// They are unknown, and what they hold is not looked into.
    case unknown
    /// Where it is sure which field is meant, they are bound as that field: whoever mends a profile
    /// mends what they hold along with them.
    case bound
    /// The same, and in a tool's schema, where misspellings may stand inside each other without bound,
    /// those that may be meant as well.
    case boundIfLikely
  }

  let tree: NodeTree
  let schema: Schema
  let misspellings: Misspellings
  /// `nil` where misspelt keys are unknown. By reference: hardly any binder needs it.
  let mending: Mending?
  private(set) var nodes: Arena<IRNode>
  /// What the tool's schema that is being bound says of the draft that it is of.
  private var draft = DraftInUse.outside
  /// Whether the schema has a place for every value so far.
  private var isComplete = true

  /// Binds a tree whose root is a mapping.
  ///
  /// - Parameter document: what it is.
  package static func bind(
    _ tree: NodeTree,
    to schema: Schema,
    as document: DocumentKind,
    misspellings: Misspellings = .unknown
  ) -> BoundProfile {
    var binder = Binder(tree: tree, schema: schema, misspellings: misspellings)
    _ = binder.bind(
      tree.root,
      key: .none,
      field: schema.root(of: document),
      parent: .none,
      position: 0
    )
    return binder.finish(document)
  }

  private consuming func finish(_ document: DocumentKind) -> BoundProfile {
    let (isComplete, misspelt) = (isComplete, mending.flatMap { MisspeltValues($0.misspelt) })
    return BoundProfile(
      tree: tree,
      schema: schema,
      nodes: nodes,
      document: document,
      isComplete: isComplete,
      misspelt: misspelt
    )
  }

  private init(tree: NodeTree, schema: Schema, misspellings: Misspellings) {
    self.tree = tree
    self.schema = schema
    self.misspellings = misspellings
    mending = misspellings == .unknown ? nil : Mending()
    nodes = Arena(capacity: tree.nodes.count)
  }

  private mutating func bind(
    _ written: NodeID,
    key: NodeID,
    field: FieldID,
    parent: IRID,
    position: Int
  ) -> IRID {
    let id = IRID(index: UInt32(nodes.count))
    let value = tree.resolve(written)
    // Most fields are no unions: they are their own branch.
    let isUnion = field != .unknown && schema[field].isUnion
    let branch = isUnion ? self.branch(of: field, for: value) : field
    nodes.append(
      IRNode(
        value: value,
        written: written,
        key: key,
        field: branch,
        union: field,
        parent: parent,
        position: UInt32(position)
      )
    )
    let facts = schema[branch]
    let node = tree[value]
    // Below a key that is unknown but harmless, everything is kept as it is.
    let isKept = branch != .unknown || schema[nodes[Int(parent.index)].field].keepsUnknownKeys
    let isBindable = isKept && !node.flags.contains(.broken) && !facts.isUnion
    switch node.kind {
    case .mapping where isBindable && facts.kinds.contains(.object):
      bindMembers(of: node, facts: facts, into: id)
    case .sequence where isBindable && facts.kinds.contains(.array):
      bindItems(of: node, facts: facts, into: id)
    case .scalar where branch != .unknown: return id
    default:
      isComplete = false
      return id
    }
    nodes[Int(id.index)].isBound = true
    return id
  }

  private mutating func bindMembers(of node: Node, facts: FieldSchema, into parent: IRID) {
    let outer = draft
    if facts.hasDrafts { draft = draft.inside(node, facts, tree) }
    defer { draft = outer }
    let keywords = facts.hasDrafts ? draft.keywords(of: node, tree, schema) : nil
    var last = IRID.none
    var position = 0
    var key = node.firstChild
    while key != .none {
      let keyNode = tree[key]
      let value = keyNode.next
      if !keyNode.flags.contains(.ignored) {
        if !(facts.hasScratchSpace && tree.isScratchKey(keyNode)) {
          let known =
            keywords?.field(of: key, in: tree) ?? facts.properties.field(of: keyNode, in: tree)
          let meant =
            known == nil ? meantField(key, of: facts, in: parent) : nil
          let field = known ?? meant ?? otherField(of: facts)
          let child = bind(value, key: key, field: field, parent: parent, position: position)
          if meant != nil { mending?.misspelt.insert(child) }
          link(child, after: &last, in: parent)
          position += 1
        }
      }
      key = tree[value].next
    }
  }

  private mutating func bindItems(of node: Node, facts: FieldSchema, into parent: IRID) {
    var last = IRID.none
    var position = 0
    var item = node.firstChild
    let field = facts.items ?? .anything
    while item != .none {
      let child = bind(item, key: .none, field: field, parent: parent, position: position)
      link(child, after: &last, in: parent)
      position += 1
      item = tree[item].next
    }
  }

  private mutating func link(_ child: IRID, after last: inout IRID, in parent: IRID) {
    if last == .none {
      nodes[Int(parent.index)].firstChild = child
    } else {
      nodes[Int(last.index)].next = child
    }
    last = child
  }

  /// The field of a key that is none of the properties.
  private func otherField(of facts: FieldSchema) -> FieldID {
    switch facts.additional {
    case .none: .unknown
    case .any: facts.keepsUnknownKeys ? .unknown : .anything
    case .schema(let field): field
    }
  }

  // MARK: Unions

  /// The branch of a union that a value is judged on: the one its discriminator names, else the one
  /// that takes its JSON type; the union itself where there is none.
  func branch(of field: FieldID, for value: NodeID) -> FieldID {
    let facts = schema[field]
    guard facts.isUnion else { return field }
    if let discriminator = facts.discriminator, tree[value].kind == .mapping {
      return taggedBranch(of: facts, discriminator, for: value, in: field) ?? field
    }
    let kind = tree.jsonKind(value)
    for index in 0..<facts.alternativeCount {
      let branch = facts.alternative(index)
      if !schema[branch].kinds.isDisjoint(with: kind) { return branch }
    }
    return field
  }

  private func taggedBranch(
    of facts: FieldSchema,
    _ discriminator: Discriminator,
    for value: NodeID,
    in field: FieldID
  ) -> FieldID? {
    if let written = tag(discriminator.key, of: value) {
      let node = tree[tree.resolve(written)]
      let isText = node.kind == .scalar && node.scalar == .string
      return (isText ? discriminator.branch(tree.text[node.textRange]) : nil) ?? facts.mixed
    }
    if misspellings != .unknown,
      let branch = meantBranch(of: field, discriminator, for: value)
    {
      return branch
    }
    guard let standard = discriminator.standard else { return facts.mixed }
    guard discriminator.guesses else { return standard }
    let fits = facts.alternatives.filter { schema[$0].kinds.contains(.object) }
      .map { (branch: $0, count: knownKeys(of: value, in: $0)) }
    guard let best = fits.max(by: { $0.count < $1.count }),
      best.count > knownKeys(of: value, in: standard)
    else { return standard }
    return best.branch
  }

  /// The value of the discriminating property in a mapping.
  private func tag(_ name: TableText, of mapping: NodeID) -> NodeID? {
    var key = tree[mapping].firstChild
    while key != .none {
      let node = tree[key]
      if tree.text(of: key, is: name), !node.flags.contains(.ignored) { return node.next }
      key = tree[node.next].next
    }
    return nil
  }

  private func knownKeys(of value: NodeID, in branch: FieldID) -> Int {
    tree.entries(of: value).count { key, _ in
      schema[branch].properties.field(of: tree[key], in: tree) != nil
    }
  }
}

extension NodeTree {
  /// The JSON type of a value. An integer is a number too, and so is a float without a fraction an
  /// integer.
  package func jsonKind(_ id: NodeID) -> KindSet {
    let node = self[id]
    switch node.kind {
    case .mapping: return .object
    case .sequence: return .array
    case .alias: return []
    case .scalar: break
    }
    switch node.scalar {
    case .string: return .string
    case .null: return .null
    case .bool: return .boolean
    case .integer: return [.integer, .number]
    case .float: return NumberText.isWhole(bytes(of: node)) ? [.integer, .number] : .number
    case .notFinite: return []
    }
  }
}
