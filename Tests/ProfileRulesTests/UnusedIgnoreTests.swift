import ProfileRules
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct UnusedIgnoreTests {
  @Test(
    arguments: [
      "# sessionc: ignore[«SP501»]\ntemperature: 0.8\n",
      "temperature: 0.8 # sessionc: ignore[«SP501»] tuned\n",
      "# sessionc: ignore[«SP999»]\nvoice: alloy\n",
      "temperature: 0.6 # sessionc: ignore[SP501, «SP207»]\n",
      "# sessionc: ignore[«SP501»]\n\ntemperature: 0.6\n",
      "temperature: 0.6\n# sessionc: ignore[«SP501»]\n",
      "voise: alloy # sessionc: ignore[SP101, «SP001», «SP009»]\n",
      "«# sessionc: ignore SP501»\nvoice: alloy\n",
      "«# sessionc: ignore[SP501»\nvoice: alloy\n",
      "«#sessionc:ignore[]»\nvoice: alloy\n",
      "«# sessionc: disable[SP501]»\nvoice: alloy\n",
    ] as [RuleCase]
  )
  func reports(_ test: RuleCase) {
    #expect(test.places(of: "SP009") == test.marked.ranges)
  }

  /// Every finding here is silenced, and no comment is left over.
  @Test(
    arguments: [
      "# sessionc: ignore[SP501] tuned by ear\ntemperature: 0.6\n",
      "temperature: 0.6 # sessionc: ignore[SP501]\n",
      "temperature: 0.6\t#sessionc:ignore[temperature-advice]\n",
      "# sessionc: ignore[sp501]\n# and more\ntemperature: 0.6\n",
      "instructions: |  # sessionc: ignore[SP208]\n  Say {{name}}.\nvoice: alloy\n",
      "instructions: >- # sessionc: ignore[SP208]\n  Say {{name}}\n  and go.\n",
      "turn_detection: {threshold: 1, # sessionc: ignore[SP302]\n  create_response: false,\n  interrupt_response: false}\n",
      "# sessionc: ignore[SP208]\ninstructions: |\n  Hello.\n  Say {{name}}.\n",
      "{\"temperature\": 0.6} # sessionc: ignore[SP501]\n",
      "instructions: \"a # sessionc: ignore[SP501]\"\ntemperature: 0.8\n",
      "instructions: |\n  # sessionc: ignore[SP501]\n  text\n",
      "instructions: a\n  b # c\nvoice: alloy\n",
      "'# sessionc: ignore[SP501]': 1 # sessionc: ignore[SP101]\n",
      "temperature: 0.6 # sessionc: ignore[SP501]\r\nvoice: alloy\r\n",
    ] as [RuleCase]
  )
  func silences(_ test: RuleCase) {
    #expect(test.codes == [])
  }

  @Test(
    arguments: [
      "instructions: |\n  # sessionc: ignore[SP501]\n  text\ntemperature: 0.6\n",
      "instructions: \"# sessionc: ignore[SP501]\"\ntemperature: 0.6\n",
      "instructions: 'a\n  # sessionc: ignore[SP501]'\ntemperature: 0.6\n",
      "x-a: b#sessionc:ignore[SP501]\ntemperature: 0.6\n",
    ] as [RuleCase]
  )
  func isNotFooledByTextsThatLookLikeComments(_ test: RuleCase) {
    #expect(test.codes == ["SP501"])
  }

  @Test func whatIsSilencedIsKeptWithItsReason() throws {
    let result = Compiler().check(
      SourceText(name: "a", text: "temperature: 0.6 # sessionc: ignore[SP501] tuned by ear\n")
    )
    #expect(result.diagnostics.isEmpty)
    let silenced = try #require(result.silenced.first)
    #expect(silenced.diagnostic.rule.code == "SP501")
    guard case .comment(let reason) = silenced.cause else {
      Issue.record("not a comment")
      return
    }
    #expect(reason == "tuned by ear")
  }

  private func check(_ text: String) -> CheckResult {
    Compiler().check(SourceText(name: "a", text: text))
  }

  @Test func aHundredCodesAreReadOfAComment() throws {
    func comment(_ names: [String]) -> String {
      "temperature: 0.6 # sessionc: ignore[\(names.joined(separator: ","))]\n"
    }
    let hundred = repeatElement("SP501", count: 100)
    #expect(check(comment(Array(hundred))).diagnostics.isEmpty)
    let text = comment(hundred + ["SP501", "nonsense", "SP999"])
    let found = check(text).diagnostics
    #expect(found.map(\.message) == ["a comment ignores more than 100 rules"])
    let place = try #require(found.first).span.range
    #expect(String(decoding: Array(text.utf8)[place], as: UTF8.self) == "SP501")
    #expect(text.utf8.count - place.upperBound == ",nonsense,SP999]\n".utf8.count)
    // One that is not read silences nothing.
    let late = check(comment(Array(repeating: "SP101", count: 100) + ["SP501"]))
    #expect(late.diagnostics.contains { $0.rule.code == "SP501" })
  }

  @Test func tenThousandCommentsAreRead() throws {
    let line = "# sessionc: ignore[SP501]\n"
    let text = String(repeating: line, count: 10_000)
    let below = check("temperature: 0.6 # sessionc: ignore[SP501]\n" + text.dropFirst(line.count))
    #expect(below.diagnostics.count == 9_999 && below.silenced.count == 1)
    let above = check(text + "temperature: 0.6 # sessionc: ignore[SP501]\n")
    let excess = above.diagnostics.filter { $0.message.contains("10000 ignore comments") }
    #expect(excess.map(\.span.start) == [text.utf8.count + "temperature: 0.6 ".utf8.count])
    // The run of comments before it is about its line, too.
    #expect(above.silenced.count == 1)
  }

  @Test func allCommentsThatSilenceAFindingAreUsed() {
    let text = """
      # sessionc: ignore[SP501]
      # sessionc: ignore[temperature-advice, SP501]
      temperature: 0.6 # sessionc: ignore[sp501]
      """
    let result = check(text)
    #expect(result.diagnostics.isEmpty && result.silenced.count == 1)
  }

  @Test func aRuleThatIsOffNeedsNoIgnore() {
    var options = Compiler.Options()
    options.policy.settings["SP501"] = .off
    let text = "temperature: 0.6 # sessionc: ignore[SP501]\n"
    let result = Compiler(options: options).check(SourceText(name: "a", text: text))
    #expect(result.diagnostics.isEmpty)
  }
}
