internal import ProfileIR
internal import YAMLSyntax

/// What a server's answer says and a request does not.
struct AnswerFields {
  enum Reason: CaseIterable {
    case answer, null, message

    var sentence: String {
      switch self {
      case .answer: "left out, since only the server sets it"
      case .null: "left out, since null is no value of it in a request"
      case .message: "left out, since it belongs to a single message"
      }
    }
  }

  /// The outermost parts, in the order of the file.
  private(set) var found: [(id: IRID, reason: Reason)] = []
  /// These and all that is in them.
  private(set) var all: Set<IRID> = []
  private let profile: BoundProfile
  private let isEvent: Bool
  private let isAnswer: Bool

  /// - Parameters:
  ///   - isEvent: whether the root is an event, whose name is its own.
  ///   - isAnswer: whether the server has sent it.
  init(of profile: BoundProfile, isEvent: Bool, isAnswer: Bool) {
    self.profile = profile
    self.isEvent = isEvent
    self.isAnswer = isAnswer || Self.isAnswer(profile)
    for id in profile.all {
      if all.contains(profile[id].parent) {
        all.insert(id)
      } else if let reason = reason(to: id) {
        found.append((id, reason))
        all.insert(id)
      }
    }
  }

  /// Whether the session says of itself that it comes from a server.
  private static func isAnswer(_ profile: BoundProfile) -> Bool {
    guard let object = profile.child("object", of: profile.session) else { return false }
    return profile.bytes(object).starts(with: "realtime.".utf8)
  }

  private func reason(to id: IRID) -> Reason? {
    let parent = profile[id].parent
    guard parent != .none, profile[id].key != .none else { return nil }
    let name = profile.name(id)
    if isEvent, parent == profile.root, name == "event_id" { return .message }
    let union = profile.schema[profile[parent].union]
    let names = union.outputOnly + (profile.field(parent)?.outputOnly ?? [])
    let field = profile.field(id)
    // Every kind of session has the same in an answer.
    let isOfAnswers =
      names.contains(name)
      || isAnswer && parent == profile.session && field == nil
        && SessionSigns.answerNames.contains(name)
    // A lifetime is what a request asks for, wherever it stands; an answer has a key and when it ends.
    let asksForLifetime =
      name == "client_secret"
      && profile.tree.value(of: "expires_after", in: profile[id].value) != nil
      && profile.tree.value(of: "value", in: profile[id].value) == nil
    if isOfAnswers, !asksForLifetime { return .answer }
    // The secret of an answer, with nothing of a request in it.
    if let field, field.has(.outputOnly) {
      let children = profile.children(of: id).map { profile.name($0) }
      let answered = field.outputOnly
      if !children.isEmpty, children.allSatisfy(answered.contains) { return .answer }
    }
    guard profile.isScalar(id, .null) else { return nil }
    guard let field else { return isAnswer ? .null : nil }
    let kinds = ([field] + field.alternatives.map { profile.schema[$0] })
      .reduce(into: KindSet()) { $0.formUnion($1.alternatives.isEmpty ? $1.kinds : []) }
    return kinds.contains(.null) ? nil : .null
  }
}
