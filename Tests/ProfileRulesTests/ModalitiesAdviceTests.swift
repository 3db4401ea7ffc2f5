import SourceDiagnostics
import TestSupport
import Testing

@Suite struct ModalitiesAdviceTests {
  static let cases: [RuleCase] = [
    "modalities: [text]\n«voice»: alloy\n«output_audio_format»: pcm16\n«speed»: 1",
    "modalities: [text, audio]\nvoice: alloy",
    "modalities: [text]\ninput_audio_format: pcm16",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP502") == test.marked.ranges, "\(test.findings)")
  }
}
