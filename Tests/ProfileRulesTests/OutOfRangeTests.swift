import SourceDiagnostics
import TestSupport
import Testing

@Suite struct OutOfRangeTests {
  static let cases: [RuleCase] = [
    "temperature: 0.6",
    "temperature: 1.2",
    "temperature: «0.59»",
    "temperature: «1.21»",
    "temperature: «-1»",
    "max_response_output_tokens: 1",
    "max_response_output_tokens: 4096",
    "max_response_output_tokens: «0»",
    "max_response_output_tokens: «4097»",
    "max_response_output_tokens: «-1»",
    "turn_detection: {threshold: 0}",
    "turn_detection: {threshold: 1}",
    "turn_detection: {threshold: «50»}",
    "turn_detection: {threshold: «1.0000001»}",
    "turn_detection: {prefix_padding_ms: «-1»}",
    "turn_detection: {silence_duration_ms: 0}",
    "turn_detection: {silence_duration_ms: «10001»}",
    "speed: «0.24»",
    "speed: 1.5",
    "type: realtime\naudio: {input: {noise_reduction: {type: near_field, strength: «1.5»}}}",
    "type: realtime\naudio: {input: {noise_reduction: {type: near_field, strength: «-0.5»}}}",
    "type: realtime\naudio: {input: {noise_reduction: {type: near_field, strength: 1}}}",
    "client_secret: {expires_after: {anchor: created_at, seconds: «9»}}",
    "client_secret: {expires_after: {anchor: created_at, seconds: 7200}}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP202") == test.marked.ranges, "\(test.findings)")
  }
}
