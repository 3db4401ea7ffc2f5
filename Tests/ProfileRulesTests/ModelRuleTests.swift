import SourceDiagnostics
import TestSupport
import Testing

@Suite struct ModelRuleTests {
  static let cases: [(code: String, profile: RuleCase)] = [
    ("SP451", "type: realtime\nmodel: gpt-realtime-1.5\n«reasoning»: {effort: low}"),
    ("SP451", "type: realtime\nmodel: gpt-realtime-2.1\nreasoning: {effort: low}"),
    ("SP451", "type: realtime\nmodel: my-own\nreasoning: {effort: low}"),
    ("SP451", "type: realtime\nreasoning: {effort: low}"),
    ("SP452", "type: realtime\nmodel: gpt-realtime\n«parallel_tool_calls»: false"),
    ("SP452", "type: realtime\nmodel: gpt-realtime-2\nparallel_tool_calls: true"),
    (
      "SP453",
      "type: transcription\naudio: {input: {transcription: {model: gpt-realtime-whisper, «prompt»: a}}}"
    ),
    (
      "SP453",
      "type: realtime\naudio: {input: {transcription: {model: gpt-realtime-whisper, «prompt»: a}}}"
    ),
    (
      "SP453",
      "type: transcription\naudio: {input: {transcription: {model: gpt-4o-transcribe-diarize, «prompt»: a}}}"
    ),
    (
      "SP453", "type: transcription\naudio: {input: {transcription: {model: whisper-1, prompt: a}}}"
    ),
    (
      "SP454",
      "type: transcription\naudio: {input: {transcription: {model: whisper-1, «delay»: low}}}"
    ),
    (
      "SP454",
      "type: transcription\naudio: {input: {transcription: {model: gpt-realtime-whisper, delay: low}}}"
    ),
    (
      "SP455",
      "type: transcription\naudio: {input: {transcription: {model: whisper-1, «languages»: [en]}}}"
    ),
    (
      "SP455",
      "type: transcription\naudio: {input: {transcription: {model: gpt-4o-transcribe, «keywords»: [a]}}}"
    ),
    (
      "SP455",
      "type: transcription\naudio: {input: {transcription: {model: gpt-transcribe, languages: [en], keywords: [a]}}}"
    ),
    (
      "SP455",
      "type: transcription\naudio: {input: {transcription: {model: gpt-transcribe, languages: [en], «language»: en}}}"
    ),
    (
      "SP456",
      "type: transcription\naudio: {input: {transcription: {model: gpt-realtime-whisper}, «turn_detection»: {type: server_vad}}}"
    ),
    (
      "SP456",
      "type: realtime\naudio: {input: {transcription: {model: gpt-realtime-whisper}, turn_detection: {type: server_vad}}}"
    ),
    (
      "SP456",
      "type: transcription\naudio: {input: {transcription: {model: gpt-realtime-whisper}, turn_detection: null}}"
    ),
    (
      "SP456",
      "type: transcription\naudio: {input: {transcription: {model: whisper-1}, turn_detection: {type: server_vad}}}"
    ),
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ code: String, _ test: RuleCase) {
    #expect(test.places(of: code) == test.marked.ranges, "\(test.findings)")
  }
}
