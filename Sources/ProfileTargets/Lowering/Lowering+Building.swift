internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// How the result is put together.
extension Lowering {
  /// A mapping member by member, so that what is missing can be added.
  mutating func putMembers(
    of id: IRID,
    filling fill: SchemaValue,
    at place: LoweringTable.Path
  ) {
    object(at: place, for: id).fill = fill
    for child in profile.children(of: id) {
      var member = place
      member.steps.append(profile.name(child))
      put(child, builder.reference(to: profile[child].written), at: member)
    }
  }

  mutating func put(_ id: IRID, _ value: NodeID, at place: LoweringTable.Path) {
    guard let name = place.steps.last else { return }
    var owner = place
    owner.steps.removeLast()
    let object = object(at: owner, for: nil)
    object.entries.append((name, key(name, like: keyNode(id)), .node(value)))
  }

  /// The key that a value stands under, or the value itself for list items and the root.
  func keyNode(_ id: IRID) -> NodeID {
    let node = profile[id]
    return node.key == .none ? node.value : node.key
  }

  mutating func key(_ name: String, like origin: NodeID, isEmpty: Bool = false) -> NodeID {
    builder.scalar(Array(name.utf8), .string, like: origin, isEmpty: isEmpty)
  }

  /// The mapping at a place of the result; made, with those above it, where it is missing.
  mutating func object(at place: LoweringTable.Path, for id: IRID?) -> Object {
    var object = place.isFromRoot ? root : session
    for (depth, step) in place.steps.enumerated() {
      let found = object.entries.first { $0.name == step }
      if case .object(let next)? = found?.value {
        object = next
      } else {
        let next = Object()
        // What is only around it stands for nothing that somebody wrote.
        let isItself = depth == place.steps.count - 1
        let own = isItself ? id.map { keyNode($0) } : nil
        let origin = own ?? object.origin ?? profile[profile.root].value
        next.origin = origin
        object.entries.append((step, key(step, like: origin), .object(next)))
        object = next
      }
    }
    if let id { object.origin = profile[id].value }
    return object
  }

  mutating func finish(_ document: DocumentKind) -> NodeTree {
    var entries = root.entries
    let origin = profile[profile.root].value
    let hasSession = profile.session != .none || goal.hasKinds
    if document.isEnvelope, hasSession {
      let place = session.origin ?? origin
      entries.append(("session", key("session", like: place), .object(session)))
      if document.isEvent {
        let type = goal.eventType(for: document)
        let value = builder.scalar(Array(type.utf8), .string, like: origin)
        entries.append(("type", key("type", like: origin), .node(value)))
      }
      root.entries = entries
      let id = node(of: root, like: origin)
      return builder.finish(root: id)
    }
    let id = node(of: session, like: session.origin ?? origin)
    return builder.finish(root: id)
  }

  mutating func node(of object: Object, like origin: NodeID) -> NodeID {
    if let fill = object.fill {
      for entry in fill.tree.entries(of: fill.node) {
        let name = fill.tree.string(entry.key)
        guard !object.entries.contains(where: { $0.name == name }) else { continue }
        let value = builder.copy(entry.value, of: fill.tree, like: origin)
        object.entries.append((name, key(name, like: origin), .node(value)))
      }
    }
    let entries = object.entries.map { entry -> (key: NodeID, value: NodeID) in
      switch entry.value {
      case .node(let id): (entry.key, id)
      case .object(let inner): (entry.key, node(of: inner, like: inner.origin ?? origin))
      }
    }
    return builder.mapping(entries, like: origin)
  }
}
