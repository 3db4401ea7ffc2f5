import SourceDiagnostics
import TestSupport
import Testing

@Suite struct TranscriptionWithoutLanguagesTests {
  static let cases: [RuleCase] = [
    "type: transcription\naudio: {input: {transcription: {model: whisper-1, «languages»: [en]}}}",
    "type: transcription\naudio: {input: {transcription: {model: gpt-4o-transcribe, «keywords»: [a]}}}",
    "type: transcription\naudio: {input: {transcription: {model: gpt-transcribe, languages: [en], keywords: [a]}}}",
    "type: transcription\naudio: {input: {transcription: {model: gpt-transcribe, languages: [en], «language»: en}}}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP455") == test.marked.ranges, "\(test.findings)")
  }
}
