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
    func isType(_ name: StaticString) -> Bool { type.map { tree.text(of: $0, is: name) } ?? false }
    // Only the flat dialect has this event.
    let isFlat = isType("transcription_session.update")
    dialect = Self.dialect(of: tree, session: session, isFlat: isFlat)
    if isType("session.update") {
      document = .sessionUpdate
    } else if dialect == .sessions, isType("transcription_session.update") {
      document = .transcriptionUpdate
    } else if session != nil, type != nil || Self.isEvent(tree) {
      document = .sessionUpdate
    } else {
      // A lifetime beside the fields of a session is in the wrong place; by itself it is a body.
      let isLifetime = tree.value(of: "expires_after", in: root) != nil
      let isBody = session != nil || isLifetime && Self.hasNothingElse(tree)
      document = dialect == .ga && isBody ? .clientSecret : .session
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

  /// Whether nothing stands beside `expires_after` but the compiler's keys and the author's own.
  private static func hasNothingElse(_ tree: NodeTree) -> Bool {
    tree.entries(of: tree.root).allSatisfy { key, _ in
      tree.text(of: key, is: "expires_after") || tree.isOwnKey(key)
    }
  }

  /// The shape of a session by itself, taken out of its envelope.
  package init(session: IRID, of profile: BoundProfile) {
    document = .session
    dialect = DialectSigns(profile[session].value, of: profile.tree, isAlone: true)
      .dialect(isFlat: false)
  }

  /// The same document, read in a dialect that somebody else has told.
  package func read(as dialect: Dialect) -> DocumentShape {
    var shape = self
    shape.dialect = dialect
    if dialect == .ga, document == .transcriptionUpdate { shape.document = .sessionUpdate }
    if dialect == .sessions, document == .clientSecret { shape.document = .session }
    return shape
  }

  /// The dialect that `$dialect` names, else the one that the session's keys speak for.
  private static func dialect(of tree: NodeTree, session: NodeID?, isFlat: Bool) -> Dialect {
    if let named = tree.value(of: "$dialect", in: tree.root) {
      if let dialect = Dialect(rawValue: tree.string(named)) { return dialect }
    }
    // The lifetime of a secret beside the session is the GA body's.
    if session != nil, tree.value(of: "expires_after", in: tree.root) != nil { return .ga }
    if let session, tree[session].kind == .mapping {
      var signs = DialectSigns(session, of: tree, isAlone: false)
      // A session in an envelope without a `type` is the GA body.
      signs.isWrapped = tree.value(of: "type", in: tree.root) == nil
      return signs.dialect(isFlat: isFlat)
    }
    // What is no session speaks for neither, and today's dialect is GA.
    guard session == nil else { return isFlat ? .sessions : .ga }
    var signs = DialectSigns(tree.root, of: tree, isAlone: true)
    signs.isWrapped =
      tree.value(of: "type", in: tree.root).map { tree.text(of: $0, is: "session.update") } ?? false
    return signs.dialect(isFlat: isFlat)
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
