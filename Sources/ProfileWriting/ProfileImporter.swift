public import ProfileIR
public import SourceDiagnostics
internal import YAMLSyntax

/// Makes a profile of a JSON body or event of either dialect.
public enum ProfileImporter {
  public struct Result: Sendable {
    /// The profile, as YAML; `nil` where the JSON cannot be read.
    public var profile: String?
    /// What was left out because only a server's answer has it, as JSON Pointers.
    public var leftOut: [String] = []
    /// What is wrong with the JSON as such.
    public var diagnostics: [Diagnostic] = []
  }

  /// Reads JSON, with comments and trailing commas if need be, and writes it as YAML: block text for
  /// long texts, fields in the documented order. Whether the profile is right is for the checker to
  /// say: what is unknown is kept.
  ///
  /// - Parameter dialect: for a body whose dialect cannot be told.
  public static func profile(of source: SourceText, dialect: Dialect? = nil) -> Result {
    var bag = DiagnosticBag()
    let bytes = JSONComments.blanked(source.bytes)
    guard let tree = Composer.compose(bytes, into: &bag), bag.isEmpty,
      ProfileRoot.check(tree, into: &bag)
    else { return Result(diagnostics: bag.sorted()) }
    var shape = DocumentShape(tree)
    let isForced = dialect.map { $0 != shape.dialect } ?? false
    if let dialect { shape = shape.read(as: dialect) }
    let profile = Binder.bind(tree, to: Schema.of(shape.dialect), as: shape.document)
    var answered: [IRID] = []
    var isAnswered: Set<IRID> = []
    for id in profile.all where !isAnswered.contains(profile[id].parent) {
      guard isAnswerOnly(id, in: profile) else { continue }
      answered.append(id)
      isAnswered.insert(id)
    }
    var header = isForced ? "$dialect: \(shape.dialect.rawValue)\n" : ""
    // What the body itself says of its dialect has been overruled.
    if isForced, let own = profile.child("$dialect", of: profile.root) { isAnswered.insert(own) }
    let hasOwnTarget = profile.child("$target", of: profile.root) != nil
    if shape.document == .sessionUpdate, !hasOwnTarget {
      header += "$target: \(shape.dialect == .ga ? "ga-session-update" : "session-update")\n"
    }
    let body = YAMLWriter.members(
      of: bodyRoot(of: profile, shape),
      in: profile,
      without: isAnswered
    )
    return Result(
      profile: header + (body.isEmpty && header.isEmpty ? "{}\n" : body),
      leftOut: answered.map { profile.path($0) }
    )
  }

  /// The session alone, where its envelope says nothing more than the target does.
  private static func bodyRoot(of profile: BoundProfile, _ shape: DocumentShape) -> IRID {
    guard profile.session != .none, profile.node(profile.session).kind == .mapping else {
      return profile.root
    }
    let members = profile.children(of: profile.root).filter { !isAnswerOnly($0, in: profile) }
      .map { profile.name($0) }
    switch shape.document {
    case .sessionUpdate where Set(members) == ["type", "session"]: return profile.session
    case .clientSecret where members == ["session"]:
      // Without its kind, a bare session would be taken for a flat one.
      return DocumentShape(session: profile.session, of: profile).dialect == .ga
        ? profile.session : profile.root
    default: return profile.root
    }
  }

  /// Whether a member is one that only a server's answer has, or says "none" where a request leaves
  /// the field out.
  private static func isAnswerOnly(_ id: IRID, in profile: BoundProfile) -> Bool {
    let parent = profile[id].parent
    guard parent != .none, profile[id].key != .none else { return false }
    let union = profile.schema[profile[parent].union]
    let names = union.outputOnly + (profile.field(parent)?.outputOnly ?? [])
    if names.contains(profile.name(id)) { return true }
    // The secret of an answer, with nothing of a request in it.
    let children = profile.children(of: id).map { profile.name($0) }
    if let field = profile.field(id), !field.outputOnly.isEmpty, !children.isEmpty,
      children.allSatisfy(field.outputOnly.contains)
    {
      return true
    }
    guard profile.isScalar(id, .null), let field = profile.field(id) else { return false }
    let kinds = ([field] + field.alternatives.map { profile.schema[$0] })
      .reduce(into: KindSet()) { $0.formUnion($1.alternatives.isEmpty ? $1.kinds : []) }
    return !kinds.contains(.null)
  }
}
