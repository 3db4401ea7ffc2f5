internal import RequestDifference
internal import SourceDiagnostics

/// A comparison with the changes that several profiles share put together.
struct GroupedComparison {
  let comparison: Comparison
  let groups: [ChangeGroup]
  /// For each profile which of its changes are in a group.
  let grouped: [Set<Int>]
  let counts: [ChangeLevel: Int]
  private let showsCosmetic: Bool

  init(_ comparison: Comparison, showsCosmetic: Bool) {
    self.comparison = comparison
    self.showsCosmetic = showsCosmetic
    (groups, grouped) = ChangeGroup.all(in: comparison.profiles)
    counts = comparison.distinctCounts(groups, grouped)
  }

  /// Several groups with one cause and the same profiles.
  struct Block {
    var cause: ProfileChange.Place?
    var profiles: [Int]
    var changes: [ProfileChange]
    /// How many changes of bytes alone are not shown.
    var hidden = 0
  }

  /// What groups of one block have in common.
  private struct BlockKey: Hashable {
    var file: ByteText?
    var line: Int?
    var profiles: [Int]

    init(_ group: ChangeGroup) {
      (file, line) = (group.cause.map { ByteText($0.file) }, group.cause?.start.line)
      profiles = group.profiles
    }
  }

  /// What is shown of several profiles at once.
  var blocks: [Block] {
    var blocks: [Block] = []
    var places: [BlockKey: Int] = [:]
    for group in groups {
      let key = BlockKey(group)
      let place = places[key] ?? blocks.count
      if place == blocks.count {
        places[key] = place
        blocks.append(Block(cause: group.cause, profiles: group.profiles, changes: []))
      }
      if group.change.level == .cosmetic, !showsCosmetic {
        blocks[place].hidden += 1
      } else {
        blocks[place].changes.append(group.change)
      }
    }
    for index in blocks.indices { Self.sort(&blocks[index].changes) }
    return blocks
  }

  /// The changes of a profile that no other has, and how many of bytes alone are not shown.
  func own(_ index: Int) -> (shown: [ProfileChange], hidden: Int) {
    let all = comparison.profiles[index].changes.enumerated()
      .filter { !grouped[index].contains($0.offset) }.map(\.element)
    var shown = all.filter { $0.level != .cosmetic || showsCosmetic }
    Self.sort(&shown)
    return (shown, all.count - shown.count)
  }

  /// The gravest first, and each level in its order.
  private static func sort(_ changes: inout [ProfileChange]) {
    let order = changes.enumerated().sorted { left, right in
      left.element.level != right.element.level
        ? left.element.level > right.element.level : left.offset < right.offset
    }
    changes = order.map(\.element)
  }

  // MARK: Words

  /// "4 of 12 profiles change: 2 breaking, 1 safety".
  var summary: String {
    let all = comparison.profileCount
    let failed = comparison.profiles.count { $0.status == .failed }
    let numbers = ChangeLevel.allCases.reversed().compactMap { level in
      counts[level].map { "\($0) \(level.rawValue)" }
    }
    let isSame = comparison.changedCount == 0 && numbers.isEmpty
    let noun = all == 1 ? "profile" : "profiles"
    if isSame, failed > 0 {
      // Of what could not be read nobody knows whether it changes.
      return "\(failed) of \(all) \(noun) cannot be compared"
    }
    var text =
      isSame
      ? "no change in \(all) \(noun)"
      : "\(comparison.changedCount) of \(all) \(noun) change\(all == 1 ? "s" : "")"
    if !numbers.isEmpty { text += ": " + numbers.joined(separator: ", ") }
    if failed > 0 { text += "; \(failed) cannot be compared" }
    return text
  }

  /// "3 profiles (booking, kiosk, support)".
  func names(of profiles: [Int], most: Int = 6) -> String {
    let all = profiles.map { comparison.profiles[$0] }
    let files = Set(all.map { ByteText($0.file) })
    let isVariants = files.count == 1 && all.allSatisfy { $0.variant != nil }
    let names = all.map { profile in
      if isVariants { return DisplayText.escaped(profile.variant ?? "") }
      let name = DisplayText.escaped(Self.stem(of: profile.file))
      return profile.variant.map { "\(name) \(DisplayText.escaped($0))" } ?? name
    }
    let shown = names.prefix(most).joined(separator: ", ")
    let more = names.count > most ? " and \(names.count - most) more" : ""
    return "\(names.count) \(isVariants ? "variants" : "profiles") (\(shown)\(more))"
  }

  /// The name of a file without its folder and ending.
  private static func stem(of path: String) -> String {
    let name = path.parts(between: "/").last ?? path
    return name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[..<$0]) } ?? name
  }
}

extension ProfileChange.Place {
  /// `profiles/_base.yaml:6`.
  var title: String { "\(DisplayText.escaped(file)):\(start.line)" }
}
