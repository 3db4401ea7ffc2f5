package import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// Rewrites the text of a flat profile in the GA dialect, or of a GA profile that has flat fields still:
/// fields that stay keep their bytes, those
/// that move keep their comments and layout and are indented, and what has no counterpart is commented
/// out with a note, so that nothing is lost.
package struct Migrator {
  /// Where the block of moved fields goes: in the place of the first of them, or of the last. An
  /// anchor must stand before its aliases, and only one of the two may be right.
  package enum Placement: CaseIterable, Sendable { case first, last }

  /// What keeps a profile from being rewritten without a loss.
  package struct Obstacle: Error {
    package var message: String
    package var span: SourceSpan

    package init(_ message: String, at span: SourceSpan) {
      self.message = message
      self.span = span
    }
  }

  package struct Result {
    package var bytes: [UInt8]
    /// How the profile becomes them, in file order.
    package var edits: [FixIt.Edit]
    /// The parts of the profile whose text was written in another way, or commented out, on purpose; in
    /// file order.
    package var rewritten: [Range<Int>]
    /// Whether fields of GA were there before, which the flat dialect does not know.
    package var hasGAFields: Bool
  }

  let profile: BoundProfile
  let tree: NodeTree
  let table = LoweringTable.embedded
  let placement: Placement
  let newline: String
  /// Whether a reader of JSON must be able to read the result: it has no comments.
  let isStrictJSON: Bool
  /// The comments of the profile, in file order.
  let comments: [SourceSpan]
  private(set) var fillsDefaults = true
  /// Edits outside of the session, in any order.
  var edits = TextEdits()
  var rewritten: [Range<Int>] = []
  private var hasGAFields = false
  /// Whether the profile is a GA one already, with some flat fields in it.
  let isHalfDone: Bool
  /// Whether the session says its kind already.
  let hasKind: Bool
  /// The names that stand in the session afterwards, each with the one that it had before.
  private var taken: [ByteText: ByteText] = [:]

  /// - Parameters:
  ///   - name: of the file: JSON in a file that is called so stays what any reader of JSON takes.
  ///   - fillsDefaults: whether members are added that GA must have and the flat dialect may leave out: not
  ///     where what is below gives them.
  /// - Throws: `Obstacle` where it cannot be rewritten so that all of its text stays.
  package static func migrate(
    _ profile: BoundProfile,
    name: String,
    placement: Placement,
    fillsDefaults: Bool = true
  ) throws(Obstacle) -> Result {
    var migrator = Migrator(profile, name: name, placement: placement)
    migrator.fillsDefaults = fillsDefaults
    try migrator.run()
    migrator.rewritten.sort { $0.lowerBound < $1.lowerBound }
    try migrator.checkAliases()
    try migrator.checkLineBreaks()
    try migrator.checkVariants()
    return Result(
      bytes: migrator.edits.applied(to: profile.tree.sourceBytes),
      edits: migrator.edits.edits,
      rewritten: migrator.rewritten,
      hasGAFields: migrator.hasGAFields
    )
  }

  private init(_ profile: BoundProfile, name: String, placement: Placement) {
    self.profile = profile
    self.placement = placement
    tree = profile.tree
    newline = tree.newline
    comments = Array(tree.comments)
    let isYAML = name.ends(with: ".yaml") || name.ends(with: ".yml")
    isStrictJSON = tree.isJSON && comments.isEmpty && !isYAML
    isHalfDone = profile.schema.dialect == .ga
    hasKind = isHalfDone && profile.child("type", of: profile.session) != nil
    if !hasKind { taken[ByteText("type")] = ByteText("") }
  }

  private mutating func run() throws(Obstacle) {
    let session = profile.session
    guard session != .none, profile.node(session).kind == .mapping else {
      throw Obstacle("there is no session to rewrite", at: profile.span(profile.root))
    }
    let span = profile.span(session)
    guard profile[session].written == profile[session].value else {
      throw Obstacle(
        "the session is an alias; write it out",
        at: tree.span(profile[session].written)
      )
    }
    let node = profile.node(session)
    guard !node.flags.contains(.merges) else {
      throw Obstacle("a merge key `<<` brings fields in; write them out", at: span)
    }
    if profile.document.isEnvelope { try rewriteEnvelope() }
    if node.flags.contains(.flow) {
      try rewriteFlow(of: profile[session].value)
    } else {
      try rewriteBlock(of: profile[session].value)
    }
  }

  /// An alias that stays must not lose the anchor of a value that is written in another way.
  private func checkAliases() throws(Obstacle) {
    for node in tree.nodes where node.kind == .alias {
      let target = tree[node.target]
      guard isRewritten(Int(target.start)..<Int(target.end)),
        !isRewritten(Int(node.start)..<Int(node.end))
      else { continue }
      throw Obstacle(
        "GA has what this alias stands for in another form, or not at all; write it out",
        at: tree.span(of: node)
      )
    }
  }

  /// Whether a part of the text lies in one that was rewritten; those are in file order, and none
  /// overlaps another.
  private func isRewritten(_ range: Range<Int>) -> Bool {
    let index = rewritten.partitioningIndex { $0.upperBound >= range.upperBound }
    return index < rewritten.count && rewritten[index].lowerBound <= range.lowerBound
  }

  /// Some readers end a line, and so a comment, at more characters than CR and LF; and lines that end with
  /// CR alone are no lines here.
  private func checkLineBreaks() throws(Obstacle) {
    let bytes = tree.sourceBytes
    let loneReturn = bytes.indices.first {
      bytes[$0] == 0x0D && ($0 + 1 == bytes.count || bytes[$0 + 1] != 0x0A)
    }
    if let loneReturn {
      throw Obstacle(
        "this line ends with a carriage return (U+000D) alone; end it with a line feed",
        at: SourceSpan(source: tree.source, start: loneReturn, end: loneReturn + 1)
      )
    }
    for range in rewritten {
      for (character, name) in Self.otherBreaks {
        guard let place = tree.sourceBytes[range].firstRange(ofBytes: character.utf8) else {
          continue
        }
        throw Obstacle(
          "a line break \(name) cannot stand in a comment; remove it first",
          at: SourceSpan(source: tree.source, start: place.lowerBound, end: place.upperBound)
        )
      }
    }
  }

  /// What a profile says for one of its variants is no part of the session, so nothing is moved there.
  private func checkVariants() throws(Obstacle) {
    guard let variants = tree.value(of: "$variants", in: tree.root) else { return }
    for (_, patch) in tree.entries(of: variants) {
      let flat = DialectSigns.firstKey(
        showing: .flat,
        in: tree.resolve(patch),
        of: tree,
        isAlone: true
      )
      guard let flat else { continue }
      throw Obstacle(
        "`\(tree.string(flat))` is a field of the flat dialect in a variant; write it as the GA dialect has it first",
        at: tree.span(flat)
      )
    }
  }

  private static let otherBreaks = [
    ("\u{85}", "U+0085"), ("\u{2028}", "U+2028"), ("\u{2029}", "U+2029"),
  ]

  /// What stands around the session: the event's type, and the compiler's keys.
  private mutating func rewriteEnvelope() throws(Obstacle) {
    for (key, value) in tree.entries(of: tree.root) {
      if tree.text(of: key, is: "type"), isCarriedByEventAlone {
        try replaceWord(value, with: "session.update")
      } else if let word = compilerWord(key, value) {
        try replaceWord(value, with: word)
      }
    }
  }

  private mutating func replaceWord(_ value: NodeID, with word: String) throws(Obstacle) {
    let span = tree.span(value)
    guard tree[value].kind == .scalar, tree[value].style != .literal, tree[value].style != .folded
    else { throw Obstacle("this must be written out as `\(word)`", at: span) }
    let quote = quote(of: value)
    add(.replace(span, with: quote + word + quote))
    rewritten.append(span.range)
  }

  mutating func add(_ fix: FixIt) { _ = edits.add(fix) }

  // MARK: What becomes of a field

  enum Fate {
    /// It stays where it is, with this name.
    case stays(String)
    /// It goes into `audio`, to this side of it, with this name.
    case moves(side: String, name: String)
    /// It has no counterpart.
    case goes(why: String)
    /// The lifetime of the secret, which GA has at the root.
    case lifetime
    /// `$dialect` and `$target` say something else now, and everything else of the author's own stays.
    case own
  }

  mutating func fate(of key: NodeID, _ value: NodeID) throws(Obstacle) -> Fate {
    let name = tree.string(key)
    if tree.isOwnKey(key) { return .own }
    if tree.text(of: key, is: "client_secret") {
      return profile.document.isEvent
        ? .goes(why: "an event makes no secret, so it has no lifetime of one") : .lifetime
    }
    guard let row = table.row(of: .init([name]), in: .flat) else {
      // A field of GA that is there already stays; and what is unknown in a GA session is unknown still.
      guard isHalfDone || Schema.of(.ga).sessionField(name, of: .session) != nil else {
        return .goes(why: "no field of a session is called so, in either dialect")
      }
      hasGAFields = true
      return .stays(name)
    }
    guard let place = row.path(in: .ga) else { return .goes(why: row.why) }
    let isWritten = tree[tree.resolve(value)].scalar != .null || !isScalar(value)
    if !row.values.isEmpty, isWritten, row.gaValue(of: value, in: tree) == nil,
      !(isHalfDone && row.isGAValue(value, in: tree))
    {
      return .goes(why: "GA has no such value; \(row.why)")
    }
    switch place.steps.count {
    case 1: return .stays(place.steps[0])
    case 3: return .moves(side: place.steps[1], name: place.steps[2])
    default: throw Obstacle("`\(name)` cannot be moved", at: tree.span(key))
    }
  }

  /// Sees that no field gets the name of another; a key that was given twice before may be again.
  ///
  /// - Parameter old: the name that the field had; empty for one that is added.
  mutating func take(_ name: String, insteadOf old: String, at span: SourceSpan) throws(Obstacle) {
    let other = taken.updateValue(ByteText(old), forKey: ByteText(name))
    guard let other, other != ByteText(old) else { return }
    throw Obstacle("the session would have `\(name)` twice; mend that first", at: span)
  }

  /// What `$dialect` or `$target` is to say in GA; `nil` where it stays, or is neither.
  func compilerWord(_ key: NodeID, _ value: NodeID) -> String? {
    let value = tree.string(tree.resolve(value))
    if tree.text(of: key, is: "$dialect") { return value == "sessions" ? "ga" : nil }
    guard tree.text(of: key, is: "$target") else { return nil }
    return ["sessions": "ga-client-secrets", "session-update": "ga-session-update"][value]
  }

  func isScalar(_ value: NodeID) -> Bool { tree[tree.resolve(value)].kind == .scalar }

  /// The kind of session that GA always names.
  var kind: String {
    isCarriedByEventAlone
      ? profile.schema.facts(of: profile.document).map { "\($0.carries)" } ?? "realtime"
      : "realtime"
  }

  private var isCarriedByEventAlone: Bool {
    profile.schema.facts(of: profile.document)?.isCarrier ?? false
  }
}
