internal import SchemaTables
internal import SourceDiagnostics

/// Lists: sets, items that have names, and others.
extension RequestComparison {
  /// The order of a set says nothing. A value by itself is a set of one.
  mutating func compareSets(_ pair: Pair, at place: Place) {
    func values(_ part: RequestPart) -> Set<[UInt8]> {
      let items = part.isList ? part.items : [part]
      var values = Set(items.compactMap(\.canonical))
      // JSON Schema, validation vocabulary 6.1.1: every integer is a number.
      if part.facts.name == "type", values.contains(Self.number) { values.insert(Self.integer) }
      return values
    }
    let (old, new) = (values(pair.old), values(pair.new))
    if old == new {
      if pair.old.canonical != pair.new.canonical { report(.order, pair, at: place) }
      return
    }
    if !new.isSubset(of: old) { report(.added, pair, at: place) }
    if !old.isSubset(of: new) { reportOnce(.removed, pair, at: place) }
  }

  private static let number = Array("\"number\"".utf8)
  private static let integer = Array("\"integer\"".utf8)

  mutating func compareLists(_ pair: Pair, at place: Place) {
    let (old, new) = (pair.old.items, pair.new.items)
    if (old + new).contains(where: { $0.facts.identity != nil }) {
      compareNamed(old, new, of: pair, at: place)
    } else {
      compareInOrder(old, new, of: pair, at: place)
    }
  }

  // MARK: Items with names

  /// What an item is known by.
  private struct Name: Hashable {
    var kind: String
    var text: ByteText

    init?(_ item: RequestPart) {
      guard let identity = item.facts.identity, let text = item.identity else { return nil }
      (kind, self.text) = (identity.string, ByteText(text))
    }
  }

  private mutating func compareNamed(
    _ old: [RequestPart],
    _ new: [RequestPart],
    of pair: Pair,
    at place: Place
  ) {
    // Of several with one name the first belongs to the first.
    var waiting: [Name: [Int]] = [:]
    var nameless: [Int] = []
    for index in old.indices.reversed() {
      if let name = Name(old[index]) {
        waiting[name, default: []].append(index)
      } else {
        nameless.append(index)
      }
    }
    var partners: [Int?] = new.map { item in
      Name(item).map { waiting[$0]?.popLast() } ?? nameless.popLast()
    }
    var gone = Set(old.indices).subtracting(partners.compactMap(\.self))
    var renamed: Set<Int> = []
    // Those that are the same but for their names, the first one last.
    var alike: [[[UInt8]]: [Int]] = [:]
    if new.indices.contains(where: { partners[$0] == nil }) {
      for index in gone.sorted().reversed() {
        if let content = content(of: old[index]) { alike[content, default: []].append(index) }
      }
    }
    for index in new.indices where partners[index] == nil {
      let words = place.words.entering(new[index], below: pair.new)
      guard isOfAnswer || words.hasOwn("renamed"), let content = content(of: new[index]),
        let partner = alike[content]?.popLast()
      else { continue }
      partners[index] = partner
      gone.remove(partner)
      renamed.insert(index)
    }
    func inner(_ item: RequestPart, _ index: Int, below parent: RequestPart) -> Place {
      var inner = place.item(item.identity ?? String(index))
      inner.words = place.words.entering(item, below: parent)
      return inner
    }
    for index in gone.sorted() {
      let absent = RequestPart.absent(pair.new.profile, .unknown)
      report(.removed, (old[index], absent), at: inner(old[index], index, below: pair.old))
    }
    for index in new.indices {
      let item = new[index]
      guard let partner = partners[index] else {
        let absent = RequestPart.absent(pair.old.profile, .unknown)
        report(.added, (absent, item), at: inner(item, index, below: pair.new))
        continue
      }
      if renamed.contains(index) {
        report(.renamed, (old[partner], item), at: inner(item, index, below: pair.new))
      } else {
        compare((old[partner], item), at: place.item(item.identity ?? String(index)))
      }
    }
    let order = partners.compactMap(\.self)
    if zip(order, order.dropFirst()).contains(where: { $0 > $1 }) {
      report(.order, pair, at: place)
    }
  }

  /// What an item is but for its name; `nil` for one that has none.
  private func content(of part: RequestPart) -> [[UInt8]]? {
    guard let identity = part.facts.identity?.string else { return nil }
    return [Array(identity.utf8)]
      + part.members.filter { $0.name != identity }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
      .flatMap { [Array($0.name.utf8), $0.part.canonical ?? []] }
  }

  // MARK: Items without names

  private mutating func compareInOrder(
    _ old: [RequestPart],
    _ new: [RequestPart],
    of pair: Pair,
    at place: Place
  ) {
    var known: [[UInt8]: Int32] = [:]
    func symbols(_ items: [RequestPart]) -> [Int32] {
      items.map { item in
        let text = item.canonical ?? []
        if let symbol = known[text] { return symbol }
        let symbol = Int32(known.count)
        known[text] = symbol
        return symbol
      }
    }
    let (mine, theirs) = (symbols(old), symbols(new))
    if place.words.hasOwn("unordered"), mine.sorted() == theirs.sorted() {
      if mine != theirs { report(.order, pair, at: place) }
      return
    }
    let runs =
      SequenceDifference.common(mine, theirs, differencesMax: Self.itemsMax) ?? []
    var (i, j) = (0, 0)
    for run in runs + [.init(old: old.count, new: new.count, count: 0)] {
      while i < run.old || j < run.new {
        if i < run.old, j < run.new {
          compare((old[i], new[j]), at: place.item(String(j)))
        } else if i < run.old {
          let absent = RequestPart.absent(pair.new.profile, .unknown)
          report(.removed, (old[i], absent), at: place.item(String(i)))
        } else {
          let absent = RequestPart.absent(pair.old.profile, .unknown)
          report(.added, (absent, new[j]), at: place.item(String(j)))
        }
        if i < run.old { i += 1 }
        if j < run.new { j += 1 }
      }
      (i, j) = (run.old + run.count, run.new + run.count)
    }
  }

  /// As many items may come and go in a list that is compared; in one with more, the items of equal places are
  /// compared.
  private static let itemsMax = 1_000
}
