import SourceDiagnostics
import TestSupport
import Testing

@Suite struct DeprecatedValueTests {
  static let cases: [RuleCase] = [
    "model: «gpt-4o-realtime-preview»",
    "model: «gpt-4o-realtime-preview-2024-10-01»",
    "input_audio_transcription: {model: «whisper-1»}",
    "voice: alloy",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP206") == test.marked.ranges, "\(test.findings)")
  }
}
