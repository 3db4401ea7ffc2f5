import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct NotInTargetTests {
  static let cases: [RuleCase] = [
    "type: realtime\n«voice»: alloy\n«temperature»: 0.8\n«modalities»: [text]",
    "type: realtime\n«max_response_output_tokens»: inf",
    "type: session.update\nsession: {type: realtime, «turn_detection»: null}",
    "session: {type: transcription, «input_audio_format»: pcm16}",
    "output_modalities: [text]\n«voice»: alloy",
    "modalities: [text]\nvoice: alloy\n«output_modalities»: [text]\n",
    "voice: alloy\nspeed: 1\n«audio»: {output: {voice: alloy}}",
    "«voice»: alloy\nreasoning: {effort: low}\nmax_output_tokens: 9",
    "$dialect: sessions\n«type»: realtime",
    "voice: alloy\n«truncation»: auto",
    "type: transcription_session.update\nsession: {model: whisper-1}",
    "type: transcription\ninstructions: a",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP105") == test.marked.ranges, "\(test.findings)")
  }

  @Test(
    arguments: [
      (
        "{type: realtime, voice: alloy}", "write `audio.output.voice` instead",
        "{type: realtime, audio: {output: {voice: alloy}}}"
      ),
      (
        "type: realtime\ntemperature: 0.8", "remove it",
        "type: realtime\n# No counterpart in the GA dialect: GA has no temperature, and the service refuses it there\n# temperature: 0.8"
      ),
      (
        "type: realtime\nmax_response_output_tokens: 5", "write `max_output_tokens` instead",
        "max_output_tokens"
      ),
      (
        "{\"voice\": \"alloy\", \"max_output_tokens\": 5}",
        "write `max_response_output_tokens` instead", "\"max_response_output_tokens\""
      ),
    ] as [(String, String, String?)]
  )
  func saysWhereItGoes(_ text: String, _ help: String, _ fix: String?) throws {
    let finding = try #require(RuleCase(text).findings.first { $0.rule.code == "SP105" })
    #expect(finding.help == help)
    #expect(finding.fix?.edits.first?.text == fix)
  }
}
