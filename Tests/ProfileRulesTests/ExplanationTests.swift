import ProfileRules
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// The examples on the rules' pages do what the pages say.
@Suite struct ExplanationTests {
  static let codes = RuleRegistry.all.map(\.code)

  private static func findings(
    in profile: String,
    _ explanation: RuleExplanation
  ) -> [Diagnostic] {
    let files = Dictionary(uniqueKeysWithValues: explanation.files.map { ($0.name, $0.text) })
    var options = Compiler.Options()
    if let text = files[Configuration.fileName] {
      let source = SourceText(name: Configuration.fileName, text: text)
      options.policies =
        ConfigurationReader.read(source).configuration?.policies ?? options.policies
    }
    return Compiler(options: options, reading: SharedFiles(MemoryReader(files)))
      .lint(SourceText(name: "example.yaml", text: profile))
  }

  @Test(arguments: codes) func theBadExampleIsReported(_ code: String) throws {
    let explanation = try #require(RuleRegistry.explanation(of: code))
    let findings = Self.findings(in: explanation.bad, explanation)
    // What a server does with it, or what a whole project shows, the rule's own test shows.
    let needsMore =
      RuleRegistry.sendingRules.contains { $0.descriptor.code == code } || code == "SP713"
    #expect(findings.isEmpty == needsMore)
    #expect(findings.allSatisfy { $0.rule.code == code }, "\(findings)")
  }

  @Test(arguments: codes) func theGoodExampleHasNoFinding(_ code: String) throws {
    let explanation = try #require(RuleRegistry.explanation(of: code))
    let findings = Self.findings(in: explanation.good, explanation)
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test(arguments: codes) func theTextIsWhole(_ code: String) throws {
    let summary = try #require(RuleRegistry.rule(code)).summary
    let explanation = try #require(RuleRegistry.explanation(of: code))
    for text in [
      summary, explanation.why, explanation.bad, explanation.good, explanation.remedy,
      explanation.source,
    ] {
      let first = try #require(text.first)
      let last = try #require(text.last)
      #expect(!first.isWhitespace && !last.isWhitespace, "\(text)")
      #expect(!text.contains(" \n") && !text.contains("\n\n\n"), "\(text)")
    }
    // A paragraph is one line, and a sentence ends.
    for text in [explanation.why, explanation.remedy] {
      for paragraph in text.split(separator: "\n\n") {
        #expect(paragraph.hasSuffix(".") && !paragraph.contains("\n"), "\(paragraph)")
        #expect(!paragraph.contains("  "), "\(paragraph)")
      }
    }
  }

  /// Every page says whether `--fix` mends the finding.
  @Test(arguments: codes) func theRemedySpeaksOfFixes(_ code: String) throws {
    let remedy = try #require(RuleRegistry.explanation(of: code)).remedy
    #expect(remedy.contains("`--fix"), "\(remedy)")
  }
}
