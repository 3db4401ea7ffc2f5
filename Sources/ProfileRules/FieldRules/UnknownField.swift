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

  /// The known fields of the mapping looked at last: a mapping with many unknown keys is asked for
  /// them once.
  struct Siblings {
    var parent = IRID.none
    var names: Set<String> = []
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
    if profile.hasForeignType(parent) { return }
    let name = profile.name(id)
    let union = profile.schema[profile[parent].union]
    let notField = field.notFields[name] ?? union.notFields[name]
    if notField == nil, WrongVADField.report(id, union: union, in: profile, into: &bag) { return }

    let isKeyword = field.keepsUnknownKeys
    if known.parent != parent {
      known = Siblings(parent: parent, names: siblingNames(of: parent, in: profile))
    }
    let siblings = known.names
    let candidates = field.properties.nameList.filter { !siblings.contains($0) }
    // A misspelling of a field that is there as well is best found among all of them.
    let nearest =
      notField == nil
      ? Suggestion.nearest(to: name, in: candidates)
        ?? Suggestion.nearest(to: name, in: field.properties.nameList) : notField?.instead
    var help = notField?.why
    if let nearest, siblings.contains(nearest) {
      let advice = "`\(nearest)` is already there; remove this one"
      help = help.map { "\($0); \(advice)" } ?? advice
    } else if let nearest {
      help =
        help.map { $0.contains("`\(nearest)`") ? $0 : "\($0); write `\(nearest)`" }
        ?? "did you mean `\(nearest)`?"
    } else if help == nil {
      help = field.unknownKeywordAdvice ?? self.help(name, parent: parent, in: profile)
    }
    let message =
      isKeyword
      ? "`\(Wording.shown(name))` is not a keyword of JSON Schema"
      : "`\(Wording.shown(name))` is not a field of \(profile.title(parent))"
    bag.report(
      profile.finding(
        field.rule(descriptor),
        message,
        severity: isKeyword ? .warning : .error,
        at: id,
        onKey: true,
        help: help,
        fix: rename(id, to: nearest, unless: siblings, in: profile)
      )
    )
  }

  /// Whether a session's field stands beside `type` in an event that has no `session`: then that is
  /// the one mistake, and `MissingField` reports it.
  private static func isSessionMissing(for id: IRID, in profile: BoundProfile) -> Bool {
    guard profile.document.isEvent, profile.session == .none, profile[id].parent == profile.root
    else { return false }
    return profile.schema.sessionField(profile.name(id), of: profile.document) != nil
  }

  private static func siblingNames(of parent: IRID, in profile: BoundProfile) -> Set<String> {
    Set(profile.children(of: parent).filter { profile[$0].field != .unknown }.map(profile.name))
  }

  private static func rename(
    _ id: IRID,
    to name: String?,
    unless siblings: Set<String>,
    in profile: BoundProfile
  ) -> FixIt? {
    guard let name, !siblings.contains(name) else { return nil }
    let key = profile.tree[profile[id].key]
    let text =
      key.style == .doubleQuoted ? "\"\(name)\"" : key.style == .singleQuoted ? "'\(name)'" : name
    return .replace(
      profile.keySpan(id),
      with: text,
      title: "rename `\(profile.name(id))` to `\(name)`"
    )
  }

  /// A hint for a name that is not like any other here.
  private static func help(_ name: String, parent: IRID, in profile: BoundProfile) -> String? {
    if name.hasPrefix("//") { return "a comment begins with `#` in YAML" }
    if name.utf8.contains(UInt8(ascii: ":")) {
      return "a colon ends a key only where a space follows: write `key: value`"
    }
    let places = profile.schema.places(of: name)
    if parent != profile.root || profile.document == .session, let place = places.first {
      return "it belongs to `\(place)`"
    }
    let session = profile.schema[profile.schema.session]
    if parent != profile.session, session.properties.field(named: name) != nil {
      return parent == profile.root
        ? "it belongs inside `session`" : "it belongs to the session itself, at the top level"
    }
    let known = profile.field(parent)?.properties.nameList.filter { !$0.hasPrefix("$") } ?? []
    return known.isEmpty
      ? "remove it; nothing may stand here" : "known here: \(Wording.choices(known, most: 16))"
  }
}
