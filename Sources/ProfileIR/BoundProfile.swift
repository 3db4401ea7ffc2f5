package import SourceDiagnostics
package import YAMLSyntax

/// Names a node of a `BoundProfile`.
package struct IRID: Hashable, Sendable {
  package var index: UInt32
  package init(index: UInt32) { self.index = index }
  package static let none = IRID(index: .max)
}

/// One value of the profile, bound to the schema field that it is.
package struct IRNode: Sendable {
  /// The value itself; where the profile has an alias, what that stands for.
  package var value: NodeID
  /// The value as written: the alias, where there is one.
  package var written: NodeID
  /// The key it stands under, or `.none` for list items and the root.
  package var key: NodeID
  /// The field; of a union, the branch that applies, or the union itself where none does.
  package var field: FieldID
  /// The union that `field` is a branch of, else `field` itself.
  package var union: FieldID
  package var parent: IRID
  package var next = IRID.none
  package var firstChild = IRID.none
  /// The place among the parent's children, from 0.
  package var position: UInt32
  /// Whether the members or items are nodes as well.
  package var isBound = false
}

/// A profile as a tree bound to the schema: the one form that rules, lowering and emitting read.
///
/// Nothing is lost on the way in: every key and item has a node, those that the schema does not know
/// as well, in the order of the file. Each node leads back to its place in the source.
package struct BoundProfile: Sendable {
  package let tree: NodeTree
  package let schema: Schema
  package internal(set) var nodes: [IRNode]
  package let document: DocumentKind
  /// The whole document.
  package let root = IRID(index: 0)
  /// The session: the root itself, or the `session` of an envelope; `.none` where that has none.
  package internal(set) var session: IRID

  package subscript(id: IRID) -> IRNode { nodes[Int(id.index)] }

  package var all: some RandomAccessCollection<IRID> {
    (0..<UInt32(nodes.count)).lazy.map { IRID(index: $0) }
  }

  // MARK: Reading

  package func node(_ id: IRID) -> Node { tree[self[id].value] }
  package func field(_ id: IRID) -> FieldSchema? {
    let field = self[id].field
    return field == .unknown ? nil : schema[field]
  }

  package func text(_ id: IRID) -> String { tree.string(self[id].value) }
  package func bytes(_ id: IRID) -> ArraySlice<UInt8> { tree.bytes(self[id].value) }

  /// The name a value stands under; empty for list items and the root.
  package func name(_ id: IRID) -> String {
    self[id].key == .none ? "" : tree.string(self[id].key)
  }

  package func isScalar(_ id: IRID, _ kind: ScalarKind) -> Bool {
    node(id).kind == .scalar && node(id).scalar == kind
  }

  /// The text of a scalar that is a string, else `nil`.
  package func string(_ id: IRID) -> String? { isScalar(id, .string) ? text(id) : nil }

  /// The value of a scalar that is a boolean, else `nil`.
  package func bool(_ id: IRID) -> Bool? {
    guard isScalar(id, .bool), let first = bytes(id).first else { return nil }
    return first == UInt8(ascii: "t") || first == UInt8(ascii: "T")
  }

  package func children(of id: IRID) -> ChildIDs {
    ChildIDs(nodes: nodes, position: id == .none ? .none : self[id].firstChild)
  }

  /// The member of a mapping with this name.
  package func child(_ name: StaticString, of id: IRID) -> IRID? {
    guard id != .none else { return nil }
    // Most keys differ in their hash already, so hardly any bytes are compared.
    let hash = KeyHash.of(name)
    var child = nodes[Int(id.index)].firstChild
    while child != .none {
      let node = nodes[Int(child.index)]
      if node.key != .none, tree.nodes[Int(node.key.index)].hash == hash,
        tree.text(of: node.key, is: name)
      {
        return child
      }
      child = node.next
    }
    return nil
  }

  /// A field of the session, or one inside it.
  package func sessionField(_ path: StaticString...) -> IRID? {
    var id = session
    for name in path {
      guard let next = child(name, of: id) else { return nil }
      id = next
    }
    return id == .none ? nil : id
  }

  /// Turn detection, wherever the dialect has it.
  package var turnDetection: IRID? {
    schema.dialect == .ga
      ? sessionField("audio", "input", "turn_detection") : sessionField("turn_detection")
  }

  /// The transcription of what the user says, wherever the dialect has it.
  package var transcription: IRID? {
    schema.dialect == .ga
      ? sessionField("audio", "input", "transcription") : sessionField("input_audio_transcription")
  }

  /// The list of what the session answers with.
  package var modalities: IRID? {
    schema.dialect == .ga ? sessionField("output_modalities") : sessionField("modalities")
  }

  /// Whether a value is one that the schema has a place for: a scalar under a known key, or a
  /// collection whose members are bound.
  package func isBound(_ id: IRID) -> Bool {
    self[id].isBound || self[id].field != .unknown && node(id).kind == .scalar
  }

  // MARK: Places

  package func span(_ id: IRID) -> SourceSpan { tree.span(self[id].value) }

  /// The key's place, or the value's for list items and the root.
  package func keySpan(_ id: IRID) -> SourceSpan {
    self[id].key == .none ? span(id) : tree.span(self[id].key)
  }

  /// The JSON Pointer of a node, as authored.
  package func path(_ id: IRID) -> String {
    var steps: [String] = []
    var current = id
    while current != .none, self[current].parent != .none {
      let node = self[current]
      steps.append(
        node.key == .none ? "/\(node.position)" : JSONPointer.token(tree.string(node.key))
      )
      current = node.parent
    }
    return steps.reversed().joined()
  }
}

/// The children of a node, in the order of the file.
package struct ChildIDs: Sequence, IteratorProtocol {
  let nodes: [IRNode]
  var position: IRID

  package mutating func next() -> IRID? {
    guard position != .none else { return nil }
    let id = position
    position = nodes[Int(id.index)].next
    return id
  }
}
