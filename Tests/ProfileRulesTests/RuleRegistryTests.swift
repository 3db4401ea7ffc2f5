import Foundation
import ProfileLinking
import ProfileRules
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct RuleRegistryTests {
  @Test func codesAndNamesAreUniqueAndSorted() {
    let rules = RuleRegistry.all
    #expect(Set(rules.map(\.code)).count == rules.count)
    #expect(Set(rules.map(\.name)).count == rules.count)
    #expect(rules.map(\.code) == rules.map(\.code).sorted())
    #expect(rules.allSatisfy { !$0.summary.isEmpty && !$0.summary.hasSuffix(".") })
  }

  /// Each rule has a file and a test file that bear its name.
  @Test func everyRuleHasItsFileAndItsTest() throws {
    let files = try ["FieldRules", "RelationRules", "SendingRules"].flatMap {
      try Repository.files(in: "Sources/ProfileRules/\($0)", ending: ".swift")
    }
    let names = files.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent }
    // SP001 to SP008 and those about several files have no file of their own, SP009 and SP901 are in folders of their
    // own, and those about models are one.
    let otherRules = 10 + ModelRule.all.count + LinkingRules.all.count
    #expect(names.count == RuleRegistry.all.count - otherRules)
    for name in names {
      let test = "Tests/ProfileRulesTests/\(name)Tests.swift"
      #expect(throws: Never.self, "\(test) is missing") { try Repository.bytes(test) }
    }
  }

  @Test func theGuideListsEveryRule() throws {
    let path = "Sources/SessionProfiles/SessionProfiles.docc/Guide/Findings.md"
    let guide = String(decoding: try Repository.bytes(path), as: UTF8.self)
    for rule in RuleRegistry.all {
      #expect(guide.contains("| \(rule.code) | `\(rule.name)` |"), "\(rule.code) \(rule.name)")
    }
  }
}
