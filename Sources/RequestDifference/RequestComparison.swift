internal import CanonicalJSON
package import ProfileIR
internal import SchemaTables
internal import SourceDiagnostics

/// Compares two requests field by field. What each field is, the schema tells: defaults, sets, names of items,
/// and what a change is called. Nothing is guessed.
package struct RequestComparison {
  let rules = ChangeRules.embedded
  /// Whether the new side is what a server answered to the old one.
  let isOfAnswer: Bool
  var changes: [RequestChange] = []

  init(isOfAnswer: Bool = false) { self.isOfAnswer = isOfAnswer }

  /// A place in both requests.
  struct Place {
    var path = ""
    var field = ""
    var words = ChangeWords()
    /// Whether it is the session itself.
    var isSession = false

    func member(_ name: String) -> Place {
      Place(
        path: path + JSONPointer.token(name),
        field: field.isEmpty ? name : "\(field).\(name)",
        words: words
      )
    }

    func item(_ name: String) -> Place {
      Place(path: path + JSONPointer.token(name), field: field, words: words)
    }
  }

  /// Both sides of a value.
  typealias Pair = (old: RequestPart, new: RequestPart)

  /// The changes, in the order of their paths.
  package static func compare(_ old: RequestSide, _ new: RequestSide) -> [RequestChange] {
    var comparison = RequestComparison()
    comparison.compareSessions(old, new)
    comparison.compareEnvelopes(old, new)
    comparison.compareRest(old, new)
    return comparison.changes
  }

  /// What a server changed of a session that it was sent, or left out. What it adds is no change, and neither is
  /// another order of words, a number in single precision, or the full name of a model.
  ///
  /// - Parameters:
  ///   - sent: a session by itself, and `answered` another of the same dialect.
  package static func compare(
    sent: BoundProfile,
    answered: BoundProfile
  ) -> [RequestChange] {
    var comparison = RequestComparison(isOfAnswer: true)
    comparison.compareSessions(RequestSide(sent), RequestSide(answered))
    return comparison.changes
  }

  /// Fields of the flat dialect that have no counterpart in the GA dialect.
  private mutating func compareRest(_ old: RequestSide, _ new: RequestSide) {
    let (mine, theirs) = (old.rest, new.rest)
    for path in Set(mine.keys).union(theirs.keys).sorted() {
      let pair = (
        old: mine[path] ?? .absent(old.profile, .unknown),
        new: theirs[path] ?? .absent(new.profile, .unknown)
      )
      guard pair.old.canonical != pair.new.canonical else { continue }
      let written = pair.old.isAbsent ? pair.new : pair.old
      let isDefault = pair.old.isAbsent != pair.new.isAbsent && written.isDefault
      let kind: ChangeKind =
        !isDefault ? .changed : pair.old.isAbsent ? .defaultWritten : .defaultDropped
      let names = JSONPointer.names(in: path)
      var change = self.change(
        isDefault ? rules[kind.rawValue] : rules["field"],
        kind,
        pair,
        at: Place(path: path, field: names.joined(separator: "."))
      )
      change.old?.isAuthored = true
      change.new?.isAuthored = true
      changes.append(change)
    }
  }

  private static func session(of side: RequestSide) -> RequestPart {
    let profile = side.profile
    return profile.session == .none
      ? .empty(profile, profile.schema.session)
      : RequestPart(profile, profile.session, hiding: side.secrets)
  }

  private mutating func compareSessions(_ old: RequestSide, _ new: RequestSide) {
    let pair = (old: Self.session(of: old), new: Self.session(of: new))
    var place = Place(isSession: true)
    place.words = place.words.entering(pair.new, below: nil)
    if pair.old.isMapping, pair.new.isMapping {
      compareMembers(pair, at: place)
    } else if pair.old.canonical != pair.new.canonical {
      report(.changed, pair, at: place)
    }
  }

  /// The lifetime of a secret, and the name of an event.
  private mutating func compareEnvelopes(_ old: RequestSide, _ new: RequestSide) {
    for name in ["event_id", "expires_after"] {
      func part(_ side: RequestSide) -> RequestPart {
        let profile = side.profile
        let root = RequestPart(profile, profile.root, hiding: side.secrets)
        guard profile.document.isEnvelope else {
          // The lifetime has the same default where nothing stands around the session.
          guard name == "expires_after", let body = profile.schema.dialect?.document(.body) else {
            return .absent(profile, .unknown)
          }
          return RequestPart.empty(profile, profile.schema.root(of: body)).lacking(name)
        }
        return root.member(name) ?? root.lacking(name)
      }
      let pair = (old: part(old), new: part(new))
      if pair.old.id != nil || pair.new.id != nil { compare(pair, at: Place().member(name)) }
    }
  }

  // MARK: Members

  mutating func compareMembers(_ pair: Pair, at place: Place) {
    let (mine, theirs) = (pair.old.members, pair.new.members)
    var byName: [String: RequestPart] = [:]
    for (name, part) in theirs { byName[name] = byName[name] ?? part }
    let known = Set(mine.map(\.name))
    // By bytes: names that look the same may be two.
    let all = mine + theirs.filter { !known.contains($0.name) }
    if place.words.hasOwn("reshaped"), Set(mine.map(\.name)) != Set(theirs.map(\.name)) {
      report(.reshaped, pair, at: place)
    }
    let outputOnly = place.isSession ? outputOnly(pair) : []
    // Of an object with fields of its own, the word is for the object as an item.
    let isMap = place.words.hasOwn("added") && pair.new.facts.properties.isEmpty
    for (name, part) in all.sorted(by: { CanonicalString.precedes($0.name, $1.name) }) {
      if outputOnly.contains(name) { continue }
      let old = known.contains(name) ? part : pair.old.lacking(name)
      let new = byName[name] ?? pair.new.lacking(name)
      let inner = (old: old, new: new)
      if isMap, old.isAbsent || new.isAbsent {
        report(old.isAbsent ? .added : .removed, inner, at: place.member(name), as: place.words)
      } else {
        compare(inner, at: place.member(name), below: pair)
      }
    }
  }

  /// Members that only a server's answer has.
  private func outputOnly(_ pair: Pair) -> Set<String> {
    let schema = pair.new.schema
    return Set(schema[schema.session].outputOnly)
  }

  mutating func compare(_ pair: Pair, at place: Place, below parent: Pair? = nil) {
    var place = place
    let teller = pair.new.isAbsent ? pair.old : pair.new
    place.words = place.words.entering(
      teller,
      below: pair.new.isAbsent ? parent?.old : parent?.new
    )
    let (old, new) = meant(pair, place.words)
    if isOfAnswer, !old.isWritten || !new.isWritten {
      if old.isWritten, !old.isNothing {
        report(.off, (old, .absent(new.profile, new.field)), at: place)
      }
      return
    }
    if saysNothing(old, new, place.words) {
      report(old.isAbsent ? .defaultWritten : .defaultDropped, pair, at: place)
      return
    }
    let pair = (old: old, new: new)
    switch (old.isWritten, new.isWritten) {
    case (false, false): return
    case (true, true): compareValues(pair, at: place)
    case (false, true):
      if old.isImplied {
        compareDefault(pair, .defaultWritten, at: place)
      } else if descends(into: new, place.words) {
        compareDefault((.empty(old.profile, new.union), new), .defaultWritten, at: place)
      } else {
        report(new.isNull ? .nulled : .on, pair, at: place)
      }
    case (true, false):
      if new.isImplied {
        compareDefault(pair, .defaultDropped, at: place)
      } else if descends(into: old, place.words) {
        compareDefault((old, .empty(new.profile, old.union)), .defaultDropped, at: place)
      } else {
        report(old.isNull ? .nulled : .off, pair, at: place)
      }
    }
  }

  /// Both sides, with what absence means in the place of a mapping that is not there.
  private func meant(_ pair: Pair, _ words: ChangeWords) -> Pair {
    guard pair.old.isAbsent != pair.new.isAbsent, let absent = words.own("absent"),
      absent.hasPrefix("{"), absent != "{}"
    else { return pair }
    return pair.old.isAbsent
      ? (pair.old.implied(absent, as: pair.new), pair.new)
      : (pair.old, pair.new.implied(absent, as: pair.old))
  }

  /// Whether one side is absent, and the other is what absence means: `additionalProperties: true`.
  private func saysNothing(_ old: RequestPart, _ new: RequestPart, _ words: ChangeWords) -> Bool {
    guard old.isAbsent != new.isAbsent, let absent = words.own("absent") else { return false }
    let written = old.isAbsent ? new : old
    // An empty schema takes all.
    if absent == "true", isSchema((written, written)), written.isMapping {
      return written.members.isEmpty
    }
    return written.canonical.map { $0.elementsEqual(absent.utf8) } ?? false
  }

  /// Compares a value with the default in whose place it stands.
  private mutating func compareDefault(_ pair: Pair, _ kind: ChangeKind, at place: Place) {
    let start = changes.count
    compareValues(pair, at: place)
    let isSame = changes[start...].allSatisfy { $0.rule.level == .cosmetic }
    let written = kind == .defaultWritten ? pair.new : pair.old
    let standard = kind == .defaultWritten ? pair.old : pair.new
    // Of a mapping that stands for nothing its members are told.
    let isOpen = written.isMapping && standard.isMapping && standard.members.isEmpty
    guard isSame, !isOpen || changes.count == start else {
      // What is written beside it as the default has it belongs to what is written out.
      if !isOpen { changes[start...].removeAll { $0.rule.level == .cosmetic } }
      return
    }
    changes.removeSubrange(start...)
    let isEmpty = { (part: RequestPart) in part.isImplied ? part : .absent(part.profile, part.field)
    }
    let shown =
      kind == .defaultWritten
      ? (old: isEmpty(standard), new: written) : (old: written, new: isEmpty(standard))
    report(kind, shown, at: place)
  }

  /// Whether a mapping that is there on one side only is told member by member: its fields have defaults of
  /// their own.
  private func descends(into part: RequestPart, _ words: ChangeWords) -> Bool {
    guard part.isMapping, part.field != .unknown, !part.facts.isSecretReference, !words.isWhole,
      !words.hasOwn("on")
    else { return false }
    return !part.facts.properties.isEmpty || words.hasOwn("added")
  }
}

extension RequestPart {
  /// Whether somebody wrote it.
  var isWritten: Bool { if case .implied = content { false } else { !isAbsent } }

  /// Whether leaving a value out says the same: off, or empty.
  var isNothing: Bool {
    isNull || isList && items.isEmpty || isMapping && members.isEmpty
  }
}
