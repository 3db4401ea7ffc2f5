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
      "turn_detection: {type: semantic_vad,\n  create_response: false, # sessionc: ignore[SP302]\n  interrupt_response: false}\n",
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

  @Test func aRuleThatIsOffNeedsNoIgnore() {
    var options = Compiler.Options()
    options.policy.settings["SP501"] = .off
    let text = "temperature: 0.6 # sessionc: ignore[SP501]\n"
    let result = Compiler(options: options).check(SourceText(name: "a", text: text))
    #expect(result.diagnostics.isEmpty)
  }
}
