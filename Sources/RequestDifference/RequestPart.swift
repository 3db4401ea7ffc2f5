internal import CanonicalJSON
internal import ProfileIR
internal import SchemaTables
internal import SourceDiagnostics
package import YAMLSyntax

/// A value of one side of a comparison, or the place where none is.
struct RequestPart {
  enum Content {
    case absent
    /// A value of the profile.
    case written(IRID)
    /// A documented default, which nobody wrote.
    case implied(SchemaValue)
    /// A mapping without members, where an absent one is the same.
    case empty
  }

  let profile: BoundProfile
  let content: Content
  /// What the schema says of the place: of a union the branch that applies.
  let field: FieldID
  /// The union that it is a branch of, else the same.
  let union: FieldID
  /// What is hidden of the profile besides what the schema says is secret.
  let secrets: SecretValues?

  init(_ profile: BoundProfile, _ id: IRID, hiding secrets: SecretValues?) {
    self.profile = profile
    content = .written(id)
    field = profile[id].field
    union = profile[id].union
    self.secrets = secrets
  }

  private init(_ profile: BoundProfile, _ content: Content, _ field: FieldID, _ union: FieldID) {
    (self.profile, self.content) = (profile, content)
    (self.field, self.union) = (field, union)
    secrets = nil
  }

  /// A value that is not there.
  static func absent(_ profile: BoundProfile, _ field: FieldID) -> RequestPart {
    RequestPart(profile, .absent, field, field)
  }

  /// A mapping without members in the place of one that is not there.
  static func empty(_ profile: BoundProfile, _ field: FieldID) -> RequestPart {
    RequestPart(profile, .empty, field, field)
  }

  private static func implied(_ profile: BoundProfile, _ value: SchemaValue, _ field: FieldID)
    -> RequestPart
  {
    let branch = Self.branch(of: field, for: value, in: profile.schema)
    return RequestPart(profile, .implied(value), branch, field)
  }

  var schema: Schema { profile.schema }
  var facts: FieldSchema { schema[field] }

  // MARK: What it is

  var isAbsent: Bool { if case .absent = content { true } else { false } }
  var isImplied: Bool { if case .implied = content { true } else { false } }
  /// The value in the profile; `nil` for what nobody wrote.
  var id: IRID? { if case .written(let id) = content { id } else { nil } }

  var tree: NodeTree {
    if case .implied(let value) = content { value.tree } else { profile.tree }
  }

  var valueNode: NodeID? {
    switch content {
    case .absent, .empty: nil
    case .written(let id): profile[id].value
    case .implied(let value): value.node
    }
  }

  var node: Node? {
    switch content {
    case .absent, .empty: nil
    case .written(let id): profile.node(id)
    case .implied(let value): value.tree[value.node]
    }
  }

  var isMapping: Bool { if case .empty = content { true } else { node?.kind == .mapping } }
  var isList: Bool { node?.kind == .sequence }
  var isScalar: Bool { node?.kind == .scalar }
  var isNull: Bool { node.map { $0.kind == .scalar && $0.scalar == .null } ?? false }

  var bool: Bool? {
    guard let node, node.kind == .scalar, node.scalar == .bool else { return nil }
    return bytes.first.map { $0 | 0x20 == UInt8(ascii: "t") }
  }

  var number: Double? {
    guard let node, node.kind == .scalar, node.scalar == .integer || node.scalar == .float else {
      return nil
    }
    return NumberText.value(bytes)
  }

  /// The text of a scalar.
  var bytes: ArraySlice<UInt8> {
    switch content {
    case .absent, .empty: []
    case .written(let id): profile.bytes(id)
    case .implied(let value): value.tree.bytes(value.node)
    }
  }

  var text: [UInt8]? {
    guard let node, node.kind == .scalar, node.scalar == .string else { return nil }
    return Array(bytes)
  }

  /// Whether it is told as one: a secret, and a mapping or a list whose members the schema has no place for.
  var isOpaque: Bool {
    if isHidden { return true }
    guard let id, let node, node.kind == .mapping || node.kind == .sequence else { return false }
    return !profile[id].isBound
  }

  // MARK: What is in it

  /// The members of a mapping that are part of the request, by their names.
  var members: [(name: String, part: RequestPart)] {
    switch content {
    case .absent, .empty: return []
    case .written(let id):
      return profile.children(of: id).compactMap { child in
        let node = profile[child]
        guard node.key != .none, !schema[node.field].isCompilerKey, !profile.isForCompiler(child)
        else { return nil }
        return (profile.name(child), RequestPart(profile, child, hiding: secrets))
      }
    case .implied(let value):
      return value.tree.entries(of: value.node).map { key, member in
        let name = value.tree.string(key)
        let field = memberField(name) ?? .unknown
        return (
          name, .implied(profile, SchemaValue(tree: value.tree, node: member), field)
        )
      }
    }
  }

  var items: [RequestPart] {
    switch content {
    case .absent, .empty: return []
    case .written(let id):
      return profile.children(of: id).map { RequestPart(profile, $0, hiding: secrets) }
    case .implied(let value):
      return value.tree.items(of: value.node).map { item in
        .implied(profile, SchemaValue(tree: value.tree, node: item), facts.items ?? .anything)
      }
    }
  }

  func member(_ name: String) -> RequestPart? { members.first { $0.name == name }?.part }

  /// What the schema knows of a member.
  func memberField(_ name: String) -> FieldID? {
    if field == .unknown { return nil }
    if let known = facts.properties.field(named: name) { return known }
    if case .schema(let field) = facts.additional { return field }
    return nil
  }

  /// The documented default of a member that is not there, else its absence.
  func lacking(_ name: String) -> RequestPart {
    guard let field = memberField(name) else { return .absent(profile, .unknown) }
    if let value = schema[field].defaultValue { return .implied(profile, value, field) }
    if schema[union].discriminator?.property == name,
      let text = schema[union].discriminator?.defaultValue,
      let value = SchemaValue(text: text)
    {
      return .implied(profile, value, field)
    }
    return .absent(profile, field)
  }

  /// Whether it is the documented default of its field.
  var isDefault: Bool {
    guard let value = schema[union].defaultValue ?? facts.defaultValue else { return false }
    return canonical == RequestPart.implied(profile, value, union).canonical
  }

  /// What the absence of a field means, given as JSON.
  ///
  /// - Parameter other: the field as it is on the other side.
  func implied(_ json: String, as other: RequestPart) -> RequestPart {
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(Array(json.utf8), into: &bag) else { return self }
    return .implied(profile, SchemaValue(tree: tree, node: tree.root), other.field)
  }

  /// The name of an item among those of its list (`x-identity`).
  var identity: String? {
    facts.identity.flatMap { member($0.string)?.text }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The branch of a union that a default is of.
  private static func branch(
    of field: FieldID,
    for value: SchemaValue,
    in schema: Schema
  ) -> FieldID {
    let facts = schema[field]
    guard facts.isUnion else { return field }
    let tree = value.tree
    if let discriminator = facts.discriminator, tree[value.node].kind == .mapping {
      let tag = tree.entries(of: value.node)
        .first { tree.bytes($0.key).elementsEqual(discriminator.property.utf8) }
      return tag.flatMap { discriminator.branch(tree.bytes($0.value)) } ?? field
    }
    let kind = tree.jsonKind(value.node)
    return facts.alternatives.first { !schema[$0].kinds.isDisjoint(with: kind) } ?? field
  }
}

/// The scalars of a profile that hold a key.
package final class SecretValues: Sendable {
  private let nodes: Set<NodeID>

  /// - Returns: `nil` for none.
  package init?(_ nodes: Set<NodeID>) {
    guard !nodes.isEmpty else { return nil }
    self.nodes = nodes
  }

  func contains(_ node: NodeID) -> Bool { nodes.contains(node) }
}

extension SchemaValue {
  /// A text.
  fileprivate init?(text: String) {
    var bag = DiagnosticBag()
    let json = JSONValue.string(text).canonical()
    guard let tree = Composer.compose(json, into: &bag) else { return nil }
    self.init(tree: tree, node: tree.root)
  }
}
