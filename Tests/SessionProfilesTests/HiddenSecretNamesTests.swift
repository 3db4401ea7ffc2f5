import SessionProfiles
import TestSupport
import Testing

/// A secret that shares letters with a documented name is hidden, and the name is not.
@Suite struct HiddenSecretNamesTests {
  @Test(arguments: ["transcription-token-4711", "gpt-transcribe-4711", "input_audio_format"])
  func namesStayReadable(_ token: String) throws {
    let profile = """
      type: transcription
      audio: {input: {transcription: {model: whisper-1, delay: low, language: english}}}
      tools: [{type: mcp, server_label: a, server_url: 'https://a.example', authorization: \(token)}]

      """
    let findings = Compiler().lint(SourceText(name: "a.yaml", text: profile))
    #expect(findings.contains { $0.path == "/audio/input/transcription/language" }, "\(findings)")
    #expect(findings.contains { $0.message == "`whisper-1` takes no delay" })
    let help = findings.compactMap(\.help).joined()
    #expect(help.contains("gpt-realtime-whisper"))
    #expect(!findings.contains { ($0.message + ($0.help ?? "")).contains("4711") })
  }
}
