internal import CanonicalJSON
internal import ProfileIR
internal import ProfileRules
internal import RequestDifference
internal import SourceDiagnostics
internal import YAMLSyntax

/// Compares a session as it was sent with the session as the server answered it.
struct AnswerComparison {
  /// A value that is not what was sent.
  struct Difference {
    /// Into the session.
    var pointer: String
    var outcome: ChangedByServer.Outcome
  }

  /// Whether nothing is told about a value, by its pointer into the session.
  let isLeftOut: (String) -> Bool
  /// Whether a value has a place in the profile: of others, their members are told.
  let hasPlace: (String) -> Bool
  /// Takes out of a text what nobody may see.
  let redacting: (String) -> String

  /// The differences of a session. What the server adds is none.
  func differences(
    of sent: JSONValue,
    from answered: JSONValue,
    in dialect: Dialect
  ) -> [Difference] {
    guard let sent = Self.bound(sent, dialect), let answered = Self.bound(answered, dialect) else {
      return []
    }
    var seen: Set<IRID> = []
    return RequestComparison.compare(sent: sent, answered: answered).flatMap { change in
      guard let id = change.old?.id, !change.kind.isCosmetic, seen.insert(id).inserted else {
        return [Difference]()
      }
      if change.kind == .renamed { return renamed(id, change, in: sent) }
      if change.new == nil { return dropped(id, in: sent) }
      let pointer = sent.path(id)
      if isLeftOut(pointer) { return [] }
      return [Difference(pointer: pointer, outcome: .changed(to: text(change)))]
    }
  }

  private static func bound(_ session: JSONValue, _ dialect: Dialect) -> BoundProfile? {
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(session.canonical(), into: &bag), tree.root != .none,
      tree[tree.root].kind == .mapping
    else { return nil }
    return Binder.bind(tree, to: .of(dialect), as: .session)
  }

  /// A value that the answer does not have; of one that nobody wrote, its members.
  private func dropped(_ id: IRID, in profile: BoundProfile) -> [Difference] {
    let pointer = profile.path(id)
    if isLeftOut(pointer) { return [] }
    let members = Array(profile.children(of: id))
    guard !members.isEmpty, profile.node(id).kind == .mapping, !hasPlace(pointer) else {
      return [Difference(pointer: pointer, outcome: .dropped)]
    }
    return members.flatMap { dropped($0, in: profile) }
  }

  /// An item that has another name, and is the same otherwise.
  private func renamed(
    _ id: IRID,
    _ change: RequestChange,
    in profile: BoundProfile
  ) -> [Difference] {
    let identity = profile.field(id)?.identity?.string ?? ""
    guard let name = profile.child(named: identity, of: id),
      let item = try? JSONReader.read(change.new?.json ?? []), let text = item[identity]
    else { return dropped(id, in: profile) }
    return [Difference(pointer: profile.path(name), outcome: .changed(to: shown(text)))]
  }

  private func text(_ change: RequestChange) -> String {
    guard let value = try? JSONReader.read(change.new?.json ?? []) else { return "another value" }
    if case .array(let items) = value, !items.allSatisfy(\.isScalar) {
      return items.count == 1 ? "a list of 1 item" : "a list of \(items.count) items"
    }
    let isText = change.old?.text != nil && value.text != nil
    return (isText ? "" : Self.kind(of: value)) + shown(value)
  }

  /// A value in a message: redacted as a whole, and then cut.
  private func shown(_ value: JSONValue) -> String {
    if case .object = value { return "another object" }
    if case .string([]) = value { return "an empty text" }
    let text = value.text ?? String(decoding: value.canonical(), as: UTF8.self)
    return "`\(Wording.shown(redacting(text)))`"
  }

  /// What a value is, where it may be another kind than what was sent: `300` is a number or a text.
  private static func kind(of value: JSONValue) -> String {
    if case .string = value { "the text " } else { "" }
  }
}

extension JSONValue {
  fileprivate var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}
