public import SourceDiagnostics
public import YAMLSyntax

/// A profile as a tree bound to the schema: the one form that rules, lowering and emitting read.
///
/// Nothing is lost on the way in: every key and item has a node, those that the schema does not know
/// as well, in the order of the file. Each node leads back to its place in the source.
///
/// It never changes, and is held by reference: it is large, and handed on very often.
public final class BoundProfile: Sendable {
  public let tree: NodeTree
  package let schema: Schema
  public let nodes: Arena<IRNode>
  package let document: DocumentKind
  /// The whole document.
  public let root = IRID(index: 0)
  /// The session: the root itself, or the `session` of an envelope; `.none` where that has none.
  public let session: IRID
  /// Whether `isBound` holds for every node.
  public let isComplete: Bool
  /// What stands under a misspelt key and is bound as the field that is meant; `nil`, but for whoever
  /// mends profiles.
  package let misspelt: MisspeltValues?

  /// Turn detection, wherever the dialect has it.
  public let turnDetection: IRID?
  /// The transcription of what the user says, wherever the dialect has it.
  public let transcription: IRID?
  /// The list of what the session answers with.
  public let modalities: IRID?
  /// The session's tools.
  public let tools: IRID?

  /// Looks up what many rules ask for.
  init(
    tree: NodeTree,
    schema: Schema,
    nodes: consuming Arena<IRNode>,
    document: DocumentKind,
    isComplete: Bool,
    misspelt: MisspeltValues?
  ) {
    func child(_ name: StaticString, of id: IRID?, _ nodes: borrowing Arena<IRNode>) -> IRID? {
      guard let id else { return nil }
      return tree.member(name, of: id, among: nodes)
    }
    let session = document.isEnvelope ? child("session", of: root, nodes) ?? .none : root
    func find(_ path: [TableText], below id: IRID, _ nodes: borrowing Arena<IRNode>) -> IRID? {
      tree.descendant(path, of: id, among: nodes)
    }
    let input =
      schema.landmarks.input.isEmpty
      ? session : find(schema.landmarks.input, below: session, nodes) ?? .none
    turnDetection = find(schema.landmarks.turnDetection, below: input, nodes)
    transcription = find(schema.landmarks.transcription, below: input, nodes)
    tools = find(schema.landmarks.tools, below: session, nodes)
    modalities = find(schema.landmarks.modalities, below: session, nodes)
    self.session = session
    self.tree = tree
    self.schema = schema
    self.nodes = nodes
    self.document = document
    self.isComplete = isComplete
    self.misspelt = misspelt
  }

  @inlinable
  public subscript(id: IRID) -> IRNode { nodes[Int(id.index)] }

  /// A node and all below it, in the order of the file. Each node comes right before what is in it.
  public func subtree(of id: IRID) -> IRIDRange {
    var last = id
    while last != .none, self[last].next == .none { last = self[last].parent }
    let end = last == .none ? UInt32(nodes.count) : self[last].next.index
    return IRIDRange(indices: id.index..<end)
  }

  /// The order of the mappings that two values stand in, and then their own.
  package func isBefore(_ left: IRID, _ right: IRID) -> Bool {
    (self[left].parent.index, left.index) < (self[right].parent.index, right.index)
  }

  /// Whether a member of the root stands beside the session in the body of a request.
  package func isBesideSession(_ id: IRID) -> Bool {
    guard let facts = schema.facts(of: document), self[id].key != .none else { return false }
    return facts.besideNames.contains { tree.text(of: self[id].key, is: $0) }
  }

  /// Whether it is no profile, but the file that says how profiles are checked.
  package var isConfiguration: Bool { schema.dialect == nil }

  /// Whether the key that a value stands under is no field of its mapping.
  package func isUnknownKey(_ id: IRID) -> Bool {
    self[id].field == .unknown || misspelt?.ids.contains(id) ?? false
  }

  public var all: IRIDRange { IRIDRange(indices: 0..<UInt32(nodes.count)) }

  // MARK: Reading

  @inlinable
  public func node(_ id: IRID) -> Node { tree[self[id].value] }
  package func field(_ id: IRID) -> FieldSchema? {
    let field = self[id].field
    return field == .unknown ? nil : schema[field]
  }

  public func text(_ id: IRID) -> String { tree.string(self[id].value) }
  @inlinable @inline(__always)
  public func bytes(_ id: IRID) -> ArraySlice<UInt8> { tree.bytes(self[id].value) }

  /// The name a value stands under; empty for list items and the root.
  public func name(_ id: IRID) -> String {
    self[id].key == .none ? "" : tree.string(self[id].key)
  }

  @inlinable
  public func isScalar(_ id: IRID, _ kind: ScalarKind) -> Bool {
    node(id).kind == .scalar && node(id).scalar == kind
  }

  /// Whether a value is just this text.
  @inlinable
  public func isText(_ id: IRID, _ text: StaticString) -> Bool {
    isScalar(id, .string) && tree.text(of: self[id].value, is: text)
  }

  /// The text of a scalar that is a string, else `nil`.
  public func string(_ id: IRID) -> String? { isScalar(id, .string) ? text(id) : nil }

  /// The value of a scalar that is a boolean, else `nil`.
  public func bool(_ id: IRID) -> Bool? {
    guard isScalar(id, .bool), let first = bytes(id).first else { return nil }
    return first == UInt8(ascii: "t") || first == UInt8(ascii: "T")
  }

  @inlinable
  public func children(of id: IRID) -> ChildIDs {
    ChildIDs(profile: self, position: id == .none ? .none : self[id].firstChild)
  }

  /// The member of a mapping with this name.
  @inlinable
  public func child(_ name: StaticString, of id: IRID) -> IRID? {
    tree.member(name, of: id, among: nodes)
  }

  /// The member of a mapping that the schema calls so.
  @inlinable
  public func child(_ name: TableText, of id: IRID) -> IRID? {
    var child = nodes[Int(id.index)].firstChild
    while child != .none {
      let node = nodes[Int(child.index)]
      if node.key != .none, tree.text(of: node.key, is: name) { return child }
      child = node.next
    }
    return nil
  }

  /// The member of a mapping with this name.
  package func child(named name: String, of id: IRID) -> IRID? {
    children(of: id).first { self[$0].key != .none && tree.string(self[$0].key) == name }
  }

  /// A field of the session.
  @inlinable
  public func sessionField(_ name: StaticString) -> IRID? { child(name, of: session) }

  /// The field at a dotted path from the session.
  package func sessionField(at path: TableText) -> IRID? {
    tree.descendant(Array(StaticNames(path, separator: ".")), of: session, among: nodes)
  }

  /// A field inside one of the session's. Without a list of names, which each call would allocate.
  @inlinable
  public func sessionField(_ outer: StaticString, _ name: StaticString) -> IRID? {
    sessionField(outer).flatMap { child(name, of: $0) }
  }

  /// A field two levels inside the session's.
  @inlinable
  public func sessionField(
    _ outermost: StaticString,
    _ outer: StaticString,
    _ name: StaticString
  ) -> IRID? {
    sessionField(outermost, outer).flatMap { child(name, of: $0) }
  }

  /// Whether a value is one that the schema has a place for: a scalar under a known key, or a
  /// collection whose members are bound.
  @inlinable
  public func isBound(_ id: IRID) -> Bool {
    self[id].isBound || self[id].field != .unknown && node(id).kind == .scalar
  }

  /// Whether a key is for the compiler, and no part of a request: those that begin with `$`, in the
  /// document or in the session, whether the schema knows them or not.
  package func isForCompiler(_ id: IRID) -> Bool {
    let node = self[id]
    guard node.key != .none, node.parent == root || node.parent == session else { return false }
    return tree.bytes(node.key).first == UInt8(ascii: "$")
  }

  // MARK: Places

  public func span(_ id: IRID) -> SourceSpan { tree.span(self[id].value) }

  /// The key's place, or the value's for list items and the root.
  public func keySpan(_ id: IRID) -> SourceSpan {
    self[id].key == .none ? span(id) : tree.span(self[id].key)
  }

  /// The JSON Pointer of a node, as authored; that of the innermost mapping or list around it whose
  /// path is not too long (`JSONPointer.bytesMax`).
  public func path(_ id: IRID) -> String {
    var parts: [IRID] = []
    var length = 0
    var current = id
    while current != .none, self[current].parent != .none {
      let node = self[current]
      parts.append(current)
      length += node.key == .none ? 2 : Int(tree[node.key].count) + 1
      current = node.parent
    }
    while length > JSONPointer.bytesMax, let innermost = parts.first {
      let key = self[innermost].key
      length -= key == .none ? 2 : Int(tree[key].count) + 1
      parts.removeFirst()
    }
    var path = ""
    for part in parts.reversed() {
      let node = self[part]
      path += node.key == .none ? "/\(node.position)" : JSONPointer.token(tree.string(node.key))
    }
    return path
  }
}

/// The values under the misspelt keys of a profile. Held by reference: profiles are handed on very often,
/// and hardly any has these.
package final class MisspeltValues: Sendable {
  package let ids: Set<IRID>

  /// - Returns: `nil` for none.
  init?(_ ids: Set<IRID>) {
    guard !ids.isEmpty else { return nil }
    self.ids = ids
  }
}
