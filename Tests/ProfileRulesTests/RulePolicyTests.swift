import ProfileRules
import SessionProfiles
import SourceDiagnostics
import Testing

@Suite struct RulePolicyTests {
  private func compile(
    _ text: String,
    _ change: (inout RulePolicy) -> Void
  ) -> Compilation {
    var options = Compiler.Options()
    change(&options.policy)
    return Compiler(options: options).compile(SourceText(name: "a", text: text))
  }

  private func request(_ compilation: Compilation) -> String? {
    compilation.request.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func changesSeverities() {
    let result = compile("temperature: 0.6\nvoice: bob\nspeed: 9\n") {
      $0.settings = ["SP501": .off, "SP207": .error, "SP202": .warning]
    }
    #expect(result.diagnostics.map(\.severity) == [.error, .warning])
    #expect(result.diagnostics.map(\.rule.code) == ["SP207", "SP202"])
  }

  @Test func selectsAndIgnores() {
    let text = "temperature: 0.6\nvoice: bob\nspeed: 9\n"
    #expect(compile(text) { $0.selected = ["SP501"] }.diagnostics.map(\.rule.code) == ["SP501"])
    #expect(
      compile(text) { $0.ignored = ["SP501", "SP202"] }.diagnostics.map(\.rule.code) == ["SP207"]
    )
  }

  @Test func allowsValuesOfAField() {
    let text = """
      model: my-deployment
      voice: my-voice
      input_audio_transcription: {model: my-whisper, language: xx}
      modalities: [text, video]
      """
    let result = compile(text) {
      $0.allowed = [
        "model": ["my-deployment"], "voice": ["my-voice"],
        "input_audio_transcription.model": ["my-whisper"],
        "input_audio_transcription.language": ["xx"], "modalities": ["video"],
      ]
    }
    #expect(result.diagnostics.map(\.message) == [])
    let other = compile(text) { $0.allowed = ["voice": ["my-deployment"]] }
    #expect(
      other.diagnostics.map(\.rule.code).sorted() == ["SP201", "SP201", "SP203", "SP207", "SP207"]
    )
  }

  /// A silenced error lets the request through, and then nothing of the profile may be lost.
  @Test func whatIsSilencedIsSentAsItIs() {
    let result = compile(
      "future: {b: [1, {c: null}], a: x}  # sessionc: ignore[SP101] new\nvoice: {id: mine} # sessionc: ignore[SP102]\n"
    ) { _ in }
    #expect(result.diagnostics.map(\.message) == [])
    #expect(
      request(result) == #"{"future":{"a":"x","b":[1,{"c":null}]},"voice":{"id":"mine"}}"# + "\n"
    )
  }

  @Test(
    arguments: [
      "future: {a: .inf} # sessionc: ignore[SP101]\n",
      "future: [0.1234567890123456789] # sessionc: ignore[SP101]\n",
      "voice: {a: .nan} # sessionc: ignore[SP102]\n",
      "speed: .inf # sessionc: ignore[SP102]\n",
      "voice: alloy\nvoice: ash # sessionc: ignore[SP002]\n",
    ]
  )
  func aRequestThatWouldSayAnotherThingIsRefused(_ text: String) {
    let result = compile(text) { policy in
      for rule in Rules.all { policy.settings[rule.code] = .off }
      policy.settings["SP101"] = nil
      policy.settings["SP102"] = nil
    }
    #expect(result.request == nil)
    #expect(result.result.hasErrors)
  }
}
