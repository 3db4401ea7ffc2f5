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
    let session = tree.value(of: "session", in: root)
    dialect = Self.dialect(of: tree, session: session)
    func isType(_ name: StaticString) -> Bool { type.map { tree.text(of: $0, is: name) } ?? false }
    if isType("session.update") {
      document = .sessionUpdate
    } else if dialect == .sessions, isType("transcription_session.update") {
      document = .transcriptionUpdate
    } else if type != nil, session != nil {
      document = .sessionUpdate
    } else {
      // A lifetime beside the fields of a session is in the wrong place; by itself it is a body.
      let isLifetime = tree.value(of: "expires_after", in: root) != nil
      let isBody = session != nil || isLifetime && Self.hasNothingElse(tree)
      document = dialect == .ga && isBody ? .clientSecret : .session
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
    dialect = Self.dialect(of: profile.tree, body: profile[session].value, isAlone: true)
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
  ///
  /// `type: realtime` decides; without it the GA keys must not be fewer than those that only the flat
  /// dialect has: people leave a name of the one in a session of the other.
  private static func dialect(of tree: NodeTree, session: NodeID?) -> Dialect {
    if let named = tree.value(of: "$dialect", in: tree.root) {
      if let dialect = Dialect(rawValue: tree.string(named)) { return dialect }
    }
    // The lifetime of a secret beside the session is the GA body's.
    if session != nil, tree.value(of: "expires_after", in: tree.root) != nil { return .ga }
    return self.dialect(of: tree, body: session ?? tree.root, isAlone: session == nil)
  }

  private static func dialect(of tree: NodeTree, body: NodeID, isAlone: Bool) -> Dialect {
    guard tree[body].kind == .mapping else { return .sessions }
    if let type = tree.value(of: "type", in: body),
      tree.text(of: type, is: "realtime") || tree.text(of: type, is: "transcription")
    {
      return .ga
    }
    let signs = tree.entries(of: body).count { key, value in
      let id = tree.resolve(value)
      return tree.text(of: key, is: "audio") && tree[id].kind == .mapping
        || tree.text(of: key, is: "output_modalities")
        || isAlone && tree.text(of: key, is: "expires_after")
        // A kind of session, if a misspelt one: the types of events have a point in them.
        || isAlone && tree.text(of: key, is: "type") && tree[id].scalar == .string
          && !tree.bytes(id).isEmpty && !tree.bytes(id).contains(UInt8(ascii: "."))
    }
    guard signs > 0 else { return .sessions }
    // Only now are the flat fields looked up, for which their schema is read.
    let flat = Schema.flat
    let fields = flat[flat.session].properties
    let others = tree.entries(of: body).count { key, _ in
      fields.field(of: tree[key], in: tree)
        .map { !flat[$0].isInBothDialects && !flat[$0].isCompilerKey } ?? false
    }
    return signs >= others ? .ga : .sessions
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
