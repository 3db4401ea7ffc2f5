import SourceDiagnostics
import TestSupport
import Testing

@Suite struct TranscriptionWithoutDelayTests {
  static let cases: [RuleCase] = [
    "type: transcription\naudio: {input: {transcription: {model: whisper-1, «delay»: low}}}",
    "type: transcription\naudio: {input: {transcription: {model: gpt-realtime-whisper, delay: low}}}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP454") == test.marked.ranges, "\(test.findings)")
  }
}
