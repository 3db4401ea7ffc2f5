package import ProfileIR
public import SourceDiagnostics
internal import YAMLSyntax

/// Which place of the profile each part of a request comes from.
public enum SourceMap {
  /// One part of a request: a member or a list item.
  public struct Entry: Sendable {
    /// A JSON Pointer (RFC 6901) into the request.
    public var pointer: String
    /// The place of the key or list item that made it.
    public var span: SourceSpan
    /// The place of its value.
    public var valueSpan: SourceSpan
    /// A JSON Pointer into the profile as authored; empty where no part of it stands for this one.
    public var path: String
    /// Whether the value is a scalar.
    public var isScalar: Bool
    /// Whether the schema says that nothing but secrets stand here.
    public var isSecret: Bool
  }

  /// The most bytes of one pointer, and of all pointers of a map. What is deeper, or comes behind, has the
  /// entry of what it is in.
  private static let pointerMax = 4096
  private static let pointersMax = 32 << 20

  /// An entry for each part, sorted as the request is. Parts that the compiler adds, such as the type of
  /// an event, have the place of what they stand for, or none.
  ///
  /// - Parameter path: the JSON Pointer of a part in the profile as authored.
  package static func entries(
    of profile: BoundProfile,
    for target: Target,
    path: (IRID) -> String
  ) -> [Entry] {
    var result: [Entry] = []
    var room = pointersMax
    // Returns whether the part is nothing but secrets.
    @discardableResult
    func visit(_ id: IRID, _ pointer: String) -> Bool {
      let length = pointer.utf8.count
      guard length <= pointerMax, length <= room else { return false }
      let field = profile.field(id)
      if field?.isCompilerKey ?? profile.isForCompiler(id) { return false }
      room -= length
      let index = result.count
      let isSecret = field?.isSecret ?? false
      if !pointer.isEmpty {
        result.append(
          Entry(
            pointer: pointer,
            span: profile.keySpan(id),
            valueSpan: profile.span(id),
            path: path(id),
            isScalar: profile.node(id).kind == .scalar,
            isSecret: isSecret
          )
        )
      }
      var areSecrets = profile[id].firstChild != .none
      for child in profile.children(of: id) {
        let key = profile[child].key
        let step =
          key == .none ? "/\(profile[child].position)" : JSONPointer.token(profile.name(child))
        areSecrets = visit(child, pointer + step) && areSecrets
      }
      if areSecrets, !pointer.isEmpty { result[index].isSecret = true }
      return isSecret || areSecrets
    }
    let isEnvelope = target.isEnvelope
    if isEnvelope, profile.document.isEnvelope {
      for child in profile.children(of: profile.root)
      where isPart(child, of: profile, for: target) {
        visit(child, JSONPointer.token(profile.name(child)))
      }
    } else if profile.session != .none {
      visit(profile.session, isEnvelope ? "/session" : "")
    }
    return result.sorted { $0.pointer.utf8.lexicographicallyPrecedes($1.pointer.utf8) }
  }

  /// Whether a member of the root is part of the request.
  private static func isPart(_ id: IRID, of profile: BoundProfile, for target: Target) -> Bool {
    if id == profile.session { return true }
    guard profile.document.form == target.form else { return false }
    switch target.form {
    case .session: return false
    case .event: return ["event_id", "type"].contains(profile.name(id))
    case .body: return profile.isBesideSession(id)
    }
  }
}
