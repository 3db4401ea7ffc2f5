package import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// Which place of the profile each part of a request comes from.
package enum SourceMap {
  /// JSON Pointers into the request (RFC 6901), each with the key or list item that made it, sorted as
  /// the request is. Parts that the compiler adds, such as the type of an event, have the place of
  /// what they stand for, or none.
  package static func entries(
    of profile: BoundProfile,
    for target: Target
  ) -> [(pointer: String, span: SourceSpan)] {
    var result: [(pointer: String, span: SourceSpan)] = []
    func visit(_ id: IRID, _ pointer: String) {
      if let field = profile.field(id), field.isCompilerKey { return }
      if !pointer.isEmpty { result.append((pointer, profile.keySpan(id))) }
      for child in profile.children(of: id) {
        let key = profile[child].key
        let step =
          key == .none ? "/\(profile[child].position)" : JSONPointer.token(profile.name(child))
        visit(child, pointer + step)
      }
    }
    let isEnvelope = target != .sessions
    if isEnvelope, profile.document.isEnvelope {
      for child in profile.children(of: profile.root)
      where isPart(profile.name(child), of: target) || child == profile.session {
        visit(child, JSONPointer.token(profile.name(child)))
      }
    } else if profile.session != .none {
      visit(profile.session, isEnvelope ? "/session" : "")
    }
    return result.sorted { $0.pointer.utf8.lexicographicallyPrecedes($1.pointer.utf8) }
  }

  private static func isPart(_ name: String, of target: Target) -> Bool {
    switch target {
    case .sessions: false
    case .gaClientSecrets: name == "expires_after"
    case .sessionUpdate, .gaSessionUpdate: name == "event_id" || name == "type"
    }
  }
}
