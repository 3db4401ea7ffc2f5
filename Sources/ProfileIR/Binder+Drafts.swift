internal import YAMLSyntax

/// The draft of JSON Schema that the tool's schema being bound says that it is of.
enum DraftInUse {
  /// What is being bound is no such schema.
  case outside
  /// That of `schemas/tool-parameters.schema.json`.
  case current
  /// An older one, with what is different in it.
  case older(FieldID)

  /// The draft inside of a schema: what the outermost one says counts for all in it.
  func inside(_ schema: Node, _ facts: FieldSchema, _ tree: NodeTree) -> DraftInUse {
    guard case .outside = self else { return self }
    var key = schema.firstChild
    while key != .none {
      let value = tree[key].next
      if tree.text(of: key, is: "$schema"), !tree[key].flags.contains(.ignored) {
        let text = tree.resolve(value)
        guard tree[text].kind == .scalar, let draft = facts.draft(in: tree.bytes(text)) else {
          break
        }
        return .older(draft)
      }
      key = tree[value].next
    }
    return .current
  }

  /// The keywords of a schema that are others in its draft.
  func keywords(of schema: Node, _ tree: NodeTree, _ fields: Schema) -> OlderKeywords? {
    guard case .older(let draft) = self else { return nil }
    let facts = fields[draft]
    return OlderKeywords(
      properties: facts.properties,
      isReference: facts.hasLoneReferences && Self.isReference(schema, tree)
    )
  }

  private static func isReference(_ schema: Node, _ tree: NodeTree) -> Bool {
    var key = schema.firstChild
    while key != .none {
      let value = tree[key].next
      if tree.text(of: key, is: "$ref") { return tree[tree.resolve(value)].kind == .scalar }
      key = tree[value].next
    }
    return false
  }
}

struct OlderKeywords {
  let properties: KeyTable
  /// Whether all but its `$ref` says nothing; what that leads to may stand beside it.
  let isReference: Bool

  func field(of key: NodeID, in tree: NodeTree) -> FieldID? {
    if isReference {
      let isRead = (["$ref", "$defs", "definitions", "$schema"] as [StaticString])
        .contains { tree.text(of: key, is: $0) }
      if !isRead { return .anything }
    }
    return properties.field(of: tree[key], in: tree)
  }
}

extension BoundProfile {
  /// What is different in the older draft that the outermost schema of a tool names; `nil` for none.
  package func olderDraft(of root: IRID) -> FieldSchema? {
    guard let name = child("$schema", of: root), node(name).kind == .scalar,
      let draft = schema[self[root].field].draft(in: bytes(name))
    else { return nil }
    return schema[draft]
  }
}
