internal import ProfileIR
internal import ProfileTargets
internal import ProfileWriting
public import SourceDiagnostics
internal import YAMLSyntax

/// What migrating one profile to the GA dialect gave.
public struct Migration: Sendable {
  /// Why a profile is left as it is.
  public struct Refusal: Sendable {
    /// One sentence without a full stop.
    public var message: String
    /// The place that it is about.
    public var span: SourceSpan
  }

  /// The profile in the GA dialect; the profile itself where it is in it already, `nil` where it is
  /// left as it is.
  public var profile: SourceText?
  /// Why there is no profile; `nil` where the diagnostics say it, since the text cannot be read.
  public var refusal: Refusal?
  /// What has no counterpart, at its line; and what is wrong with the profile in its own dialect.
  public var diagnostics: [Diagnostic]
  /// Whether the profile was in the GA dialect before, and has no flat fields.
  public var wasGA = false
  /// Whether it was in the GA dialect, with some flat fields left in it.
  public var isHalfDone = false
  /// Whether the file holds a session at all.
  public var isSession = true
}

extension Compiler {
  /// Rewrites a flat profile in the GA dialect. Every comment and every value stays, if only in a
  /// comment, or there is no result.
  ///
  /// The result compiles to the very request that the profile itself compiles to for
  /// `ga-client-secrets`, or for `ga-session-update` if it is an event, as far as it has a counterpart.
  public func migrate(_ source: SourceText) -> Migration {
    migrate(source, for: .gaClientSecrets, isLayer: false)
  }

  /// Rewrites one of the files that a profile starts from, or a profile that starts from others: by itself,
  /// without the others. Whether the profiles say the same afterwards, whoever rewrites all of them looks at.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - fillsDefaults: whether members are added that GA must have and the flat dialect may leave out; not where
  ///     another of the files has them.
  public func migrateLayer(_ source: SourceText, fillsDefaults: Bool = true) -> Migration {
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(source.bytes, into: &bag), tree.root != .none else {
      return Migration(profile: nil, diagnostics: bag.sorted())
    }
    let session = tree.value(of: "session", in: tree.root)
    let shown = DialectSigns.shown(
      by: session ?? tree.root,
      of: tree,
      isAlone: session == nil
    )
    guard shown == .flat else {
      return Migration(profile: source, diagnostics: [], wasGA: true)
    }
    return migrate(
      source,
      for: .gaClientSecrets,
      isLayer: true,
      fillsDefaults: fillsDefaults
    )
  }

  private func migrate(
    _ source: SourceText,
    for target: Target,
    isLayer: Bool,
    fillsDefaults: Bool = true
  ) -> Migration {
    if let refused = Self.refusalOfLength(source) { return refused }
    var options = options
    options.target = target
    // What a profile says is carried over, whatever the project wants of it.
    options.policies = FieldPolicies()
    let compiler = Compiler(options: options, reading: files)
    let (result, checked) = compiler.run(source, linksFiles: !isLayer)
    guard let checked, let tree = result.tree else {
      return Migration(profile: nil, diagnostics: result.diagnostics)
    }
    // What a server makes of a dialect has no counterpart in the GA dialect as documented.
    if checked.server?.dialects.isEmpty == false {
      return Migration(profile: source, diagnostics: result.diagnostics, wasGA: true)
    }
    let shape = DocumentShape(tree)
    let hasFlatFields = !FlatFields.find(in: checked.profile).isEmpty
    let isHalfDone = shape.dialect == .ga && hasFlatFields
    func refused(_ message: String, at span: SourceSpan) -> Migration {
      let refusal = Migration.Refusal(message: message, span: span)
      return Migration(
        profile: nil,
        refusal: refusal,
        diagnostics: result.diagnostics,
        isHalfDone: isHalfDone
      )
    }
    if let refusal = SessionSigns.refusal(of: tree) {
      let start = SourceSpan(source: tree.source, start: tree.contentStart, end: tree.contentStart)
      var refused = refused(refusal.message, at: refusal.node.map { tree.span($0) } ?? start)
      // What its fields would mean in a session is of no interest.
      refused.diagnostics = []
      refused.isSession = false
      return refused
    }
    guard shape.dialect == .flat || hasFlatFields else {
      return Migration(profile: source, diagnostics: result.diagnostics, wasGA: true)
    }
    guard source.bytes.count <= Fixer.bytesMax else {
      return refused(Self.tooLong, at: tree.span(tree.root))
    }
    if let refusal = Self.refusal(of: tree, shape) {
      return refused(refusal.message, at: refusal.span)
    }
    if checked.profile.tree.composition != nil {
      return refused(
        "it is put together, out of files, variables or variants, and those are rewritten in place: name it as a file",
        at: tree.span(tree.root)
      )
    }
    // What was not read, such as the second of two documents, cannot be carried over.
    let unread = result.diagnostics.first { finding in
      finding.severity == .error && ReadingRules.all.contains { $0.code == finding.rule.code }
    }
    if let unread {
      return refused("\(unread.rule.code) \(unread.rule.name): mend that first", at: unread.span)
    }
    let keys = tree.entries(of: tree.root).map { tree.bytes($0.key) }
    if !keys.isEmpty, keys.allSatisfy({ $0.starts(with: "x-".utf8) }) {
      return refused("there is no field of a session to rewrite", at: tree.span(tree.root))
    }
    // As the body of a request, an event would lose its `type` and `event_id`.
    if shape.document.isEvent, target != .gaSessionUpdate {
      return migrate(
        source,
        for: .gaSessionUpdate,
        isLayer: isLayer,
        fillsDefaults: fillsDefaults
      )
    }
    let profile =
      isHalfDone ? checked.profile : Binder.bind(tree, to: .of(.flat), as: shape.document)
    // Where something is wrong, what is right about the rest cannot be told by a request.
    let isComparable =
      !isLayer
      && !result.diagnostics.contains {
        $0.severity == .error && $0.rule.code != "SP105"
      }
    let wanted =
      isComparable && !isHalfDone ? RequestEmitter.emit(checked.request, for: target).bytes : nil
    var refusal = refused(
      "it cannot be rewritten without changing its request",
      at: profile.span(profile.root)
    )
    for placement in Migrator.Placement.allCases {
      do throws(Migrator.Obstacle) {
        let migrated = try Migrator.migrate(
          profile,
          name: source.name,
          placement: placement,
          fillsDefaults: fillsDefaults
        )
        let text = SourceText(name: source.name, bytes: migrated.bytes)
        if let lost = compiler.loss(from: tree, to: text, migrated, wanted, isLayer: isLayer) {
          refusal = refused(lost.message, at: lost.span)
          continue
        }
        var diagnostics = result.diagnostics
        if isHalfDone { diagnostics.removeAll { FlatFields.isMoved($0, in: checked.profile) } }
        return Migration(profile: text, diagnostics: diagnostics, isHalfDone: isHalfDone)
      } catch {
        return refused(error.message, at: error.span)
      }
    }
    return refusal
  }

  private static let tooLong =
    "it has more than \(Fixer.bytesMax >> 20) MiB, and files as long are not rewritten"

  /// What is said of a flat profile that is too long to be rewritten: it is not even checked. `nil` for any other
  /// file.
  private static func refusalOfLength(_ source: SourceText) -> Migration? {
    guard source.bytes.count > Fixer.bytesMax else { return nil }
    var bag = DiagnosticBag()
    guard let tree = Composer.compose(source.bytes, into: &bag), tree.root != .none,
      SessionSigns.refusal(of: tree) == nil, DocumentShape(tree).dialect == .flat
    else { return nil }
    let refusal = Migration.Refusal(
      message: tooLong,
      span: SourceSpan(start: tree.contentStart, end: tree.contentStart)
    )
    return Migration(profile: nil, refusal: refusal, diagnostics: [])
  }

  /// Why a session is not what is rewritten: a server has said it, or nobody says what stands around it.
  private static func refusal(
    of tree: NodeTree,
    _ shape: DocumentShape
  ) -> (message: String, span: SourceSpan)? {
    guard let session = tree.value(of: "session", in: tree.root), tree[session].kind == .mapping
    else { return nil }
    guard let type = tree.value(of: "type", in: tree.root) else {
      guard shape.document == .session else { return nil }
      let key = tree.entries(of: tree.root).first { $0.value == session }?.key ?? session
      return (
        "nothing says what stands around the session: write `type: session.update` beside `session` if it is that event, else move its fields up",
        tree.span(key)
      )
    }
    let name = tree.string(type)
    guard SessionSigns.events.contains(name), !name.hasSuffix(".update") else { return nil }
    return (
      "`\(name)` is an event of the server, not a request: `sessionc import` makes a profile of it",
      tree.span(type)
    )
  }

  /// What a migrated profile does not say any more; `nil` where it says all.
  private func loss(
    from tree: NodeTree,
    to text: SourceText,
    _ migrated: Migrator.Result,
    _ wanted: [UInt8]?,
    isLayer: Bool
  ) -> Migrator.Obstacle? {
    let whole = tree.span(tree.root)
    let (result, checked) = run(text, linksFiles: !isLayer)
    guard let checked, let after = result.tree, checked.profile.schema.dialect == .ga else {
      return Migrator.Obstacle("it cannot be rewritten so that it can be read", at: whole)
    }
    if let wanted, !migrated.hasGAFields,
      RequestEmitter.emit(checked.request, for: checked.target).bytes != wanted
    {
      return Migrator.Obstacle("it cannot be rewritten without changing its request", at: whole)
    }
    return KeptContent.firstLost(of: tree, in: after, rewritten: migrated.rewritten)
      .map { Migrator.Obstacle("this would be lost in rewriting", at: $0) }
  }
}
