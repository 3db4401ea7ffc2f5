import SourceDiagnostics
import TestSupport
import Testing

@Suite struct TranscriptionWithoutTurnDetectionTests {
  static let cases: [RuleCase] = [
    "type: transcription\naudio: {input: {transcription: {model: gpt-realtime-whisper}, «turn_detection»: {type: server_vad}}}",
    "type: realtime\naudio: {input: {transcription: {model: gpt-realtime-whisper}, turn_detection: {type: server_vad}}}",
    "type: transcription\naudio: {input: {transcription: {model: gpt-realtime-whisper}, turn_detection: null}}",
    "type: transcription\naudio: {input: {transcription: {model: whisper-1}, turn_detection: {type: server_vad}}}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP456") == test.marked.ranges, "\(test.findings)")
  }
}
