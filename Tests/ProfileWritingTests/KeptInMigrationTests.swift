import SessionProfiles
import TestSupport
import Testing

/// Nothing that somebody wrote is lost in migrating: it is moved, kept in a comment, or the file stays.
@Suite struct KeptInMigrationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var before: String
    var after: String
    var name = "a.yaml"
    var testDescription: String { before }

    init(_ before: String, _ after: String, name: String = "a.yaml") {
      (self.before, self.after, self.name) = (before, after, name)
    }
  }

  private static let note = "# No counterpart in the GA dialect: "
  private static let unknown = note + "no field of a session is called so, in either dialect\n"

  private static let unknownCRLF =
    note + "no field of a session is called so, in either dialect\r\n"

  static let kept: [Case] = [
    // What the dialect does not know, and values that GA does not have.
    Case(
      "# c\nvoice: alloy # v\nunknown_thing: 3 # mine\n",
      "# c\ntype: realtime\naudio:\n  output:\n    voice: alloy # v\n\(unknown)# unknown_thing: 3 # mine\n"
    ),
    Case(
      "# c1\nvoice: sage  # c2\ninstructions: hi  # c3\ntemprature: 0.7  # c4\n",
      "# c1\ntype: realtime\naudio:\n  output:\n    voice: sage  # c2\ninstructions: hi  # c3\n\(unknown)# temprature: 0.7  # c4\n"
    ),
    Case(
      "# c\nvoice: alloy # v\ninput_audio_format: pcm # f\n",
      "# c\ntype: realtime\naudio:\n  output:\n    voice: alloy # v\n\(note)GA has no such value; in GA the format belongs to the input audio, and is a mapping with a type\n# input_audio_format: pcm # f\n"
    ),
    Case(
      "voice: alloy\nmodalities: [audio] # m\n",
      "type: realtime\naudio:\n  output:\n    voice: alloy\n\(note)GA has no such value; in GA the audio implies its text, and the two are never given together\n# modalities: [audio] # m\n"
    ),
    Case(
      "voice: alloy\nmy_block: |\n  a # no comment\n\n   b\n# end\n",
      "type: realtime\naudio:\n  output:\n    voice: alloy\n\(unknown)# my_block: |\n#   a # no comment\n\n#    b\n# end\n"
    ),
    Case(
      "voice: alloy\nmax_output_tokens: 5 # of GA\n",
      "type: realtime\naudio:\n  output:\n    voice: alloy\nmax_output_tokens: 5 # of GA\n"
    ),
    // No line feed at the end.
    Case(
      "voice: alloy\r\nmaximum: speed",
      "type: realtime\r\naudio:\r\n  output:\r\n    voice: alloy\r\n\(unknownCRLF)# maximum: speed"
    ),
    // Comments inside of what is rewritten.
    Case(
      "modalities:  # a\n- text   # b\n- audio  # c\nvoice: sage\n",
      "type: realtime\n# a\n# b\noutput_modalities: [audio]  # c\naudio:\n  output:\n    voice: sage\n"
    ),
    Case(
      "modalities: [ # a\n  text, # b\n  audio\n] # c\n",
      "type: realtime\n# a\n# b\noutput_modalities: [audio] # c\n"
    ),
    Case(
      "voice: ash\nclient_secret: {expires_after: {seconds: 60, anchor: created_at}}  # c\n",
      "# c\nexpires_after: {seconds: 60, anchor: created_at}\nsession:\n  type: realtime\n  audio:\n    output:\n      voice: ash\n"
    ),
    Case(
      "voice: ash\nclient_secret: # a\n  # b\n  expires_after: # c\n    # d\n    seconds: 60 # e\n    anchor: created_at\n  # f\n",
      "# a\n# b\n# c\n# d\nexpires_after:\n  seconds: 60 # e\n  anchor: created_at\nsession:\n  type: realtime\n  audio:\n    output:\n      voice: ash\n  # f\n"
    ),
    Case(
      "type: session.update\nsession:\n  voice: ash\n  client_secret: {expires_after: {seconds: 60}} # c\n",
      "type: session.update\nsession:\n  type: realtime\n  audio:\n    output:\n      voice: ash\n  \(note)an event makes no secret, so it has no lifetime of one\n  # client_secret: {expires_after: {seconds: 60}} # c\n"
    ),
    // Tags and anchors before what is rewritten.
    Case(
      "input_audio_format: !!str g711_ulaw # c\n",
      "type: realtime\naudio:\n  input:\n    format: {type: audio/pcmu} # c\n"
    ),
    Case(
      "input_audio_format: &f !!str pcm16\noutput_audio_format: *f\n",
      "type: realtime\naudio:\n  input:\n    format: &f {type: audio/pcm, rate: 24000}\n  output:\n    format: {type: audio/pcm, rate: 24000}\n"
    ),
    Case(
      "turn_detection: &t {threshold: 0.5}\n",
      "type: realtime\naudio:\n  input:\n    turn_detection: &t {type: server_vad, threshold: 0.5}\n"
    ),
    // The event's type, whatever says the same elsewhere.
    Case(
      "# the old transcription_session.update event\ntype: transcription_session.update # t\nsession:\n  input_audio_transcription: {model: whisper-1}\n",
      "# the old transcription_session.update event\ntype: session.update # t\nsession:\n  type: transcription\n  audio:\n    input:\n      transcription: {model: whisper-1}\n"
    ),
    Case(
      "session:\n  input_audio_transcription: {model: whisper-1, prompt: transcription_session.update}\ntype: 'transcription_session.update'\n",
      "session:\n  type: transcription\n  audio:\n    input:\n      transcription: {model: whisper-1, prompt: transcription_session.update}\ntype: 'session.update'\n"
    ),
    Case(
      "$target: session-update # t\ntype: session.update\nsession: {voice: ash}\n",
      "$target: ga-session-update # t\ntype: session.update\nsession: {type: realtime, audio: {output: {voice: ash}}}\n"
    ),
    // Flow style and JSON keep their layout.
    Case(
      "{voice: alloy, temperature: 0.7}\n",
      "\(note)GA has no temperature, and the service refuses it there\n# temperature: 0.7\n{type: realtime, audio: {output: {voice: alloy}}}\n"
    ),
    Case(
      "{voice: ash, # c\n speed: 1}\n",
      "{\n  type: realtime,\n  audio: {\n    output: {\n      voice: ash, # c\n      speed: 1\n    }\n  }\n}\n"
    ),
    Case(
      "{\n  # why\n  \"voice\": \"alloy\", \"temperature\": 0.8\n}\n",
      "{\n  \"type\": \"realtime\",\n  \"audio\": {\n    \"output\": {\n      # why\n      \"voice\": \"alloy\"\n    }\n  }\n  \(note)GA has no temperature, and the service refuses it there\n  # \"temperature\": 0.8\n}\n",
      name: "a.json"
    ),
    Case(
      #"{"voice": "ash"}"#,
      #"{"type": "realtime", "audio": {"output": {"voice": "ash"}}}"#,
      name: "a.json"
    ),
    Case(
      #"{"voice":"ash","modalities":["text","audio"],"input_audio_format":"pcm16"}"#,
      #"{"type":"realtime","audio":{"input":{"format":{"type": "audio/pcm", "rate": 24000}},"output":{"voice":"ash"}},"output_modalities":["audio"]}"#,
      name: "a.json"
    ),
    Case(
      "{\r\n    \"voice\": \"ash\",\r\n    \"turn_detection\": {\r\n        \"threshold\": 0.5\r\n    }\r\n}\r\n",
      "{\r\n    \"type\": \"realtime\",\r\n    \"audio\": {\r\n        \"input\": {\r\n            \"turn_detection\": {\r\n                \"type\": \"server_vad\",\r\n                \"threshold\": 0.5\r\n            }\r\n        },\r\n        \"output\": {\r\n            \"voice\": \"ash\"\r\n        }\r\n    }\r\n}\r\n",
      name: "a.json"
    ),
    Case(
      "{\"type\": \"session.update\", \"event_id\": \"e\", \"session\": {\"speed\": 1.1}}\n",
      "{\"type\": \"session.update\", \"event_id\": \"e\", \"session\": {\"type\": \"realtime\", \"audio\": {\"output\": {\"speed\": 1.1}}}}\n",
      name: "a.json"
    ),
    Case(
      "{x-mine: 1, voice: ash, client_secret: {expires_after: {anchor: created_at, seconds: 60}}}\n",
      "{x-mine: 1, expires_after: {anchor: created_at, seconds: 60}, session: {type: realtime, audio: {output: {voice: ash}}}}\n"
    ),
    // A byte order mark, and a last line without its end.
    Case(
      "\u{FEFF}voice: ash # c\nspeed: 1",
      "\u{FEFF}type: realtime\naudio:\n  output:\n    voice: ash # c\n    speed: 1"
    ),
  ]

  @Test(arguments: kept) func keeps(_ test: Case) {
    let migration = Compiler().migrate(SourceText(name: test.name, text: test.before))
    #expect(migration.profile.map { String(decoding: $0.bytes, as: UTF8.self) } == test.after)
    #expect(migration.refusal == nil)
  }

  /// What is left as it is, and why.
  static let refused: [(String, String)] = [
    (
      #"{"type": "transcription_session.update", "input_audio_format": "pcm16"}"#,
      "this is not a session: the event `transcription_session.update` has no `session`"
    ),
    (
      #"{"type": "response.create", "response": {"voice": "ash"}}"#,
      "this is not a session: it is an event `response.create`"
    ),
    (#"{"name": "app", "dependencies": {}}"#, "this is not a session: `dependencies` belongs"),
    ("# the stack\nservices:\n  db: {image: postgres}\n", "is not a session: `services` belongs"),
    (#"{"model": "gpt-4o", "messages": []}"#, "this is not a session: `messages` belongs to Chat"),
    (#"{"voice": "ash", "temperature": 0.8}"#, "JSON has no comments to keep it in"),
    (#"{"voice": "ash", "mine": 1}"#, "JSON has no comments to keep it in"),
    ("x-b: &b {voice: ash}\n<<: *b\n", "a merge key `<<` brings fields in; write them out"),
    ("? voice\n: ash\n", "this key is announced by `?`"),
    ("&v voice: ash\n", "this key has an anchor or a tag"),
    ("type: session.update\nsession: &s {voice: ash}\n", "the session has an anchor or a tag"),
    ("x-s: &s {voice: ash}\ntype: session.update\nsession: *s\n", "the session is an alias"),
    ("x-t: &t {threshold: 0.5}\nturn_detection: *t\n", "GA needs a `type` in it: write out what"),
    (
      "max_output_tokens: 5\nmax_response_output_tokens: 6\n",
      "would have `max_output_tokens` twice"
    ),
    (
      "max_response_output_tokens: 6\nmax_output_tokens: 5\n",
      "would have `max_output_tokens` twice"
    ),
    (
      "voice: ash\nspeed: 1\naudio: {output: {voice: ash}}\n",
      "`audio.output` has a `voice` already"
    ),
    ("client_secret: {expires_after: 1, value: 2}\n", "of this only `expires_after` has a place"),
    ("unknown: &u ash\nvoice: *u\n", "GA has what this alias stands for in another form"),
    (
      "input_audio_format: &f pcm16\nx-f: *f\n", "GA has what this alias stands for in another form"
    ),
    ("voice: ash\n---\nvoice: echo\n", "mend that first"),
    ("voice: ash\nspeed: 1\nvoice: echo\n", "mend that first"),
    ("x-note: one\nx-more: two\n", "there is no field of a session to rewrite"),
    (
      "x-e: &e {seconds: 60}\nvoice: ash\nclient_secret: {expires_after: {<<: *e}}\n",
      "of this only `expires_after` has a place"
    ),
    ("voice: ash\rspeed: 1\r", "ends with a carriage return (U+000D) alone"),
    ("voice: alloy\r\nmaximum: speed\r", "ends with a carriage return (U+000D) alone"),
    ("voice: ash # c\r\nmine: a\rspeed: 1\n", "ends with a carriage return (U+000D) alone"),
    ("voice: ash\nmine: \"a\u{85}b\"\n", "a line break U+0085 cannot stand in a comment"),
    ("voice: ash\nmine: \"a\u{2028}b\"\n", "a line break U+2028 cannot stand in a comment"),
  ]

  @Test(arguments: refused) func leaves(_ before: String, _ why: String) {
    let migration = Compiler().migrate(SourceText(name: "a.json", text: before))
    #expect(migration.profile == nil)
    #expect(migration.refusal?.message.contains(why) == true, "\(migration)")
  }
}
