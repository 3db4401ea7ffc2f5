import SourceDiagnostics
import TestSupport
import Testing

@Suite struct UnknownNameTests {
  static let cases: [RuleCase] = [
    "type: realtime\nreasoning: {effort: «none»}",
    "type: realtime\nreasoning: {effort: xhigh}",
    "voice: verse",
    "voice: «bob»",
    "voice: nova",
    "input_audio_transcription: {model: «gpt-transcribe»}",
  ]

  /// No way back to a name that has an end.
  @Test func aSuccessorIsKnownForOne() throws {
    let finding = try #require(
      RuleCase("input_audio_transcription: {model: gpt-live-transcribe}").findings.first
    )
    #expect(finding.fix == nil)
    #expect(
      finding.help == "it is the successor of `gpt-4o-mini-transcribe`, for the GA dialect"
    )
  }

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP207") == test.marked.ranges, "\(test.findings)")
  }
}
