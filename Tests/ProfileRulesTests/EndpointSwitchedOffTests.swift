import ProfileRules
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct EndpointSwitchedOffTests {
  /// What is found where a profile is sent to api.openai.com.
  private func findings(_ profile: String, policy: RulePolicy = RulePolicy()) -> [Diagnostic] {
    var options = Compiler.Options()
    options.makesSourceMap = true
    options.policy = policy
    let compiler = Compiler(options: options)
    let compilation = compiler.compile(SourceText(name: "test.yaml", text: profile))
    return compiler.findings(sending: compilation, to: "api.openai.com")
  }

  @Test(arguments: [
    ("# a comment\n«»voice: sage\n", "realtime/sessions"),
    (
      "«»type: transcription_session.update\nsession: {input_audio_format: pcm16}\n$target: sessions\n",
      "realtime/transcription_sessions"
    ),
    ("«»{}\n", "realtime/sessions"),
  ])
  func theOlderPathsAreGone(_ profile: String, _ endpoint: String) {
    let marked = MarkedText(profile)
    let findings = findings(marked.text)
    #expect(findings.map(\.span.range) == marked.ranges)
    #expect(findings.first?.message.hasPrefix("POST /v1/\(endpoint) was switched off") == true)
  }

  @Test func theExampleOfThePage() {
    #expect(findings(EndpointSwitchedOff.explanation.bad).map(\.rule.code) == ["SP803"])
    #expect(findings(EndpointSwitchedOff.explanation.good).isEmpty)
  }

  @Test func thePolicyAndTheHostCount() {
    var policy = RulePolicy()
    policy.settings["SP803"] = .off
    #expect(findings("voice: sage\n", policy: policy).isEmpty)
    #expect(findings("voice: sage  # sessionc: ignore[SP803] on purpose\n").isEmpty)
    let compilation = Compiler().compile(SourceText(name: "test.yaml", text: "voice: sage\n"))
    #expect(Compiler().findings(sending: compilation, to: "localhost").isEmpty)
  }
}
