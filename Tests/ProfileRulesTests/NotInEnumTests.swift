import SourceDiagnostics
import TestSupport
import Testing

@Suite struct NotInEnumTests {
  static let cases: [RuleCase] = [
    "input_audio_format: pcm16",
    "input_audio_format: «g711-ulaw»",
    "output_audio_format: «PCM16»",
    "model: «gpt-4o»",
    "modalities: «[audio]»",
    "modalities: [audio, text]",
    "modalities: [text, «video»]",
    "voice: «nova»",
    "voice: «marin»",
    "voice: «\"\"»",
    "turn_detection: {type: «none»}",
    "turn_detection: {type: «server-vad», threshold: 0.5, eagerness: low}",
    "turn_detection: {type: semantic_vad, eagerness: «eager»}",
    "max_response_output_tokens: «infinite»",
    "tool_choice: «any»\ntools: [{type: function, name: a}]",
    "tools: [{type: «mcp», name: a}]",
    "tracing: «on»",
    "type: «session.updates»\nsession: {}",
    // Numbers, however they are written.
    "model: gpt-live-1\naudio: {format: {type: audio/pcm, rate: «44100»}}",
    "model: gpt-live-1\naudio: {format: {type: audio/pcm, rate: 24e3}}",
    "model: gpt-live-1\naudio: {format: {type: audio/pcm, rate: 0x3E80}}",
    "model: gpt-live-1\naudio: {format: {type: audio/pcm, rate: «0x3E81»}}",
    "model: gpt-live-1\naudio: {format: {type: audio/pcmu, rate: «24000»}}",
    "model: gpt-live-1\naudio: {format: {type: audio/pcmu, rate: 8000.0}}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP201") == test.marked.ranges, "\(test.findings)")
  }
}
