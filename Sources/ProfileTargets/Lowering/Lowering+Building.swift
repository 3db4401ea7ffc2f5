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
    let span = profile.keySpan(id)
    object.entries.append((name, key(name, at: span), .node(value)))
  }

  mutating func key(_ name: String, at span: SourceSpan) -> NodeID {
    builder.scalar(Array(name.utf8), .string, at: span)
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
        let own = isItself ? id.map { profile.keySpan($0) } : nil
        let span = own ?? object.origin ?? profile.span(profile.root)
        next.origin = span
        object.entries.append((step, key(step, at: span), .object(next)))
        object = next
      }
    }
    if let id { object.origin = profile.span(id) }
    return object
  }

  mutating func finish(_ document: DocumentKind) -> NodeTree {
    var entries = root.entries
    let span = profile.span(profile.root)
    let hasSession = profile.session != .none || goal == .ga
    if document.isEnvelope, hasSession {
      let place = session.origin ?? span
      entries.append(("session", key("session", at: place), .object(session)))
      if document.isEvent {
        let type =
          document == .transcriptionUpdate ? "transcription_session.update" : "session.update"
        let value = builder.scalar(Array(type.utf8), .string, at: span)
        entries.append(("type", key("type", at: span), .node(value)))
      }
      root.entries = entries
      let id = node(of: root, at: span)
      return builder.finish(root: id)
    }
    let id = node(of: session, at: session.origin ?? span)
    return builder.finish(root: id)
  }

  mutating func node(of object: Object, at span: SourceSpan) -> NodeID {
    if let fill = object.fill {
      for entry in fill.tree.entries(of: fill.node) {
        let name = fill.tree.string(entry.key)
        guard !object.entries.contains(where: { $0.name == name }) else { continue }
        let value = builder.copy(entry.value, of: fill.tree, at: span)
        object.entries.append((name, key(name, at: span), .node(value)))
      }
    }
    let entries = object.entries.map { entry -> (key: NodeID, value: NodeID) in
      switch entry.value {
      case .node(let id): (entry.key, id)
      case .object(let inner): (entry.key, node(of: inner, at: inner.origin ?? span))
      }
    }
    return builder.mapping(entries, at: span)
  }
}
