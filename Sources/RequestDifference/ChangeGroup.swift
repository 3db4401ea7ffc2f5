internal import SourceDiagnostics

/// A change that several profiles have, since they share what causes it.
public struct ChangeGroup: Sendable {
  /// The change as the first of them has it.
  public var change: ProfileChange
  /// The profiles, as places among all.
  public var profiles: [Int]
  /// The file that causes it; `nil` where nothing is written on either side.
  public var cause: ProfileChange.Place? { change.place }

  /// The changes that more than one profile has: the same place, old and new value.
  ///
  /// - Returns: in the order of their first profiles; and for each profile which of its changes are in a group.
  public static func all(
    in profiles: [ComparedProfile]
  ) -> (groups: [ChangeGroup], grouped: [Set<Int>]) {
    var places: [Key: Int] = [:]
    var groups: [(group: ChangeGroup, members: [(profile: Int, change: Int)])] = []
    for (index, profile) in profiles.enumerated() where profile.status == .changed {
      for (number, change) in profile.changes.enumerated() {
        let key = Key(change)
        if let place = places[key] {
          groups[place].members.append((index, number))
        } else {
          places[key] = groups.count
          groups.append((ChangeGroup(change: change, profiles: []), [(index, number)]))
        }
      }
    }
    var grouped = [Set<Int>](repeating: [], count: profiles.count)
    var result: [ChangeGroup] = []
    for (group, members) in groups where members.count > 1 {
      var group = group
      group.profiles = members.map(\.profile)
      result.append(group)
      for member in members { grouped[member.profile].insert(member.change) }
    }
    return (result, grouped)
  }

  /// What is equal in all profiles of a group.
  private struct Key: Hashable {
    var place: ProfileChange.Place?
    var oldPlace: ProfileChange.Place?
    var path: String
    var rule: String
    var old: ByteText?
    var new: ByteText?

    init(_ change: ProfileChange) {
      (place, oldPlace) = (change.new?.place, change.old?.place)
      (path, rule) = (change.path, change.rule.id)
      (old, new) = (change.old.map { ByteText($0.json) }, change.new.map { ByteText($0.json) })
    }
  }
}

/// Everything that changes between two sides.
public struct Comparison: Sendable {
  /// Every profile of both sides, in the order of the new one; what is gone comes last.
  public var profiles: [ComparedProfile]
  /// What kept the comparison from being complete.
  public var problems: [String] = []

  public init(_ profiles: [ComparedProfile]) { self.profiles = profiles }

  /// How many changes there are of each level; of a group each profile counts once.
  public var counts: [ChangeLevel: Int] {
    profiles.reduce(into: [:]) { counts, profile in
      for change in profile.changes { counts[change.level, default: 0] += 1 }
    }
  }

  /// How many changes there are of each level, those of a group once.
  public func distinctCounts(_ groups: [ChangeGroup], _ grouped: [Set<Int>]) -> [ChangeLevel: Int] {
    var counts: [ChangeLevel: Int] = [:]
    for group in groups { counts[group.change.level, default: 0] += 1 }
    for (index, profile) in profiles.enumerated() {
      for (number, change) in profile.changes.enumerated() where !grouped[index].contains(number) {
        counts[change.level, default: 0] += 1
      }
    }
    return counts
  }

  /// How many of the profiles are no configuration.
  public var profileCount: Int { profiles.count { !$0.isConfiguration } }
  /// How many of those are not the same.
  public var changedCount: Int {
    profiles.count { !$0.isConfiguration && $0.status != .same && $0.status != .failed }
  }

  /// Whether some change is of a level, or of a graver one.
  public func hasChanges(from level: ChangeLevel) -> Bool {
    profiles.contains { $0.changes.contains { $0.level >= level } }
  }
}
