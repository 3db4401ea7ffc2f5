import Foundation
import SessionProfiles
import TestSupport
import Testing

@testable import RequestDifference

/// What the schemas say of changes is read, and what is read is there.
@Suite struct ChangeDataTests {
  /// The words of `x-change`, with the file that each stands in.
  private static func words() throws -> [(kind: String, word: String)] {
    var result: [(String, String)] = []
    func visit(_ value: Any) {
      if let object = value as? [String: Any] {
        for (name, member) in object {
          if name == "x-change" {
            if let word = member as? String { result.append(("changed", word)) }
            for (kind, word) in member as? [String: String] ?? [:] { result.append((kind, word)) }
          } else {
            visit(member)
          }
        }
      }
      for item in value as? [Any] ?? [] { visit(item) }
    }
    for file in ["ga-session", "tool-parameters", "ga-client-secrets"] {
      let bytes = try Repository.bytes("schemas/\(file).schema.json")
      visit(try JSONSerialization.jsonObject(with: Data(bytes)))
    }
    return result
  }

  /// Words that fields around explain.
  private static let explained: Set<String> = ["wider", "narrower", "wording"]
  private static let kinds: Set<String> = [
    "on", "off", "changed", "up", "down", "added", "removed", "renamed", "wider", "narrower",
    "wording", "whole", "to never", "from always", "nulled", "absent", "reshaped",
    "unordered",
  ]

  @Test func everyWordLeadsToARule() throws {
    let rules = ChangeRules.embedded
    #expect(rules.problems.isEmpty)
    for (kind, word) in try Self.words() {
      #expect(Self.kinds.contains(kind), "\(kind)")
      let isKnown =
        rules.rule(word) != nil || Self.explained.contains(word)
        || ["whole", "absent", "unordered"].contains(kind)
      #expect(isKnown, "\(word)")
    }
  }

  /// A rule that nothing leads to is dead.
  @Test func everyRuleIsReached() throws {
    var reached = Set(try Self.words().map(\.word))
    reached.formUnion(ChangeKind.allCosmetic.map(\.rawValue))
    reached.formUnion([
      "client-endpoint", "profile-added", "profile-removed", "config-loosened", "field",
    ])
    #expect(ChangeRules.embedded.all.map(\.id).filter { !reached.contains($0) } == [])
  }

  @Test func levelsAreInOrder() {
    #expect(ChangeLevel.allCases.sorted() == [.cosmetic, .behaviour, .safety, .breaking])
    let levels = ChangeRules.embedded.all.map(\.level).filter { $0 == .cosmetic }
    #expect(levels.count == 4)
  }
}

extension ChangeKind {
  fileprivate static let allCosmetic: [ChangeKind] = [
    .defaultWritten, .defaultDropped, .order, .whitespace,
  ]
}
