import SessionProfiles
import SourceDiagnostics
import Testing

/// What `--fix` makes of a profile, byte for byte.
@Suite struct FixerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var before: String
    var after: String
    var isUnsafe = false
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "renames a misspelt key and keeps the comment",
      before: "voise: alloy  # ours\nspeed: 1.0\n",
      after: "voice: alloy  # ours\nspeed: 1.0\n"
    ),
    Case(
      name: "keeps the quotes of a key",
      before: #"{"voise": "alloy", 'temprature': 0.8}"#,
      after: #"{"voice": "alloy", 'temperature': 0.8}"#
    ),
    Case(
      name: "writes a value's right case and spelling",
      before: "input_audio_format: g711-ulaw\noutput_audio_format: 'PCM16'\n",
      after: "input_audio_format: g711_ulaw\noutput_audio_format: 'pcm16'\n"
    ),
    Case(
      name: "mends a name and then what it hid",
      before: "turn_detecton:\n  type: servr_vad\n  threshold: '0.5' # half\n",
      after: "turn_detection:\n  type: server_vad\n  threshold: 0.5 # half\n"
    ),
    Case(
      name: "takes quotes off numbers and booleans",
      before: "temperature: \"0.8\"\nturn_detection: {type: server_vad, create_response: 'true'}\n",
      after: "temperature: 0.8\nturn_detection: {type: server_vad, create_response: true}\n"
    ),
    Case(
      name: "writes booleans as YAML 1.2 has them",
      before:
        "turn_detection:\n  type: server_vad\n  create_response: yes\n  interrupt_response: off\n",
      after:
        "turn_detection:\n  type: server_vad\n  create_response: true\n  interrupt_response: false\n"
    ),
    Case(
      name: "writes infinity as the word",
      before: "max_response_output_tokens: .inf\n",
      after: "max_response_output_tokens: inf\n"
    ),
    Case(
      name: "leaves the region of a language out",
      before: "input_audio_transcription: {model: gpt-4o-transcribe, language: \"en-US\"}\n",
      after: "input_audio_transcription: {model: gpt-4o-transcribe, language: \"en\"}\n",
      isUnsafe: true
    ),
    Case(
      name: "puts a lone modality in a list",
      before: "modalities: text\n",
      after: "modalities: [text]\n"
    ),
    Case(
      name: "adds text to a lone audio",
      before: "modalities: audio\n",
      after: "modalities: [text, audio]\n",
      isUnsafe: true
    ),
    Case(
      name: "makes a mapping of a bare noise reduction",
      before: "input_audio_noise_reduction: near_field # kiosk\n",
      after: "input_audio_noise_reduction: {type: near_field} # kiosk\n"
    ),
    Case(
      name: "writes JSON into JSON",
      before: #"{"input_audio_noise_reduction": "near_field", "modalities": "text"}"#,
      after: #"{"input_audio_noise_reduction": {"type": "near_field"}, "modalities": ["text"]}"#
    ),
    Case(
      name: "adds a missing type",
      before: "tools:\n  - name: a # first\n    parameters: {type: object}\n  - {name: b}\n",
      after:
        "tools:\n  - type: function\n    name: a # first\n    parameters: {type: object}\n  - {type: function, name: b}\n"
    ),
    Case(
      name: "removes a list entry that is there twice",
      before: "modalities: [text, audio, text]\n",
      after: "modalities: [text, audio]\n"
    ),
    Case(
      name: "removes a line of a list",
      before: "modalities:\n  - text\n  - text # again\n  # and\n  - audio\n",
      after: "modalities:\n  - text\n  # and\n  - audio\n",
      isUnsafe: true
    ),
    Case(
      name: "removes a line of a list that has no comment",
      before: "modalities:\n  - text\n  - text\n  # and\n  - audio # so\n",
      after: "modalities:\n  - text\n  # and\n  - audio # so\n"
    ),
    Case(
      name: "lifts the tools of Chat Completions",
      before: """
        tools:
          - type: function
            # looks
            function:
              name: lookup  # the name
              description: |
                Look it up.
                  With care.

              # none
              parameters:
                type: object
          - type: function
            name: b
        """,
      after: """
        tools:
          - type: function
            # looks
            name: lookup  # the name
            description: |
              Look it up.
                With care.

            # none
            parameters:
              type: object
          - type: function
            name: b
        """
    ),
    Case(
      name: "lifts in flow style",
      before: #"{"tools": [{"type": "function", "function": {"name": "a", "description": "b"}}]}"#,
      after: #"{"tools": [{"type": "function", "name": "a", "description": "b"}]}"#
    ),
    Case(
      name: "lifts a forced function",
      before:
        "tools:\n- {type: function, name: a}\ntool_choice:\n  type: function\n  function:\n    name: a\n",
      after: "tools:\n- {type: function, name: a}\ntool_choice:\n  type: function\n  name: a\n"
    ),
    Case(
      name: "does not clamp a number by itself",
      before: "temperature: 1.9\n",
      after: "temperature: 1.9\n"
    ),
    Case(
      name: "clamps a number when told to",
      before: "temperature: 1.9 # warm\n",
      after: "temperature: 1.2 # warm\n",
      isUnsafe: true
    ),
    Case(
      name: "does not remove a field by itself",
      before: "turn_detection:\n  type: semantic_vad\n  threshold: 0.4\n",
      after: "turn_detection:\n  type: semantic_vad\n  threshold: 0.4\n"
    ),
    Case(
      name: "removes the field of the other turn detection",
      before:
        "turn_detection:\n  type: semantic_vad\n  threshold: 0.4 # was\n  # kept\n  eagerness: low\n",
      after: "turn_detection:\n  type: semantic_vad\n  # kept\n  eagerness: low\n",
      isUnsafe: true
    ),
    Case(
      name: "removes in flow style, first and last",
      before: "turn_detection: {threshold: 0.4, type: semantic_vad, silence_duration_ms: 5}\n",
      after: "turn_detection: {type: semantic_vad}\n",
      isUnsafe: true
    ),
    Case(
      name: "renames neither of two keys that may mean one field",
      before: "voise: alloy\nvoicee: ash\n",
      after: "voise: alloy\nvoicee: ash\n",
      isUnsafe: true
    ),
    Case(
      name: "does not rename where the value would not fit",
      before: "input_audio_transcription: {languages: [en]}\n",
      after: "input_audio_transcription: {languages: [en]}\n",
      isUnsafe: true
    ),
    Case(
      name: "does not change what an alias repeats elsewhere",
      before: "x-t: &t \"0.8\"\ntemperature: *t\ninstructions: *t\n",
      after: "x-t: &t \"0.8\"\ntemperature: *t\ninstructions: *t\n"
    ),
    Case(
      name: "keeps CR LF, tabs in comments and a byte order mark",
      before: "\u{FEFF}voise: alloy\t# a\tb\r\ntemperature: '0.8'\r\n",
      after: "\u{FEFF}voice: alloy\t# a\tb\r\ntemperature: 0.8\r\n"
    ),
    Case(
      name: "removes ignores that silence nothing",
      before:
        "# sessionc: ignore[SP501] no\nvoice: alloy # sessionc: ignore[SP101, SP207]\n# kept\nspeed: 1\n",
      after: "voice: alloy\n# kept\nspeed: 1\n"
    ),
    Case(
      name: "does not let a comment become text",
      before:
        "instructions: |  # sessionc: ignore[SP503] old\n  Be brief.\n# sessionc: ignore[SP501] old\n  # internal\nvoice: alloy\n",
      after:
        "instructions: |\n  Be brief.\n# sessionc: ignore[SP501] old\n  # internal\nvoice: alloy\n"
    ),
    Case(
      name: "does not look for comments in a second document",
      before: "voice: alloy\n---\ninstructions: |\n  # sessionc: ignore[SP501]\n",
      after: "voice: alloy\n---\ninstructions: |\n  # sessionc: ignore[SP501]\n"
    ),
    Case(
      name: "does not lift what an explicit key holds",
      before:
        "tools:\n  - type: function\n    ? function\n    : name: find\n      description: x\ninput_audio_format: g711-ulaw\n",
      after:
        "tools:\n  - type: function\n    ? function\n    : name: find\n      description: x\ninput_audio_format: g711_ulaw\n"
    ),
    Case(
      name: "keeps JSON as JSON",
      before:
        #"{"modalities": "audio", "tools": [{"name": "find"}], "turn_detection": {"create_response": "True"}, "max_response_output_tokens": "0x10", "tool_choice": {"type": "function", "name": "fnd"}}"#,
      after:
        #"{"modalities": ["text", "audio"], "tools": [{"type": "function", "name": "find"}], "turn_detection": {"create_response": true}, "max_response_output_tokens": 16, "tool_choice": {"type": "function", "name": "find"}}"#,
      isUnsafe: true
    ),
    Case(
      name: "keeps the fields of a union whose tag is misspelt",
      before: "turn_detection:\n  typ: semantic_vad\n  eagerness: low\n",
      after: "turn_detection:\n  type: semantic_vad\n  eagerness: low\n",
      isUnsafe: true
    ),
    Case(
      name: "leaves tagged values alone",
      before: "modalities: !!str audio\nspeed: !!str \"1.0\"\n",
      after: "modalities: !!str audio\nspeed: !!str \"1.0\"\n"
    ),
    Case(
      name: "one fix that cannot be applied keeps no other back",
      before:
        "x-b: |-\n# sessionc: ignore[SP101] two\n  # three\nx-a: 1 # sessionc: ignore[SP999, SP101] one\n",
      after: "x-b: |-\n# sessionc: ignore[SP101] two\n  # three\nx-a: 1\n"
    ),
    Case(
      name: "ends lines as the file does",
      before: "tools:\r\n  - name: a\r\n",
      after: "tools:\r\n  - type: function\r\n    name: a\r\n"
    ),
    Case(
      name: "lifts what an alias repeats",
      before:
        "tools:\n  - type: function\n    function:\n      name: a\n      parameters: &p\n        type: object\n  - {type: function, name: b, parameters: *p}\n",
      after:
        "tools:\n  - type: function\n    name: a\n    parameters: &p\n      type: object\n  - {type: function, name: b, parameters: *p}\n"
    ),
    Case(
      name: "brings no more errors to light than it mends",
      before: "trun_detection:\n  type: semantic_vad\n  threshold: 0.5\n  silence_duration_ms: 5\n",
      after: "trun_detection:\n  type: semantic_vad\n  threshold: 0.5\n  silence_duration_ms: 5\n"
    ),
    Case(
      name: "removes nothing in front of a merge",
      before:
        "x-d: &d {threshold: 0.5}\nturn_detection:\n  type: semantic_vad\n  <<: *d\n  threshold: 0.4\n",
      after:
        "x-d: &d {threshold: 0.5}\nturn_detection:\n  type: semantic_vad\n  <<: *d\n  threshold: 0.4\n",
      isUnsafe: true
    ),
    Case(
      name: "writes the word where a number means it",
      before: "max_response_output_tokens: -1\n",
      after: "max_response_output_tokens: inf\n",
      isUnsafe: true
    ),
    Case(
      name: "keeps the comment of a block text's first line",
      before: "turn_detection:\n  create_response: |-  # agreed\n    yes\n",
      after: "turn_detection:\n  create_response: |-  # agreed\n    yes\n"
    ),
    Case(
      name: "does not go to and fro between two wishes of one value",
      before:
        "x-v: &v {create_response: false}\nturn_detection: *v\ntools: [{type: function, name: &n false}]\ninstructions: *n\n",
      after:
        "x-v: &v {create_response: false}\nturn_detection: *v\ntools: [{type: function, name: &n \"false\"}]\ninstructions: *n\n",
      isUnsafe: true
    ),
    Case(
      name: "leaves a text alone that cannot be read",
      before: "voise: [alloy\n",
      after: "voise: [alloy\n"
    ),
  ]

  @Test(arguments: cases) func fixes(_ test: Case) {
    let fixer = Fixer(compiler: Compiler(), appliesUnsafe: test.isUnsafe)
    let fixed = fixer.fix(SourceText(name: "a.yaml", text: test.before))
    #expect(String(decoding: fixed.source.bytes, as: UTF8.self) == test.after)
    // Fixing again changes nothing.
    #expect(fixer.fix(fixed.source).source.bytes == fixed.source.bytes)
  }
}
