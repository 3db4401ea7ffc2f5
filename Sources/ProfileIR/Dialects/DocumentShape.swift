internal import ProfileSchemas
package import SchemaTables
internal import SourceDiagnostics
package import YAMLSyntax

/// What a document is and which dialect its session is in, told from a few keys.
package struct DocumentShape: Sendable {
  package var document: DocumentKind
  package var dialect: Dialect

  /// Looks at the root, and at `session` below it.
  package init(_ tree: NodeTree) {
    let root = tree.root
    let type = tree.value(of: "type", in: root)
    let session = tree.value(of: "session", in: root) ?? Self.misspeltSession(in: tree)
    let events = type.map { Envelopes.dialects(withEvent: $0, in: tree) } ?? (first: nil, count: 0)
    let dialect = Self.dialect(of: tree, session: session, hasType: type != nil, events)
    self.dialect = dialect
    if events.count > 0, let event = type.flatMap({ Envelopes.event($0, of: dialect, in: tree) }) {
      document = event
    } else if session != nil, type != nil || Self.isEvent(tree),
      let event = dialect.document(.event)
    {
      document = event
    } else if let body = dialect.document(.body), session != nil || Self.isBody(tree, dialect) {
      document = body
    } else {
      document = .session
    }
  }

  /// What stands under a key that is meant to be `session`: a mapping among the few keys of an envelope.
  private static func misspeltSession(in tree: NodeTree) -> NodeID? {
    guard tree[tree.root].count <= 16 else { return nil }
    var key = tree[tree.root].firstChild
    while key != .none {
      let node = tree[key]
      // Few keys begin like it, so most are not looked at.
      if (5...9).contains(node.count), node.kind == .scalar,
        tree.text[Int(node.first)] | 0x20 == UInt8(ascii: "s"),
        tree[tree.resolve(node.next)].kind == .mapping,
        Suggestion.nearest(to: tree.string(key), in: ["session"]) != nil
      {
        return node.next
      }
      key = tree[node.next].next
    }
    return nil
  }

  /// Whether an envelope without a `type` is an event all the same: only one has an `event_id`, and the name
  /// of one says it under any key.
  private static func isEvent(_ tree: NodeTree) -> Bool {
    tree.entries(of: tree.root).contains { key, value in
      tree.text(of: key, is: "event_id")
        || !tree.isOwnKey(key) && tree.text(of: tree.resolve(value), is: "session.update")
    }
  }

  /// Whether a document is the body of a request, and has no session in it.
  ///
  /// What belongs beside a session is in the wrong place among the fields of one; by itself it is a body.
  private static func isBody(_ tree: NodeTree, _ dialect: Dialect) -> Bool {
    guard Envelopes.hasMember(besideSessionOf: dialect, in: tree) else { return false }
    return tree.entries(of: tree.root).allSatisfy { key, _ in
      Envelopes.beside.contains(tree.string(key)) || tree.isOwnKey(key)
    }
  }

  /// The shape of a session by itself, taken out of its envelope.
  package init(session: IRID, of profile: BoundProfile) {
    document = .session
    dialect = DialectSigns(profile[session].value, of: profile.tree, isAlone: true)
      .dialect(ofEvent: nil)
  }

  /// The same document, read in a dialect that somebody else has told.
  package func read(as other: Dialect) -> DocumentShape {
    guard other != dialect else { return self }
    var shape = self
    shape.dialect = other
    let type = dialect.eventType(for: document)
    let same = other.documents.first { kind in
      kind.form == document.form && (kind.form != .event || other.eventType(for: kind) == type)
    }
    shape.document = same ?? other.document(document.form) ?? .session
    return shape
  }

  /// The dialect that `$dialect` names, else the one that the session's keys speak for.
  private static func dialect(
    of tree: NodeTree,
    session: NodeID?,
    hasType: Bool,
    _ events: (first: Dialect?, count: Int)
  ) -> Dialect {
    if let named = tree.value(of: "$dialect", in: tree.root) {
      if let dialect = Dialect(rawValue: tree.string(named)) { return dialect }
    }
    // An event that only one dialect has.
    let event = events.count == 1 ? events.first : nil
    if let session, tree[session].kind == .mapping {
      var signs = DialectSigns(session, of: tree, isAlone: false)
      // A session in an envelope without a `type` is the body of a request.
      signs.isWrapped = !hasType
      return signs.dialect(ofEvent: event, beside: Envelopes.dialect(besideSessionIn: tree))
    }
    // What is no session speaks for none, and today's dialect is the hub.
    guard session == nil else {
      return event ?? Envelopes.dialect(besideSessionIn: tree) ?? .hub
    }
    var signs = DialectSigns(tree.root, of: tree, isAlone: true)
    signs.isWrapped = events.count > 0
    return signs.dialect(ofEvent: event)
  }
}

extension Schema {
  /// The field of this name in the session that a document of this kind carries.
  package func sessionField(_ name: String, of document: DocumentKind) -> FieldID? {
    let root = self[root(of: document)]
    let session = root.properties.field(named: "session").map { self[$0] } ?? root
    let branches = [session] + session.alternatives.map { self[$0] }
    return branches.lazy.compactMap { $0.properties.field(named: name) }.first
  }
}
