internal import CanonicalJSON
internal import ProfileIR
public import ProjectConfiguration
public import RequestDifference
public import SourceDiagnostics

/// What changes from one request to another.
public enum ProfileDifference {
  /// The changes, in the order of their paths.
  public static func changes(
    from old: ComposedRequest,
    to new: ComposedRequest,
    settings: ChangeSettings = ChangeSettings()
  ) -> [ProfileChange] {
    var changes: [ProfileChange] = []
    if let mine = old.target, let theirs = new.target, mine != theirs {
      let rule = ChangeRules.embedded["client-endpoint"]
      if let level = settings.level(of: rule, field: "$target") {
        changes.append(
          ProfileChange(
            path: "/$target",
            rule: rule,
            level: level,
            old: .init(json: "\"\(mine.rawValue)\"", place: old.targetPlace),
            new: .init(json: "\"\(theirs.rawValue)\"", place: new.targetPlace)
          )
        )
      }
    }
    for change in RequestComparison.compare(old.side, new.side) {
      guard let level = settings.level(of: change.rule, field: change.field) else { continue }
      changes.append(told(change, level, old, new))
    }
    if changes.isEmpty, settings.isEmpty, old.target != nil, new.target != nil,
      old.canonical != new.canonical
    {
      // Never "no change" where the bytes are others.
      changes.append(
        ProfileChange(path: "", rule: ChangeRules.embedded["field"], level: .behaviour)
      )
    }
    return changes
  }

  /// A profile that is on one side only.
  public static func change(
    _ id: String,
    settings: ChangeSettings = ChangeSettings()
  ) -> ProfileChange? {
    let rule = ChangeRules.embedded[id]
    return settings.level(of: rule, field: "")
      .map { ProfileChange(path: "", rule: rule, level: $0) }
  }

  /// Where a configuration checks less than before.
  ///
  /// - Parameters:
  ///   - loosening: what is checked less.
  ///   - old: the text of the configuration as it was.
  ///   - new: the text as it is.
  ///   - settings: the levels that a team has set.
  public static func change(
    _ loosening: ConfigurationLoosening,
    _ old: SourceText,
    _ new: SourceText,
    settings: ChangeSettings = ChangeSettings()
  ) -> ProfileChange? {
    let rule = ChangeRules.embedded["config-loosened"]
    guard let level = settings.level(of: rule, field: "") else { return nil }
    func value(_ text: String?, _ source: SourceText) -> ProfileChange.Value? {
      guard let text else { return nil }
      let lines = LineTable(source.bytes)
      let place = ConfigurationLoosening.span(of: loosening.path, in: source).map { span in
        ProfileChange.Place(
          file: source.name,
          start: lines.position(of: span.start),
          end: lines.position(of: span.end)
        )
      }
      let json = JSONValue.string(Secrets.redacted(text)).canonical()
      return ProfileChange.Value(json: String(decoding: json, as: UTF8.self), place: place)
    }
    return ProfileChange(
      path: loosening.path,
      rule: rule,
      level: level,
      old: value(loosening.old, old),
      new: value(loosening.new, new)
    )
  }

  private static func told(
    _ change: RequestChange,
    _ level: ChangeLevel,
    _ old: ComposedRequest,
    _ new: ComposedRequest
  ) -> ProfileChange {
    // Before anything is made of them: a key in pieces is not known any more.
    let (mine, theirs) = (
      change.old?.text.map(Secrets.redacted), change.new?.text.map(Secrets.redacted)
    )
    var result = ProfileChange(
      path: Secrets.redacted(change.path),
      rule: change.rule,
      level: level,
      old: change.old.map { value($0, mine, of: old) },
      new: change.new.map { value($0, theirs, of: new) }
    )
    result.details = change.details.map { detail in
      ProfileChange.Detail(
        kind: detail.kind.told,
        path: Secrets.redacted(detail.path),
        old: detail.old.map(Secrets.redacted),
        new: detail.new.map(Secrets.redacted)
      )
    }
    if let mine, let theirs,
      change.isProse || isLong(mine) || isLong(theirs)
    {
      let text = TextDifference(mine, theirs)
      result.text = text
      if let hunk = text.hunks.first, let value = change.new, let id = value.id {
        let profile = value.isAuthored ? new.side.authored : new.side.profile
        result.textPlace = profile.flatMap { new.place(ofLine: hunk.newLine, of: id, in: $0) }
      }
    }
    return result
  }

  private static func isLong(_ text: [UInt8]) -> Bool { text.count > 60 || text.contains(0x0A) }

  /// - Parameter text: without keys, where the value is a text.
  private static func value(
    _ value: RequestChange.Value,
    _ text: [UInt8]?,
    of request: ComposedRequest
  ) -> ProfileChange.Value {
    let json = text.map { JSONValue.string($0).canonical() } ?? Secrets.redacted(value.json)
    let profile = value.isAuthored ? request.side.authored : request.side.profile
    return ProfileChange.Value(
      json: String(decoding: json, as: UTF8.self),
      isImplied: value.isImplied,
      place: value.id.flatMap { id in profile.map { request.place(of: id, in: $0) } }
    )
  }
}

extension RequestChange.Detail.Kind {
  fileprivate var told: ProfileChange.Detail.Kind {
    switch self {
    case .added: .added
    case .removed: .removed
    case .changed: .changed
    }
  }
}
