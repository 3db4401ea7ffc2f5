import SourceDiagnostics
import TestSupport
import Testing

@Suite struct NotInTargetTests {
  static let cases: [RuleCase] = [
    "«type»: realtime\nmodel: gpt-realtime",
    "type: session.update\nsession: {«type»: realtime}",
    "«audio»: {output: {voice: marin}}",
    "«output_modalities»: [text]",
    "output_modalities: [text]\nvoice: alloy",
    "session: {«type»: transcription}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP105") == test.marked.ranges, "\(test.findings)")
  }
}
