internal import ProfileIR
package import SourceDiagnostics
internal import YAMLSyntax

/// A key that the documentation does not have at its place. Closed key sets are what the server
/// enforces: one such key makes it refuse the whole session.
package enum UnknownField: Rule {
  package static let descriptor = RuleDescriptor(
    "SP101",
    "unknown-field",
    "a field is not documented at this place"
  )

  package static let explanation = RuleExplanation(
    why: """
      The server knows a closed set of fields at each place. For any other it answers \
      `unknown_parameter` and applies nothing of the request: after a refused `session.update` the \
      call goes on with the default voice and without tools.

      The usual causes are a slip of the pen, a name from another API or another version of this \
      one, and a field that stands one level too high or too low.
      """,
    bad: """
      voice: sage
      max_tokens: 800
      """,
    good: """
      voice: sage
      max_response_output_tokens: 800
      """,
    remedy: """
      Use the documented name or move the field to the place that the help gives; otherwise remove \
      it. Notes of your own may stay at the top level under a key that begins with `x-`. Where the \
      name that is meant is evident, `--fix` renames the key.
      """,
    source: """
      Server answer unknown_parameter, 'session.max_output_tokens' \
      (openai/openai-realtime-api-beta#38)
      """
  )

  /// What is known of the mapping looked at last: one with many unknown keys is asked for it once.
  struct Siblings {
    var parent = IRID.none
    /// What it is: its field, and the union of that.
    var kind: [FieldID] = []
    /// Whether so many keys are unknown that they are no slips: then only the first are compared with
    /// what they may mean.
    var isCrowded = false
    static let crowd = 1000
    /// Whether its `type` names a kind that the schema does not have.
    var isForeign = false
    /// What the schema says of keys that are no fields here.
    var notFields: [String: NotField] = [:]
    var names: Set<String> = []
    /// The field that each unknown key is most likely meant to be, and how many seem to mean it: the
    /// one that the schema says, else the nearest of those that are not there yet, else of all.
    var meant: [IRID: String] = [:]
    var counts: [String: Int] = [:]
    /// Help that names the fields there are: one text, however many findings show it.
    var knownFields = ""
  }

  static func check(
    _ id: IRID,
    in profile: BoundProfile,
    _ known: inout Siblings,
    into bag: inout DiagnosticBag
  ) {
    let parent = profile[id].parent
    guard parent != .none, let field = profile.field(parent) else { return }
    if ChatCompletionsForm.explains(id, in: profile) || isSessionMissing(for: id, in: profile) {
      return
    }
    let isKeyword = field.keepsUnknownKeys
    if known.parent != parent {
      // Of findings that are only counted nobody reads what may have been meant.
      let isFull = bag.isFull(for: isKeyword ? .warning : .error)
      known = siblings(of: parent, after: known, detailed: !isFull, in: profile)
    }
    if known.isForeign { return }
    let name = profile.name(id)
    let union = profile.schema[profile[parent].union]
    let notField = known.notFields[name]
    if notField == nil, known.meant[id] == nil || known.meant[id] != union.discriminator?.property {
      if isTagMisspelt(in: known, of: union), belongs(name, to: union, in: profile) { return }
      if WrongVADField.report(id, union: union, in: profile, into: &bag) { return }
    }
    let siblings = known.names
    if !isKeyword,
      NotInTarget.report(id, beside: siblings, advice: notField?.why, in: profile, into: &bag)
    {
      return
    }
    if bag.countsOnly(
      field.rule(descriptor),
      severity: isKeyword ? .warning : nil,
      at: profile.keySpan(id)
    ) {
      return
    }
    let nearest = known.meant[id]
    var help = notField?.why
    if let nearest, siblings.contains(nearest) {
      let advice = "`\(nearest)` is already there; remove this one"
      help = help.map { "\($0); \(advice)" } ?? advice
    } else if let nearest {
      help =
        help.map { $0.contains("`\(nearest)`") ? $0 : "\($0); write `\(nearest)`" }
        ?? "did you mean `\(nearest)`?"
    } else if help == nil {
      help = field.unknownKeywordAdvice ?? self.help(name, of: known, in: profile)
    }
    let kind = profile.document == .configuration ? "setting" : "field"
    let message =
      isKeyword
      ? "`\(Wording.shown(name))` is not a keyword of JSON Schema"
      : "`\(Wording.shown(name))` is not a \(kind) of \(profile.title(parent))"
    bag.report(
      profile.finding(
        field.rule(descriptor),
        message,
        severity: isKeyword ? .warning : nil,
        at: id,
        onKey: true,
        help: help,
        fix: nearest.flatMap { rename(id, to: $0, beside: known, in: profile) }
      )
    )
  }

  /// Whether a key is evidently meant to be the tag of a union. Then that is the one mistake: which
  /// fields belong here cannot be known.
  private static func isTagMisspelt(in siblings: Siblings, of union: FieldSchema) -> Bool {
    guard let tag = union.discriminator?.property else { return false }
    return siblings.counts[tag] != nil && !siblings.names.contains(tag)
  }

  private static func belongs(
    _ name: String,
    to union: FieldSchema,
    in profile: BoundProfile
  ) -> Bool {
    union.alternatives.contains { profile.schema[$0].properties.field(named: name) != nil }
  }

  /// Whether a session's field stands beside `type` in an event that has no `session`: then that is
  /// the one mistake, and `MissingField` reports it.
  private static func isSessionMissing(for id: IRID, in profile: BoundProfile) -> Bool {
    guard profile.document.isEvent, profile.session == .none, profile[id].parent == profile.root
    else { return false }
    return profile.schema.sessionField(profile.name(id), of: profile.document) != nil
  }

  private static func siblings(
    of parent: IRID,
    after last: Siblings,
    detailed: Bool,
    in profile: BoundProfile
  ) -> Siblings {
    var result = Siblings(parent: parent, isForeign: profile.hasForeignType(parent))
    guard let field = profile.field(parent) else { return result }
    // The members of a list are mostly of one kind.
    let kind = [profile[parent].field, profile[parent].union]
    result.kind = kind
    if last.kind == kind {
      result.notFields = last.notFields
    } else {
      let union = profile.schema[profile[parent].union]
      result.notFields = field.notFields.merging(union.notFields) { own, _ in own }
    }
    guard detailed else { return result }
    let children = Array(profile.children(of: parent))
    result.names = Set(children.filter { profile[$0].field != .unknown }.map(profile.name))
    let fields = field.properties.nameList
    let missing = fields.filter { !result.names.contains($0) }
    let unknown = children.filter { profile[$0].field == .unknown }
    result.knownFields = knownFields(fields, in: profile)
    result.isCrowded = unknown.count > Siblings.crowd
    for child in unknown.prefix(Siblings.crowd) {
      let written = profile.name(child)
      let meant =
        if let notField = result.notFields[written] {
          notField.instead
        } else {
          Suggestion.nearest(to: written, in: missing)
            ?? Suggestion.nearest(to: written, in: fields)
        }
      guard let name = meant else { continue }
      result.meant[child] = name
      result.counts[name, default: 0] += 1
    }
    return result
  }

  private static func knownFields(_ fields: [String], in profile: BoundProfile) -> String {
    let known = fields.filter { !$0.begins(with: "$") }
    let choices = Wording.choices(known, most: 16)
    if profile.document == .configuration { return "the settings are \(choices)" }
    return known.isEmpty ? "remove it; nothing may stand here" : "known here: \(choices)"
  }

  /// Nothing is renamed to a field that is there, that another key may mean as well, or that cannot
  /// take such a value.
  private static func rename(
    _ id: IRID,
    to name: String,
    beside siblings: Siblings,
    in profile: BoundProfile
  ) -> FixIt? {
    let parent = profile[id].parent
    guard !siblings.names.contains(name), siblings.counts[name] ?? 0 <= 1,
      let owner = profile.field(parent), let target = owner.properties.field(named: name)
    else { return nil }
    let takes = WrongType.expectedKinds(profile.schema[target], in: profile.schema)
    let kind = profile.tree.jsonKind(profile[id].value)
    let isCollection = kind == .object || kind == .array
    guard !isCollection || !takes.isDisjoint(with: kind) else { return nil }
    let key = profile.tree[profile[id].key]
    let isKnownMistake = siblings.notFields[profile.name(id)] != nil
    let text =
      key.style == .doubleQuoted ? "\"\(name)\"" : key.style == .singleQuoted ? "'\(name)'" : name
    return .replace(
      profile.keySpan(id),
      with: text,
      isSafe: isKnownMistake || Suggestion.isSure(profile.name(id), name),
      title: "rename `\(Wording.shown(profile.name(id)))` to `\(name)`"
    )
  }

  /// A hint for a name that is not like any other here.
  private static func help(
    _ name: String,
    of siblings: Siblings,
    in profile: BoundProfile
  ) -> String? {
    let parent = siblings.parent
    if name.begins(with: "//") { return "a comment begins with `#` in YAML" }
    if name.utf8.contains(UInt8(ascii: ":")) {
      return "a colon ends a key only where a space follows: write `key: value`"
    }
    if profile.document == .configuration { return siblings.knownFields }
    if parent == profile.root, profile.document.isEnvelope,
      profile.schema.sessionField(name, of: profile.document) != nil
    {
      return "it belongs inside `session`"
    }
    let places = siblings.isCrowded ? [] : profile.schema.places(of: name)
    if parent != profile.root || profile.document == .session, let place = places.first {
      return "it belongs to `\(place)`"
    }
    let session = profile.schema[profile.schema.session]
    if parent != profile.session, session.properties.field(named: name) != nil {
      return parent == profile.root
        ? "it belongs inside `session`" : "it belongs to the session itself, at the top level"
    }
    return siblings.knownFields
  }
}
