package import ProfileIR
package import SourceDiagnostics
package import YAMLSyntax

/// Rewrites a profile into another dialect by the table of `schemas/lowering.json`.
///
/// The result is a document like one that somebody wrote: it can be bound, checked and emitted, and
/// every part of it still has the author's place. What has no counterpart is an error there (SP105);
/// nothing is dropped in silence.
package struct Lowering {
  /// The document in that dialect, and what it is.
  package struct Result {
    package var tree: NodeTree
    package var document: DocumentKind
  }

  let profile: BoundProfile
  let source: Dialect
  let goal: Dialect
  private let target: Target
  private let table = LoweringTable.embedded
  private let rule: RuleDescriptor
  var builder: TreeBuilder
  var session = Object()
  var root = Object()
  var bag: DiagnosticBag

  /// A mapping of the result while it is being filled.
  final class Object {
    var entries: [(name: String, key: NodeID, value: Value)] = []
    /// What the mapping stands for, for findings about it.
    var origin: NodeID?
    /// Members to add where they are missing.
    var fill: SchemaValue?

    enum Value {
      case object(Object)
      case node(NodeID)
    }
  }

  /// - Parameters:
  ///   - rule: the rule of findings about what has no counterpart.
  ///   - bag: gets these findings.
  package static func lower(
    _ profile: BoundProfile,
    to target: Target,
    rule: RuleDescriptor,
    into bag: inout DiagnosticBag
  ) -> Result {
    var lowering = Lowering(profile: profile, target: target, rule: rule, findingsHeld: bag.limit)
    let document = lowering.run()
    bag.report(contentsOf: lowering.bag)
    let tree = lowering.finish(document)
    return Result(tree: tree, document: document)
  }

  private init(
    profile: BoundProfile,
    target: Target,
    rule: RuleDescriptor,
    findingsHeld: Int
  ) {
    self.profile = profile
    bag = DiagnosticBag(limit: findingsHeld)
    self.target = target
    goal = target.dialect
    self.rule = rule
    source = profile.schema.dialect ?? .hub
    builder = TreeBuilder(profile.tree)
  }

  /// The kind of the session, where it is one that a document of some dialect tells.
  private var carried: String? {
    let own = source.document(profile.document)
    if own.isCarrier { return "\(own.carries)" }
    return source.hasKinds ? profile.sessionField("type").flatMap { profile.string($0) } : nil
  }

  /// The word for the kind in a session of the goal; `nil` where its sessions do not say their kind.
  private var kind: String? {
    guard goal.hasKinds else { return nil }
    return goal.kinds.first { $0 == carried } ?? goal.kinds.first
  }

  private mutating func run() -> DocumentKind {
    if profile.session != .none {
      session.origin = profile[profile.session].value
      for child in profile.children(of: profile.session) {
        lower(child, [profile.name(child)], nil)
      }
    }
    if profile.document.isEnvelope {
      for child in profile.children(of: profile.root) where child != profile.session {
        lowerEnvelope(child)
      }
    }
    checkEnvelope()
    if let kind {
      // Nobody wrote it: it stands where the session begins.
      let origin = profile[profile.session == .none ? profile.root : profile.session].value
      let type = builder.scalar(Array(kind.utf8), .string, like: origin, isEmpty: true)
      session.entries.append(("type", key("type", like: origin, isEmpty: true), .node(type)))
    }
    return document
  }

  /// What the result is: what alone carries its kind of session, else what the target is. A dialect without
  /// bodies says as much in the session by itself.
  private var document: DocumentKind {
    let carried = carried
    let carrier = goal.documents.first { kind in
      goal.document(kind).isCarrier && "\(goal.document(kind).carries)" == carried
    }
    if let carrier { return carrier }
    let form = goal.document(.body) == nil ? profile.document.form : target.form
    return goal.document(form) ?? .session
  }

  // MARK: Fields

  /// Puts a field, and what is inside it, where the table says.
  ///
  /// - Parameters:
  ///   - path: the names that lead to it from the session.
  ///   - parent: where the mapping around it went, for members without a row of their own.
  private mutating func lower(_ id: IRID, _ path: [String], _ parent: LoweringTable.Path?) {
    if profile.isForCompiler(id) { return }
    let own = LoweringTable.Path(path)
    // The kind of session is told anew, where there is one to tell.
    if path.count == 1, path[0] == "type", source.hasKinds {
      if target.form == .session, !goal.hasKinds, goal.document(document).isCarrier {
        report(
          id,
          own,
          why: "the body of a \(goal.title) session has no kind",
          advice:
            "compile for \(Target.first(of: goal, .event).rawValue), which then is a \(goal.eventType(for: document)) event"
        )
      }
      return
    }
    let row = table.row(of: own, in: source)
    let isMapping = profile.node(id).kind == .mapping && table.hasRows(below: own, in: source)
    guard let row else {
      if let parent {
        var place = parent
        place.steps.append(path[path.count - 1])
        put(id, builder.reference(to: profile[id].written), at: place)
      } else if isMapping {
        for child in profile.children(of: id) { lower(child, path + [profile.name(child)], nil) }
      } else if !(profile.isUnknownKey(id) && isField(own)) {
        // What the other dialect has is told already, as a field that is not of this one.
        report(id, own, why: "that dialect has no such field", advice: nil)
      }
      return
    }
    guard let place = row.path(in: goal) else {
      // Off there, and not there at all: the session does the same.
      let isOff = profile.isScalar(id, .null)
      if !row.isHarmless, !isOff { report(id, own, why: row.why, advice: row.advice) }
      return
    }
    if !row.values.isEmpty {
      lowerValue(id, row, own, to: place)
    } else if isMapping {
      let object = object(at: place, for: id)
      object.fill = row.fill(for: goal)
      for child in profile.children(of: id) { lower(child, path + [profile.name(child)], place) }
    } else if let fill = row.fill(for: goal), profile.node(id).kind == .mapping {
      putMembers(of: id, filling: fill, at: place)
    } else {
      reportInside(id, path)
      put(id, builder.reference(to: profile[id].written), at: place)
    }
  }

  /// Whether the other dialect has a field of just this path.
  private func isField(_ path: LoweringTable.Path) -> Bool {
    !Schema.of(goal).fields(at: path.text).fields.isEmpty
  }

  /// Reports members of what is taken over whole that have no counterpart: those of list items.
  private mutating func reportInside(_ id: IRID, _ path: [String]) {
    guard profile[id].isBound, table.hasRows(below: .init(path), in: source) else { return }
    for child in profile.children(of: id) {
      let name = profile.name(child)
      let inner = name.isEmpty ? path : path + [name]
      if let row = table.row(of: .init(inner), in: source), !name.isEmpty,
        row.path(in: goal) == nil, !row.isHarmless, !profile.isScalar(child, .null)
      {
        report(child, .init(inner), why: row.why, advice: row.advice)
      } else {
        reportInside(child, inner)
      }
    }
  }

  /// A value that is written otherwise there; null is null in both.
  private mutating func lowerValue(
    _ id: IRID,
    _ row: LoweringTable.Row,
    _ own: LoweringTable.Path,
    to place: LoweringTable.Path
  ) {
    if profile.isScalar(id, .null) {
      put(id, builder.reference(to: profile[id].written), at: place)
      return
    }
    let pair = row.values.first { pair in
      guard let side = pair[source] else { return false }
      return profile.tree.isEqual(
        profile[id].value,
        to: side.node,
        of: side.tree,
        unordered: row.isUnordered
      )
    }
    guard let other = pair?[goal] else {
      report(id, own, why: "this value has no counterpart there", advice: row.advice)
      return
    }
    put(id, builder.copy(other.node, of: other.tree, like: profile[id].value), at: place)
  }

  // MARK: The envelope

  private mutating func lowerEnvelope(_ id: IRID) {
    if profile.isForCompiler(id) { return }
    let name = profile.name(id)
    if name == "event_id" {
      // A body has none: nobody waits for its answer.
      guard target.isEvent else { return }
      put(id, builder.reference(to: profile[id].written), at: .init("/event_id"))
    } else if let row = table.row(of: .init("/" + name), in: source), let place = row.path(in: goal)
    {
      if let fill = row.fill(for: goal), profile.node(id).kind == .mapping {
        putMembers(of: id, filling: fill, at: place)
        return
      }
      put(id, builder.reference(to: profile[id].written), at: place)
    }
  }

  /// An event has no place for the lifetime of a secret.
  private mutating func checkEnvelope() {
    if target.isEvent, source.document(.body) != nil,
      let lifetime = profile.child("expires_after", of: profile.root)
    {
      report(
        lifetime,
        .init("/expires_after"),
        why: "an event makes no secret, so it has no lifetime of one",
        advice: "remove it, or compile for \(Target.posted(of: goal).rawValue)"
      )
      session.entries.removeAll { $0.name == "client_secret" }
    }
    guard target.form != .body,
      let index = root.entries.firstIndex(where: { $0.name == "expires_after" })
    else { return }
    bag.report(
      Diagnostic(
        rule,
        "`expires_after` has no place in a \(target.rawValue)",
        at: builder.tree.span(root.entries[index].key),
        path: "/client_secret/expires_after",
        help: "remove it, or compile for \(Target.posted(of: goal).rawValue)",
        node: root.entries[index].key.index
      )
    )
    root.entries.remove(at: index)
  }

  // MARK: What has no counterpart

  private mutating func report(
    _ id: IRID,
    _ path: LoweringTable.Path,
    why: String,
    advice: String?
  ) {
    if bag.countsOnly(rule, at: profile.keySpan(id)) { return }
    bag.report(
      Diagnostic(
        rule,
        "`\(path.text)` has no counterpart in the \(goal.title) dialect: \(why)",
        at: profile.keySpan(id),
        path: profile.path(id),
        help: advice,
        node: keyNode(id).index
      )
    )
  }
}
