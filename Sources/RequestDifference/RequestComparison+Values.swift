internal import CanonicalJSON
internal import ProfileIR
internal import SchemaTables
internal import SourceDiagnostics
internal import YAMLSyntax

/// Two values of one place.
extension RequestComparison {
  mutating func compareValues(_ pair: Pair, at place: Place) {
    let (old, new) = pair
    if old.isNull || new.isNull {
      if isOfAnswer, new.isNull, old.isNothing { return }
      if old.isNull != new.isNull { report(new.isNull ? .off : .on, pair, at: place) }
    } else if old.isOpaque || new.isOpaque {
      if old.canonical != new.canonical { report(.changed, pair, at: place) }
    } else if place.words.isWhole, !isOfAnswer {
      compareWhole(pair, at: place)
    } else if isSchema(pair), old.bool != nil || new.bool != nil {
      compareSchemas(pair, at: place)
    } else if old.isMapping, new.isMapping {
      compareMembers(pair, at: place)
    } else if isSet(old) || isSet(new), !old.isMapping, !new.isMapping {
      compareSets(pair, at: place)
    } else if old.isList, new.isList {
      compareLists(pair, at: place)
    } else if old.isScalar, new.isScalar {
      compareScalars(pair, at: place)
    } else {
      report(.changed, pair, at: place)
    }
  }

  func isSet(_ part: RequestPart) -> Bool {
    if isOfAnswer { return part.isList && part.items.allSatisfy(\.isScalar) }
    return part.facts.isSet || part.schema[part.union].isSet
  }

  /// Whether the value is a JSON Schema, which may be `true` or `false`.
  func isSchema(_ pair: Pair) -> Bool {
    pair.new.facts.kinds.isSuperset(of: [.object, .boolean])
      && pair.new.facts.keepsUnknownKeys
  }

  /// `false` takes nothing, and `true` takes all, as an empty schema does.
  mutating func compareSchemas(_ pair: Pair, at place: Place) {
    let isAll = { (part: RequestPart) in part.bool ?? part.members.isEmpty }
    if pair.old.bool == pair.new.bool, pair.old.bool != nil { return }
    if isAll(pair.old), isAll(pair.new) {
      report(.order, pair, at: place)
    } else {
      let isWider = pair.old.bool == false || pair.new.bool == true
      report(isWider ? .wider : .narrower, pair, at: place)
    }
  }

  mutating func compareScalars(_ pair: Pair, at place: Place) {
    let (old, new) = pair
    if let left = old.number, let right = new.number {
      // Servers keep some numbers in single precision, and answer 0.6 as 0.6000000238418579.
      if isOfAnswer, Float(left) == Float(right) { return }
      if left != right { report(left < right ? .up : .down, pair, at: place) }
    } else if let left = old.bool, let right = new.bool {
      if left != right { report(right ? .up : .down, pair, at: place) }
    } else if let left = old.text, let right = new.text {
      guard left != right else { return }
      if isOfAnswer, place.field.ends(with: "model"), Self.isSnapshot(right, of: left) { return }
      let isSame = new.facts.isProse && Self.trimmed(left) == Self.trimmed(right)
      report(isSame ? .whitespace : .changed, pair, at: place)
    } else if old.canonical != new.canonical {
      report(.changed, pair, at: place)
    }
  }

  /// Whether a model's name is another with a date behind it: `gpt-realtime-2025-08-28`.
  static func isSnapshot(_ name: [UInt8], of alias: [UInt8]) -> Bool {
    guard name.starts(with: alias), name.dropFirst(alias.count).first == UInt8(ascii: "-") else {
      return false
    }
    let parts = name.dropFirst(alias.count + 1).split(separator: UInt8(ascii: "-"))
    return parts.map(\.count) == [4, 2, 2] && parts.joined().allSatisfy { $0 &- 0x30 < 10 }
  }

  /// A text without the line feeds at its end.
  static func trimmed(_ text: [UInt8]) -> ArraySlice<UInt8> {
    var text = text[...]
    while text.last == 0x0A { text.removeLast() }
    return text
  }

  /// A value of which it is told that it changes, and what does in it.
  mutating func compareWhole(_ pair: Pair, at place: Place) {
    guard pair.old.isMapping, pair.new.isMapping else {
      if pair.old.canonical != pair.new.canonical { report(.changed, pair, at: place) }
      return
    }
    var inner = RequestComparison()
    inner.compareMembers(pair, at: place)
    guard !inner.changes.isEmpty else { return }
    let real = inner.changes.filter { $0.rule.level != .cosmetic }
    var told: [RequestChange] = []
    for change in real.isEmpty ? Array(inner.changes.prefix(1)) : real {
      var index = told.firstIndex { $0.rule.name == change.rule.name } ?? told.count
      if index == told.count {
        var whole = self.change(change.rule, .changed, pair, at: place)
        // The line to look at is that of the first thing in it.
        if let id = change.old?.id { whole.old?.id = id }
        if let id = change.new?.id { whole.new?.id = id }
        told.append(whole)
        index = told.count - 1
      }
      if told[index].rule.level < change.rule.level { told[index].rule = change.rule }
      told[index].details.append(Self.detail(change, below: place.path))
    }
    changes += told.sorted { ($0.rule.level, $0.rule.id) > ($1.rule.level, $1.rule.id) }
  }

  static func detail(_ change: RequestChange, below path: String) -> RequestChange.Detail {
    func text(_ value: RequestChange.Value?) -> String? {
      value.map { String(decoding: $0.json, as: UTF8.self) }
    }
    return RequestChange.Detail(
      kind: change.old == nil ? .added : change.new == nil ? .removed : .changed,
      path: change.path.dropping(bytes: path.utf8.count),
      old: text(change.old),
      new: text(change.new)
    )
  }
}
