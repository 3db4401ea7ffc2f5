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
      it. Notes of your own may stay at the top level under a key that begins with `x-`. `--fix` \
      renames a key that is a misspelling of one field and can be nothing else; `--fix --unsafe` also \
      renames one that is the name of the field in another API.
      """,
    source: """
      Server answer unknown_parameter, 'session.max_output_tokens' \
      (openai/openai-realtime-api-beta#38)
      """
  )

  /// What is known of the mapping looked at last: one with many unknown keys is asked for it once.
  struct Siblings {
    var parent = IRID.none
    /// Whether its `type` names a kind that the schema does not have.
    var isForeign = false
    /// What its unknown keys are most likely meant to be.
    var keys: KeyMeanings?
    /// The fields there are.
    var knownFields: [FieldID: [String]] = [:]
    /// Where else a field of a name stands, for the names asked first.
    var places: [String: String?] = [:]
    /// The fields of the whole dialect; gathered at first need.
    var elsewhere: FieldsElsewhere?
    /// What `keys` are found in.
    var known = KeyMeanings.Cache()
  }

  static func check(
    _ id: IRID,
    in profile: BoundProfile,
    _ known: inout Siblings,
    into bag: inout DiagnosticBag
  ) {
    let parent = profile[id].parent
    guard parent != .none, let field = profile.field(parent) else { return }
    if ChatCompletionsForm.report(id, in: profile, into: &bag) { return }
    if isSessionMissing(for: id, in: profile) { return }
    if known.parent != parent { look(at: parent, in: profile, &known) }
    guard !known.isForeign, let keys = known.keys else { return }
    let name = profile.name(id)
    // In a tool's schema these are notes of whatever made it, and are sent along.
    if field.keepsUnknownKeys, name.begins(with: "x-") { return }
    let union = profile.schema[profile[parent].union]
    let notField = keys.place.notFields[name]
    let meaning = keys[profile[id].key]
    let nearest = meaning?.name
    if notField == nil, nearest == nil || nearest != union.discriminator?.property {
      if isTagMisspelt(in: keys, of: union), belongs(name, to: union, in: profile) { return }
      if WrongVADField.report(id, union: union, in: profile, into: &bag) { return }
    }
    let isKeyword = field.keepsUnknownKeys
    let siblings = keys.names
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
    var help = notField?.why
    if let nearest, siblings.contains(nearest), isBeside(nearest, id, in: profile) {
      let advice = "`\(nearest)` is already there; remove this one"
      help = help.map { "\($0); \(advice)" } ?? advice
    } else if let nearest {
      help =
        help.map { $0.contains("`\(nearest)`") ? $0 : "\($0); write `\(nearest)`" }
        ?? "did you mean \(Wording.choices([nearest] + (meaning?.others ?? [])))?"
    } else if help == nil {
      help = field.unknownKeywordAdvice ?? self.help(id, of: &known, in: profile)
    }
    let kind = profile.isConfiguration ? "setting" : "field"
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
        fix: meaning.flatMap { rename(id, $0, in: profile) }
      )
    )
  }

  /// Whether a key is evidently meant to be the tag of a union. Then that is the one mistake: which
  /// fields belong here cannot be known.
  private static func isTagMisspelt(in keys: KeyMeanings, of union: FieldSchema) -> Bool {
    union.discriminator.map { keys.isMeant($0.property) } ?? false
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

  private static func look(at parent: IRID, in profile: BoundProfile, _ known: inout Siblings) {
    known.parent = parent
    known.isForeign = profile.hasForeignType(parent)
    let node = profile[parent]
    known.keys = known.known.meanings(
      of: node.value,
      in: profile.tree,
      profile.schema,
      field: node.field,
      union: node.union
    )
    if known.knownFields[node.field] == nil, let names = known.keys?.place.names {
      known.knownFields[node.field] = names.filter { !$0.begins(with: "$") }
    }
  }

  /// Help that names the fields there are.
  private static func choices(
    insteadOf name: String,
    among known: [String],
    in profile: BoundProfile
  ) -> String {
    if profile.isConfiguration { return "the settings are \(Wording.choices(known))" }
    if known.isEmpty { return "remove it; no field is allowed here" }
    return "fields allowed here: \(Wording.choices(known, insteadOf: name, field: ""))"
  }

  /// Nothing is renamed to a field that is there, that another key may mean as well, or that cannot
  /// take such a value.
  private static func rename(
    _ id: IRID,
    _ meaning: KeyMeanings.Meaning,
    in profile: BoundProfile
  ) -> FixIt? {
    guard meaning.field != nil else { return nil }
    let key = profile.tree[profile[id].key]
    let quote = key.style == .doubleQuoted ? "\"" : key.style == .singleQuoted ? "'" : ""
    var fix = FixIt.replace(
      profile.keySpan(id),
      with: quote + meaning.name + quote,
      isSafe: meaning.isSure,
      title: "rename `\(Wording.shown(profile.name(id)))` to `\(meaning.name)`"
    )
    fix.renamesKey = true
    return fix
  }

  /// Where else a field of this name stands: the first of the places.
  private static func place(
    of name: String,
    _ siblings: inout Siblings,
    in profile: BoundProfile
  ) -> String? {
    if let place = siblings.places[name] { return place }
    let places = profile.schema.places(of: name)
    // A name that many things have, such as `name`, says nothing of where it belongs.
    let place = places.count == 1 ? places[0] : nil
    if siblings.places.count < KeyMeanings.crowd { siblings.places[name] = .some(place) }
    return place
  }

  /// A hint for a name that is not like any other here.
  private static func help(
    _ id: IRID,
    of siblings: inout Siblings,
    in profile: BoundProfile
  ) -> String? {
    let name = profile.name(id)
    let parent = siblings.parent
    let known = siblings.knownFields[profile[parent].field]
    if name == "$secret" { return SecretAdvice.onlyHere }
    if name.begins(with: "//") { return "a comment begins with `#` in YAML" }
    if name.utf8.contains(UInt8(ascii: ":")) {
      return "a colon ends a key only where a space follows: write `key: value`"
    }
    if profile.isConfiguration {
      return known.map { choices(insteadOf: name, among: $0, in: profile) }
    }
    if parent == profile.root, profile.document.isEnvelope,
      profile.schema.sessionField(name, of: profile.document) != nil
    {
      return "it belongs inside `session`"
    }
    let session = profile.schema[profile.schema.session]
    if parent != profile.session, parent != profile.root,
      session.properties.field(named: name) != nil
        || session.alternatives.contains(where: {
          profile.schema[$0].properties.field(named: name) != nil
        })
    {
      return "it belongs to the session itself, at the top level"
    }
    if parent != profile.root || profile.document == .session,
      !(siblings.keys?.isCrowded ?? false),
      let place = place(of: name, &siblings, in: profile)
    {
      return "it belongs to `\(place)`"
    }
    if parent != profile.session, session.properties.field(named: name) != nil {
      return parent == profile.root
        ? "it belongs inside `session`" : "it belongs to the session itself, at the top level"
    }
    if !(siblings.keys?.isCrowded ?? false) {
      let elsewhere = siblings.elsewhere ?? FieldsElsewhere(profile)
      siblings.elsewhere = elsewhere
      if let meant = elsewhere.meant(by: id, in: profile) { return "did you mean \(meant)?" }
    }
    if parent == profile.session, let other = DialectSigns.dialect(toldBy: name) {
      return "it belongs to the \(other.title) dialect"
    }
    return known.map { choices(insteadOf: name, among: $0, in: profile) }
  }

  /// Whether the member of a name stands in the same file as another one: else the author meant to override
  /// it.
  private static func isBeside(_ name: String, _ id: IRID, in profile: BoundProfile) -> Bool {
    guard let composition = profile.tree.composition,
      let sibling = profile.child(named: name, of: profile[id].parent)
    else { return true }
    return composition.file(of: profile[sibling].key) == composition.file(of: profile[id].key)
  }

}
