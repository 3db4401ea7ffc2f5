internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// What stands around a session that is imported.
struct Envelope {
  /// What the profile is made of: the session, or the whole where the envelope stays.
  private(set) var root: IRID
  /// The compiler's and the author's own keys beside the session, which move into it.
  private(set) var beside: [YAMLWriter.Member] = []
  private(set) var notes: [String] = []
  private let profile: BoundProfile
  private let imported: ImportedShape
  private let leftOut: Set<IRID>

  init(of profile: BoundProfile, _ imported: ImportedShape, without leftOut: Set<IRID>) {
    self.profile = profile
    self.imported = imported
    self.leftOut = leftOut
    root = profile.root
  }

  /// Takes the envelope off, if it comes off: its comments go before and behind the session's.
  ///
  /// - Returns: whether that works; what does not has been reported.
  mutating func open(_ writer: inout YAMLWriter, into bag: inout DiagnosticBag) -> Bool {
    let tree = profile.tree
    guard profile.session != .none, profile.session != profile.root,
      profile.node(profile.session).kind == .mapping
    else { return true }
    if imported.isCarriedByEventAlone {
      keep(&writer)
      return true
    }
    let isEvent = imported.event != nil
    var dropped: [(key: NodeID, value: NodeID)] = []
    let answered = Set(
      profile.children(of: profile.root).filter { leftOut.contains($0) }.map { profile[$0].key }
    )
    for (key, value) in tree.entries(of: tree.root) {
      let name = tree.string(key)
      if tree.isOwnKey(key) {
        beside.append(YAMLWriter.Member(key: key, value: value, bound: nil))
      } else if name == "session" || isEvent && name == "type" || answered.contains(key) {
        dropped.append((key, value))
      } else if isEvent {
        bag.report(
          Diagnostic(
            ReadingRules.rootNotMapping,
            "`\(name)` stands beside the event's `session`, and the profile is the session alone",
            at: tree.span(key),
            help: "move it into `session`, or take it away"
          )
        )
      } else {
        // The body that makes a client secret, or something that the checker has words for.
        beside = []
        return true
      }
    }
    reportRepeated(into: &bag)
    guard bag.isEmpty else { return false }
    root = profile.session
    for (key, value) in dropped { drop(key, value, &writer) }
    let foot = writer.comments.take(.foot, tree.root.index)
    for comment in foot { writer.comments.addToTail(comment) }
    return true
  }

  /// Keys that would stand in the profile twice.
  private func reportRepeated(into bag: inout DiagnosticBag) {
    guard !beside.isEmpty else { return }
    let tree = profile.tree
    let names = Dictionary(
      beside.map { (Array(tree.bytes($0.key)), $0.key) },
      uniquingKeysWith: { first, _ in first }
    )
    for (key, _) in tree.entries(of: profile[profile.session].value) {
      guard let other = names[Array(tree.bytes(key))] else { continue }
      bag.report(
        Diagnostic(
          ReadingRules.duplicateKey,
          "`\(tree.string(key))` stands in the session and beside it",
          at: tree.span(key),
          help: "keep one of the two",
          related: [RelatedLocation("and here", at: tree.span(other))]
        )
      )
    }
  }

  /// The event of a flat transcription session: an answer becomes the request.
  private mutating func keep(_ writer: inout YAMLWriter) {
    let name = "transcription_session.update"
    if let type = profile.child("type", of: profile.root), imported.isAnswer {
      writer.replacements[profile[type].value] = name
      notes.append("the answer `\(imported.event ?? "")` became the event `\(name)`")
    }
    notes.append(
      "the event `\(name)` stays, since profiles have no other form for a flat transcription session"
    )
  }

  /// The comments of a part that is not written.
  private func drop(_ key: NodeID, _ value: NodeID, _ writer: inout YAMLWriter) {
    let tree = profile.tree
    let session = profile[profile.session].key
    guard key == session else {
      let taken = writer.comments.takeAll(at: writer.nodes(of: key, value))
      let isBefore = tree[key].start < tree[session].start
      for comment in taken {
        if isBefore {
          writer.comments.addToHead(comment)
        } else {
          writer.comments.addToTail(comment)
        }
      }
      writer.excuse(key, value)
      return
    }
    for place in [PlacedComments.Place.before, .header] {
      for comment in writer.comments.take(place, key.index) { writer.comments.addToHead(comment) }
    }
    for comment in writer.comments.take(.after, key.index) { writer.comments.addToTail(comment) }
    writer.excuse(key, key)
  }
}
