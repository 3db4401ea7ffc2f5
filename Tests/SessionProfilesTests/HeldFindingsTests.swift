import SessionProfiles
import SourceDiagnostics
import Testing

/// A profile with more findings than are held: those beyond are counted, and fail it all the same.
@Suite struct HeldFindingsTests {
  private func check(
    _ text: String,
    held: Int = 3,
    target: Target? = nil,
    _ change: (inout RulePolicy) -> Void = { _ in }
  ) -> CheckResult {
    var options = Compiler.Options(target: target)
    options.findingsHeld = held
    change(&options.policy)
    return Compiler(options: options).check(SourceText(name: "a.yaml", text: text))
  }

  private func unknown(_ count: Int, _ end: String = "") -> String {
    (0..<count).map { "zz\($0): 1\(end)\n" }.joined()
  }

  @Test func theOthersAreCounted() {
    let result = check(unknown(5))
    #expect(result.diagnostics.map(\.path) == ["/zz0", "/zz1", "/zz2"])
    #expect(result.more.errors == 2)
    #expect(result.hasErrors && result.hasFindings && !result.isClean && !result.isComplete)
  }

  @Test func asManyAsAreHeldAreComplete() {
    let result = check(unknown(3))
    #expect(result.more.isEmpty && result.isComplete)
  }

  /// Whatever becomes of the findings that are held, those that are counted stay.
  @Test func commentsSilenceOnlyWhatIsHeld() {
    let text = unknown(5, " # sessionc: ignore[SP101]")
    let result = check(text)
    #expect(result.silenced.count == 3)
    // Whoever looks at the findings alone sees that the profile fails.
    #expect(result.diagnostics.map(\.rule.code) == ["SP004"])
    let finding = result.diagnostics[0]
    #expect(finding.message == "the file has so many findings that 2 errors are only counted")
    #expect(finding.span.start == text.utf8.count / 5 * 3 && finding.severity == .error)
    #expect(result.more.errors == 2)
    #expect(result.hasErrors && !result.isClean)
  }

  @Test func aBaselineSilencesNothingThere() {
    let source = SourceText(name: "a.yaml", text: unknown(5))
    var baseline = Baseline()
    let isWhole = baseline.add(Compiler().check(source), of: source, file: "a.yaml")
    #expect(isWhole)
    var result = check(unknown(5))
    baseline.apply(to: &result, of: source, file: "a.yaml")
    #expect(result.diagnostics.count == 3 && result.more.errors == 2)
    var fresh = Baseline()
    let isFresh = fresh.add(check(unknown(5)), of: source, file: "a.yaml")
    #expect(!isFresh)
  }

  /// A policy is about all findings. In order: errors and warnings counted.
  @Test(arguments: [
    (RulePolicy.Setting.off, 0, 0), (.warning, 0, 2), (.error, 2, 0),
  ])
  func severitiesCount(_ setting: RulePolicy.Setting, _ errors: Int, _ warnings: Int) {
    let result = check(unknown(5)) { $0.settings["SP101"] = setting }
    #expect((result.more.errors, result.more.warnings) == (errors, warnings))
    #expect(result.hasErrors == (errors > 0))
    #expect(result.hasFindings == (errors + warnings > 0))
  }

  @Test func whatIsIgnoredOrNotSelectedIsNotCounted() {
    #expect(!check(unknown(5)) { $0.ignored = ["SP101"] }.hasFindings)
    #expect(!check(unknown(5)) { $0.selected = ["SP501"] }.hasFindings)
    #expect(check(unknown(5)) { $0.selected = ["SP101"] }.more.errors == 2)
  }

  @Test func whatIsEssentialStays() {
    let text = "x-a: [\((0..<5).map { _ in "!foo a" }.joined(separator: ", "))]\n"
    let result = check(text) {
      $0.settings["SP006"] = .off
      $0.selected = ["SP501"]
    }
    #expect(result.diagnostics.count == 3 && result.more.errors == 2)
  }

  @Test func noWarningKeepsAnErrorFromBeingHeld() {
    let hidden = String(repeating: "a\u{200B}", count: 9)
    let result = check("instructions: '\(hidden)'\ntools: 1\nvoise: a\n")
    #expect(result.diagnostics.filter { $0.severity == .error }.count == 2)
    #expect((result.more.errors, result.more.warnings) == (0, 8))
    #expect(check("instructions: '\(hidden)'\n").more.warnings == 6)
  }

  @Test func warningsAreToldAsWell() {
    let text = "instructions: 'a\u{200B}a\u{200B}' # sessionc: ignore[SP602]\n"
    let found = check(text, held: 1).diagnostics
    #expect(found.map(\.rule.code) == ["SP004"] && found.map(\.severity) == [.warning])
    #expect(check(text).diagnostics.isEmpty)
  }

  @Test func nothingIsCompiled() {
    var options = Compiler.Options()
    options.findingsHeld = 2
    let text = unknown(3, " # sessionc: ignore[SP101]")
    let compilation = Compiler(options: options).compile(SourceText(name: "a", text: text))
    #expect(compilation.request == nil)
    #expect(compilation.diagnostics.map(\.rule.code) == ["SP004"])
    #expect(compilation.result.more.errors == 1)
  }

  @Test func anIgnoreOfWhatIsOnlyCountedIsNotCalledUnused() {
    let text = unknown(5, " # sessionc: ignore[SP101, SP501]")
    let unused = check(text, held: 4).diagnostics.filter { $0.rule.code == "SP009" }.map(\.message)
    #expect(unused.allSatisfy { $0.contains("SP501") } && !unused.isEmpty)
  }

  @Test func whatBothTargetsFindIsCountedOnce() {
    var result = check(unknown(5), target: .sessions)
    result.add(check(unknown(5), target: .sessionUpdate))
    #expect(result.diagnostics.count == 3)
    #expect(result.more.errors == 2)
    #expect(!result.isComplete)
  }

  @Test func ofTwoTargetsNoMoreAreHeldEither() {
    var result = check("zz0: 1\nzz1: 1\n", held: 2)
    result.add(check("              zz2: 1\n              zz3: 1\n", held: 2))
    #expect(result.diagnostics.count == 2)
    #expect(result.more.errors == 2)
  }

  /// The other dialect finds the same, and one thing of its own.
  @Test func loweredFindingsAreCountedOnce() {
    let hidden = String(repeating: "a\u{202E}", count: 9)
    let text = "instructions: '\(hidden)'\n"
    let result = check(text, target: .gaClientSecrets)
    #expect(result.diagnostics.count == 3 && result.more.errors == 6)
    let both = check(text + "temperature: 0.8\n", target: .gaClientSecrets)
    #expect(both.diagnostics.count == 3 && both.more.errors == 7)
    #expect(both.more.kinds.contains { $0.kind.rule.code == "SP105" })
  }

  @Test func itIsTheSameEachTime() {
    let text = unknown(50) + "instructions: '\(String(repeating: "a\u{200B}", count: 50))'\n"
    let first = check(text)
    for _ in 0..<3 {
      let again = check(text)
      #expect(again.diagnostics.map(\.message) == first.diagnostics.map(\.message))
      #expect(again.more.kinds.map(\.kind) == first.more.kinds.map(\.kind))
      #expect(again.more.kinds.map(\.count) == first.more.kinds.map(\.count))
    }
  }
}
