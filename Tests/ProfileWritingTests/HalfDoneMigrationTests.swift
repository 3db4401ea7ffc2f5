import SessionProfiles
import Testing

/// GA sessions with fields of the flat dialect: `migrate` finishes them, and the fix of SP105 does the same.
@Suite struct HalfDoneMigrationTests {
  static let cases: [(String, String)] = [
    // Without an `audio`, in block and flow style.
    (
      "type: realtime\n# why\nvoice: alloy # ours\ntools: []\n",
      "type: realtime\naudio:\n  output:\n    # why\n    voice: alloy # ours\ntools: []\n"
    ),
    ("{type: realtime, voice: alloy}\n", "{type: realtime, audio: {output: {voice: alloy}}}\n"),
    (
      #"{"type":"realtime","input_audio_format":"g711_ulaw"}"#,
      #"{"type":"realtime","audio":{"input":{"format":{"type": "audio/pcmu"}}}}"#
    ),
    // Into what is there.
    (
      "type: realtime\nvoice: alloy # v\naudio:\n  input:\n    noise_reduction: null\n",
      "type: realtime\naudio:\n  input:\n    noise_reduction: null\n  output:\n    voice: alloy # v\n"
    ),
    (
      "type: realtime\naudio:\n    output: # o\n        speed: 1 # s\n\n# why\nvoice: alloy\nturn_detection: null",
      "type: realtime\naudio:\n    output: # o\n        speed: 1 # s\n\n        # why\n        voice: alloy\n    input:\n      turn_detection: null"
    ),
    (
      "type: realtime\naudio: {output: {speed: 1}, input: {}}\nvoice: alloy\nturn_detection: null\n",
      "type: realtime\naudio: {output: {speed: 1, voice: alloy}, input: {turn_detection: null}}\n"
    ),
    (
      "type: realtime\naudio: {}\nspeed: 1.1\n", "type: realtime\naudio: {output: {speed: 1.1}}\n"
    ),
    (
      #"{"type":"realtime","audio":{"output":{"voice":"ash"}},"speed":1}"#,
      #"{"type":"realtime","audio":{"output":{"voice":"ash","speed":1}}}"#
    ),
    (
      "{\n  \"type\": \"realtime\",\n  \"voice\": \"ash\",\n  \"audio\": {\n    \"input\": {}\n  }\n}\n",
      "{\n  \"type\": \"realtime\",\n  \"audio\": {\n    \"input\": {},\n    \"output\": {\n      \"voice\": \"ash\"\n    }\n  }\n}\n"
    ),
    // In an event, in a body, and in a session whose kind is missing.
    (
      "type: session.update\nsession:\n  type: realtime\n  voice: alloy\n",
      "type: session.update\nsession:\n  type: realtime\n  audio:\n    output:\n      voice: alloy\n"
    ),
    (
      "session:\n  type: realtime\n  voice: alloy\nexpires_after: {anchor: created_at, seconds: 60}\n",
      "session:\n  type: realtime\n  audio:\n    output:\n      voice: alloy\nexpires_after: {anchor: created_at, seconds: 60}\n"
    ),
    (
      "output_modalities: [audio]\nvoice: alloy\n",
      "type: realtime\noutput_modalities: [audio]\naudio:\n  output:\n    voice: alloy\n"
    ),
    (
      "type: transcription\ninput_audio_transcription: {model: whisper-1}\n",
      "type: transcription\naudio:\n  input:\n    transcription: {model: whisper-1}\n"
    ),
    // Values as GA has them already, and others.
    ("type: realtime\nmodalities: [audio]\n", "type: realtime\noutput_modalities: [audio]\n"),
    (
      "type: realtime\nmodalities: [audio, text]\n", "type: realtime\noutput_modalities: [audio]\n"
    ),
    (
      "type: realtime\ninput_audio_format: {type: audio/pcm, rate: 24000}\n",
      "type: realtime\naudio:\n  input:\n    format: {type: audio/pcm, rate: 24000}\n"
    ),
    (
      "type: realtime\nmax_response_output_tokens: 9 # few\nnmae: 1\n",
      "type: realtime\nmax_output_tokens: 9 # few\nnmae: 1\n"
    ),
    // What has no counterpart.
    (
      "type: realtime\ntemperature: 0.8 # warm\n",
      "type: realtime\n# No counterpart in the GA dialect: GA has no temperature, and the service refuses it there\n# temperature: 0.8 # warm\n"
    ),
  ]

  @Test(arguments: cases) func areFinished(_ before: String, _ after: String) throws {
    let source = SourceText(name: "p.yaml", text: before)
    let migration = Compiler().migrate(source)
    #expect(!migration.wasGA && migration.isHalfDone)
    let profile = try #require(migration.profile, "\(String(describing: migration.refusal))")
    #expect(String(decoding: profile.bytes, as: UTF8.self) == after)
    #expect(Compiler().migrate(profile).wasGA)
    let fixed = Fixer(compiler: Compiler(), appliesUnsafe: true).fix(source)
    #expect(!fixed.result.diagnostics.contains { $0.rule.code == "SP105" })
    let isSafe = Compiler().lint(source).contains {
      $0.rule.code == "SP105" && $0.fix?.isSafe ?? false
    }
    #expect(!isSafe)
  }

  /// Where two fields would become one, or a comment has no place: nothing is changed.
  @Test(arguments: [
    ("type: realtime\nvoice: alloy\naudio: {output: {voice: ash}}\n", "has a `voice` already"),
    ("type: realtime\nvoice: alloy\naudio:\n  output:\n    voice: ash\n", "has a `voice` already"),
    (#"{"type":"realtime","voice":"a","audio":{"output":{"voice":"b"}}}"#, "has a `voice` already"),
    ("type: realtime\nvoice: alloy # why\naudio: {output: {speed: 1}}\n", "lines of its own"),
    ("type: realtime\nvoice: alloy\naudio: null\n", "write it out as a mapping"),
    ("type: realtime\nvoice: alloy\naudio: {output: 1}\n", "write it out as a mapping"),
    ("x-a: &a {speed: 1}\ntype: realtime\nvoice: alloy\naudio: {output: *a}\n", "as a mapping"),
    (
      "type: realtime\nmodalities: [text]\noutput_modalities: [text]\n", "`output_modalities` twice"
    ),
  ]) func areLeft(_ text: String, _ message: String) throws {
    let migration = Compiler().migrate(SourceText(name: "p.json", text: text))
    #expect(migration.profile == nil)
    let refusal = try #require(migration.refusal)
    #expect(refusal.message.contains(message), "\(refusal.message)")
  }
}
