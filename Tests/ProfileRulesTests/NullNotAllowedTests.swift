import SourceDiagnostics
import TestSupport
import Testing

@Suite struct NullNotAllowedTests {
  static let cases: [RuleCase] = [
    "turn_detection: null\ninput_audio_transcription: null\ninput_audio_noise_reduction: ~\ntracing: null",
    "voice: «null»",
    "temperature: «~»",
    "instructions:«»\nvoice: alloy",
    "tools: «Null»",
    "tools: [«null»]",
    "turn_detection: {type: «null»}",
    "tool_choice: «null»",
    "max_response_output_tokens: «null»",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP104") == test.marked.ranges, "\(test.findings)")
  }
}
