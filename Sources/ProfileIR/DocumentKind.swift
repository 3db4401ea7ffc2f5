internal import SourceDiagnostics
package import YAMLSyntax

/// What a profile document is, told from its root.
package enum DocumentKind: Sendable {
  /// The session itself: the body of `POST /v1/realtime/sessions`.
  case session
  /// A `session.update` event, with the session inside.
  case sessionUpdate
  /// A `transcription_session.update` event.
  case transcriptionUpdate
  /// No profile, but the file that says how profiles are checked.
  case configuration

  package var isEvent: Bool { self == .sessionUpdate || self == .transcriptionUpdate }

  /// Tells an event from a bare session by `type` and `session` at the root.
  package init(_ tree: NodeTree, schema: Schema) {
    let type = tree.value(of: "type", in: tree.root).map { tree.string($0) }
    let hasSession = tree.value(of: "session", in: tree.root) != nil
    switch type {
    case "session.update": self = .sessionUpdate
    case "transcription_session.update": self = .transcriptionUpdate
    case .some where hasSession: self = .sessionUpdate
    default: self = .session
    }
  }

  package func root(in schema: Schema) -> FieldID {
    switch self {
    case .session, .configuration: schema.session
    case .sessionUpdate: schema.sessionUpdate
    case .transcriptionUpdate: schema.transcriptionUpdate
    }
  }
}

extension Schema {
  /// The field of this name in the session that a document of this kind carries.
  package func sessionField(_ name: String, of document: DocumentKind) -> FieldID? {
    let root = self[document.root(in: self)]
    let session = root.properties.field(named: "session").map { self[$0] } ?? root
    return session.properties.field(named: name)
  }
}

/// Recognises the other dialect, which this version does not read.
package enum ForeignDialect {
  /// The key that shows a session to be in the GA dialect: `type`, `audio` or `output_modalities`,
  /// with no field beside it that only the flat dialect has.
  package static func tellTale(in tree: NodeTree, schema: Schema) -> NodeID? {
    let body = tree.value(of: "session", in: tree.root) ?? tree.root
    guard body != .none else { return nil }
    let fields = schema[schema.session].properties
    var sign: NodeID?
    for (key, value) in tree.entries(of: body) {
      let isSign =
        tree.text(of: key, is: "audio") && tree[tree.resolve(value)].kind == .mapping
        || tree.text(of: key, is: "output_modalities")
        || tree.text(of: key, is: "type") && isSessionType(tree.resolve(value), in: tree)
      if isSign {
        sign = sign ?? key
      } else if let field = fields.field(hash: tree[key].hash, name: tree.bytes(key)),
        !schema[field].isInBothDialects, !schema[field].isCompilerKey
      {
        return nil
      }
    }
    return sign
  }

  private static func isSessionType(_ id: NodeID, in tree: NodeTree) -> Bool {
    tree.text(of: id, is: "realtime") || tree.text(of: id, is: "transcription")
  }
}
