import SourceDiagnostics
import TestSupport
import Testing

@Suite struct UnknownNameTests {
  static let cases: [RuleCase] = [
    "voice: verse",
    "voice: «bob»",
    "voice: nova",
    "input_audio_transcription: {model: «gpt-transcribe»}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP207") == test.marked.ranges, "\(test.findings)")
  }
}
