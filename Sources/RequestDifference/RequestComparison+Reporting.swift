internal import CanonicalJSON
internal import ProfileIR
internal import SchemaTables
internal import SourceDiagnostics
internal import YAMLSyntax

/// What a difference is called, and what is shown of it.
extension RequestComparison {
  mutating func report(_ kind: ChangeKind, _ pair: Pair, at place: Place) {
    report(kind, pair, at: place, as: place.words)
  }

  mutating func report(_ kind: ChangeKind, _ pair: Pair, at place: Place, as words: ChangeWords) {
    changes.append(change(rule(kind, pair, words), kind, pair, at: place))
  }

  /// Adds a change unless the last one says the same of this place.
  mutating func reportOnce(_ kind: ChangeKind, _ pair: Pair, at place: Place) {
    let rule = rule(kind, pair, place.words)
    if let last = changes.last, last.path == place.path, last.rule.name == rule.name { return }
    changes.append(change(rule, kind, pair, at: place))
  }

  func rule(_ kind: ChangeKind, _ pair: Pair, _ words: ChangeWords) -> ChangeRule {
    if kind.isCosmetic { return rules[kind.rawValue] }
    switch kind {
    case .nulled:
      return words.own("nulled") == nil ? rules["field"] : words.rule(for: ["nulled"], in: rules)
    case .wider, .narrower: return words.rule(forScope: kind, in: rules)
    default: break
    }
    var kinds: [String] = []
    if let text = pair.new.text { kinds.append("to \(String(decoding: text, as: UTF8.self))") }
    if let text = pair.old.text { kinds.append("from \(String(decoding: text, as: UTF8.self))") }
    return words.rule(for: kinds + [kind.rawValue], in: rules)
  }

  func change(
    _ rule: ChangeRule,
    _ kind: ChangeKind,
    _ pair: Pair,
    at place: Place
  ) -> RequestChange {
    func value(_ part: RequestPart) -> RequestChange.Value? {
      part.shown.map { json in
        let isSecret = part.isHidden
        return .init(
          json: json,
          text: isSecret ? nil : part.text,
          isImplied: part.isImplied,
          id: part.id
        )
      }
    }
    var change = RequestChange(
      path: place.path,
      field: place.field,
      rule: rule,
      kind: kind,
      old: value(pair.old),
      new: value(pair.new)
    )
    change.isProse = (pair.new.isAbsent ? pair.old : pair.new).facts.isProse
    return change
  }
}
