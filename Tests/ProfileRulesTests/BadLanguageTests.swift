import SourceDiagnostics
import TestSupport
import Testing

@Suite struct BadLanguageTests {
  static let cases: [RuleCase] = [
    "input_audio_transcription: {language: en}",
    "input_audio_transcription: {language: no}",
    "input_audio_transcription: {language: «en-US»}",
    "input_audio_transcription: {language: «\"\"»}",
    "input_audio_transcription: {language: «auto»}",
    "input_audio_transcription: {language: «nb»}",
    "input_audio_transcription: {language: «EN»}",
    "input_audio_transcription: {language: «english»}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP203") == test.marked.ranges, "\(test.findings)")
  }
}
