import SourceDiagnostics
import TestSupport
import Testing

@Suite struct WrongTypeTests {
  static let cases: [RuleCase] = [
    "temperature: 1",
    "temperature: «\"0.8\"»",
    "temperature: «true»",
    "temperature: «[0.8]»",
    "voice: «5»",
    "voice: «{id: x}»",
    "modalities: «text»",
    "modalities: [«5»]",
    "turn_detection: «none»",
    "turn_detection: «false»",
    "turn_detection: {create_response: «yes»}",
    "turn_detection: {silence_duration_ms: «1:30»}",
    "turn_detection: {silence_duration_ms: «300.5»}",
    "turn_detection: {silence_duration_ms: 300.0}",
    "turn_detection: {type: «5»}",
    "max_response_output_tokens: «.inf»",
    "max_response_output_tokens: «\"4096\"»",
    "max_response_output_tokens: «12.5»",
    "max_response_output_tokens: 4.096e3",
    "input_audio_noise_reduction: «near_field»",
    "tools: «{}»",
    "tools: [«a»]",
    "tools: [{type: function, name: a, parameters: «[]»}]",
    "tool_choice: «[auto]»",
    "input_audio_transcription: {language: «false»}",
    "tracing: «true»",
    "type: session.update\nsession: «5»",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP102") == test.marked.ranges, "\(test.findings)")
  }
}
