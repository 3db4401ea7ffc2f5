import SourceDiagnostics
import TestSupport
import Testing

@Suite struct TranscriptionWithoutPromptTests {
  static let cases: [RuleCase] = [
    "type: transcription\naudio: {input: {transcription: {model: gpt-realtime-whisper, «prompt»: a}}}",
    "type: realtime\naudio: {input: {transcription: {model: gpt-realtime-whisper, «prompt»: a}}}",
    "type: transcription\naudio: {input: {transcription: {model: gpt-4o-transcribe-diarize, «prompt»: a}}}",
    "type: transcription\naudio: {input: {transcription: {model: whisper-1, prompt: a}}}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP453") == test.marked.ranges, "\(test.findings)")
  }
}
