internal import ProfileIR
internal import SourceDiagnostics
internal import YAMLSyntax

/// What a body or event is, and what its profile says before its fields.
///
/// The profile is the session. The envelope of an event comes off, and becomes `$target` where the event
/// is a request; the body that makes a client secret stays where it says more than the session; and so
/// does the event of a flat transcription session, which profiles have no other form for.
struct ImportedShape {
  private(set) var shape: DocumentShape
  /// The event's type, where it is one.
  private(set) var event: String?
  /// What `--dialect` has decided.
  private(set) var decided: Dialect?

  var isAnswer: Bool {
    event.map { $0.hasSuffix(".created") || $0.hasSuffix(".updated") } ?? false
  }
  /// Whether the event is the only form that its session has.
  var isCarriedByEventAlone: Bool {
    event != nil && shape.dialect.document(shape.document).isCarrier
  }

  /// - Returns: `nil` where the tree is no session, or not of the dialect; that has been reported.
  init?(_ tree: NodeTree, dialect: Dialect?, into bag: inout DiagnosticBag) {
    if let refusal = SessionSigns.refusal(of: tree) {
      let node = refusal.node ?? tree[tree.root].firstChild
      let span = node == .none ? tree.span(tree.root) : tree.span(node)
      bag.report(Diagnostic(ReadingRules.rootNotMapping, refusal.message, at: span))
      return nil
    }
    shape = DocumentShape(tree)
    if let type = tree.value(of: "type", in: tree.root),
      SessionSigns.events.contains(tree.string(type))
    {
      event = tree.string(type)
    } else if tree.value(of: "type", in: tree.root) == nil,
      tree.value(of: "event_id", in: tree.root) != nil,
      let session = tree.value(of: "session", in: tree.root), tree[session].kind == .mapping
    {
      // Only an event has the name of one.
      event = "session.update"
    }
    if let dialect {
      let told = Self.told(by: tree, shape)
      if let told, told.dialect != dialect {
        bag.report(Self.wrong(told.dialect, at: told.node, of: tree))
        return nil
      }
      if told == nil, dialect != shape.dialect { decided = dialect }
      shape = shape.read(as: dialect)
    }
    guard let session = tree.value(of: "session", in: tree.root), tree[session].kind == .mapping
    else { return }
    let dialect = shape.dialect
    if let event {
      // An answer has the session of the event that it answers.
      let kind = event.prefix { $0 != "." }
      let asked = dialect.documents.first { document in
        document.isEvent && dialect.eventType(for: document).prefix { $0 != "." } == kind
      }
      shape.document = asked ?? dialect.document(.event) ?? .session
    } else if tree.value(of: "type", in: tree.root) == nil {
      // Where no body has an envelope of its own, it is read as the session that an event holds.
      shape.document = dialect.document(.body) ?? dialect.document(.event) ?? .session
    }
  }

  /// What stands above the fields.
  func header(of profile: BoundProfile, root: IRID) -> [String] {
    func has(_ name: StaticString) -> Bool { profile.child(name, of: profile.root) != nil }
    var lines: [String] = []
    let isUnwrapped = root != profile.root
    let alone = DocumentShape(session: root, of: profile).dialect
    if decided != nil
      || isUnwrapped && !has("$dialect") && shape.dialect != .standard && alone == .standard
    {
      lines.append("$dialect: \(shape.dialect.rawValue)")
    }
    if isUnwrapped, event != nil, !isAnswer, !has("$target"),
      let target = shape.dialect.targetName(.event)
    {
      lines.append("$target: \(target)")
    }
    return lines
  }

  // MARK: Dialects

  /// The dialect that a body itself tells, and the node that tells it.
  private static func told(
    by tree: NodeTree,
    _ shape: DocumentShape
  ) -> (dialect: Dialect, node: NodeID)? {
    if let named = tree.value(of: "$dialect", in: tree.root),
      let dialect = Dialect(rawValue: tree.string(named))
    {
      return (dialect, named)
    }
    let body = tree.value(of: "session", in: tree.root) ?? tree.root
    if shape.dialect != .standard { return (shape.dialect, tree[body].firstChild) }
    if shape.dialect.document(shape.document).isCarrier,
      let type = tree.value(of: "type", in: tree.root)
    {
      return (shape.dialect, type)
    }
    return DialectSigns.firstKey(
      showing: shape.dialect,
      in: body,
      of: tree,
      isAlone: false,
      except: SessionSigns.answerNames
    ).map { (shape.dialect, $0) }
  }

  private static func wrong(_ dialect: Dialect, at node: NodeID, of tree: NodeTree) -> Diagnostic {
    Diagnostic(
      ReadingRules.rootNotMapping,
      "this is a session in the \(dialect.title) dialect",
      at: node == .none ? tree.span(tree.root) : tree.span(node),
      help: dialect == .standard
        ? "import it as it is, without `--dialect`, then `sessionc migrate`"
        : "import it as it is, without `--dialect`; `compile --target NAME` makes a request of another dialect"
    )
  }
}
