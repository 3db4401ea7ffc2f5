import SessionProfiles
import SourceDiagnostics
import Testing

/// A safe fix is made only where there is one thing that the author can have meant, at whatever server.
@Suite struct SafeFixTests {
  /// A profile, what safe fixes make of it, and what all fixes do; `nil` where they change nothing.
  struct Case: Sendable, CustomTestStringConvertible {
    var before: String
    var safe: String?
    var unsafe: String?
    var testDescription: String { before }

    init(_ before: String, safe: String? = nil, unsafe: String? = nil) {
      (self.before, self.safe, self.unsafe) = (before, safe, unsafe)
    }

    /// Where all fixes are safe.
    static func same(_ before: String, _ after: String) -> Case {
      Case(before, safe: after, unsafe: after)
    }
  }

  static let names: [Case] = [
    // Misspellings of one documented name, and the same word in another spelling.
    .same("voise: alloy", "voice: alloy"),
    .same("inputAudioFormat: pcm16", "input_audio_format: pcm16"),
    .same("Turn-Detection: null", "turn_detection: null"),
    .same(
      "turn_detection: {type: semantic_vad, eagerness: hihg}",
      "turn_detection: {type: semantic_vad, eagerness: high}"
    ),
    .same("input_audio_format: 'PCM16'", "input_audio_format: 'pcm16'"),
    // Names of other APIs and of the other dialect.
    Case("max_tokens: 5", unsafe: "max_response_output_tokens: 5"),
    Case("max_output_tokens: 5", unsafe: "type: realtime\nmax_output_tokens: 5"),
    Case("system_prompt: Hi", unsafe: "instructions: Hi"),
    Case(
      "type: realtime\nmax_response_output_tokens: 5",
      unsafe: "type: realtime\nmax_output_tokens: 5"
    ),
    Case("input_audio_format: pcm", unsafe: "input_audio_format: pcm16"),
    Case("input_audio_format: audio/pcmu", unsafe: "input_audio_format: g711_ulaw"),
    Case("max_response_output_tokens: infinity", unsafe: "max_response_output_tokens: inf"),
    Case("turn_detection: none", unsafe: "turn_detection: null"),
    Case("turn_detection: false", unsafe: "turn_detection: null"),
    Case("tool_choice: any", unsafe: "tool_choice: required"),
    // What JSON cannot hold is right at no server.
    .same("max_response_output_tokens: .inf", "max_response_output_tokens: inf"),
    // One of several that are equally near.
    Case("voise: alloy\nvoicee: ash"),
    Case(
      "tools: [{type: function, name: a_one}, {type: function, name: a_two}]\ntool_choice: {type: function, name: a_noe}",
      safe:
        "tools: [{type: function, name: a_one}, {type: function, name: a_two}]\ntool_choice: {type: function, name: a_one}",
      unsafe:
        "tools: [{type: function, name: a_one}, {type: function, name: a_two}]\ntool_choice: {type: function, name: a_one}"
    ),
    Case(
      "tools: [{type: function, name: tone1}, {type: function, name: tone2}]\ntool_choice: {type: function, name: tone}",
      unsafe:
        "tools: [{type: function, name: tone1}, {type: function, name: tone2}]\ntool_choice: {type: function, name: tone1}"
    ),
    Case(
      "tools: [{type: function, name: get_order}]\ntool_choice: {type: function, name: set_order}",
      unsafe:
        "tools: [{type: function, name: get_order}]\ntool_choice: {type: function, name: get_order}"
    ),
  ]

  static let languages: [Case] = [
    transcription("EN", safe: "en", unsafe: "en"),
    transcription("en-US", unsafe: "en"),
    transcription("en_IN", unsafe: "en"),
    transcription("'zh-Hans-CN'", unsafe: "'zh'"),
    transcription("english", unsafe: "en"),
    transcription("nb", unsafe: "no"),
    transcription("\"en-US,de-DE\""),
    transcription("en-US de-DE"),
    transcription("en/de"),
  ]

  private static func transcription(
    _ language: String,
    safe: String? = nil,
    unsafe: String? = nil
  ) -> Case {
    func text(_ language: String) -> String {
      "input_audio_transcription: {model: whisper-1, language: \(language)}"
    }
    return Case(text(language), safe: safe.map(text), unsafe: unsafe.map(text))
  }

  static let types: [Case] = [
    .same("temperature: '0.8'", "temperature: 0.8"),
    .same("turn_detection: {create_response: yes}", "turn_detection: {create_response: true}"),
    .same(
      "input_audio_noise_reduction: near_field",
      "input_audio_noise_reduction: {type: near_field}"
    ),
    .same("turn_detection: server_vad", "turn_detection: {type: server_vad}"),
    .same("modalities: text", "modalities: [text]"),
    .same("modalities: [text, text]", "modalities: [text]"),
    Case("modalities: audio", unsafe: "modalities: [text, audio]"),
    Case("tools: get_weather"),
    Case("type: realtime\ntools: get_weather"),
    Case(
      "type: realtime\naudio: {input: {transcription: {model: gpt-transcribe, keywords: a}}}",
      unsafe:
        "type: realtime\naudio: {input: {transcription: {model: gpt-transcribe, keywords: [a]}}}"
    ),
    // A number is not changed, nor is one that no double holds.
    Case("temperature: 1.9", unsafe: "temperature: 1.2"),
    Case("temperature: '0,8'", unsafe: "temperature: 0.8"),
    Case("max_response_output_tokens: \"0x20000000000001\""),
    .same("max_response_output_tokens: \"0x10\"", "max_response_output_tokens: 16"),
    Case("max_response_output_tokens: \"010\"", unsafe: "max_response_output_tokens: 10"),
    .same("temperature: \"00.80\"", "temperature: 0.8"),
    // What is known to be no session is not mended.
    Case("type: response.create\nresponse: {voise: a}\nvoise: alloy"),
    Case("model: gpt-4o\nmessages: []\ntemperature: \"0.8\""),
    Case("model: gpt-4o\nstore: true\ntemperature: \"0.8\""),
    Case("services: {a: {}}\nvoise: alloy"),
    .same(
      "model: gpt-4o\nvoice: alloy\nseed: 1\ntemperature: \"0.8\"",
      "model: gpt-4o\nvoice: alloy\nseed: 1\ntemperature: 0.8"
    ),
  ]

  static let kinds: [Case] = [
    .same("tools: [{name: a}]", "tools: [{type: function, name: a}]"),
    Case(
      "tools: [{name: a, server_url: b}]",
      unsafe: "tools: [{type: function, name: a, server_url: b}]"
    ),
    Case("tools: [{description: a}]", unsafe: "tools: [{type: function, description: a}]"),
    .same(
      "model: gpt-realtime\naudio: {output: {voice: marin}}",
      "type: realtime\nmodel: gpt-realtime\naudio: {output: {voice: marin}}"
    ),
    Case(
      "model: gpt-realtime\naudio: {output: {voice: marin}}\nsomething: 1",
      unsafe: "type: realtime\nmodel: gpt-realtime\naudio: {output: {voice: marin}}\nsomething: 1"
    ),
    Case(
      "model: another-1\naudio: {output: {voice: marin}}",
      unsafe: "type: realtime\nmodel: another-1\naudio: {output: {voice: marin}}"
    ),
    Case(
      "audio: {output: {voice: marin}}",
      unsafe: "type: realtime\naudio: {output: {voice: marin}}"
    ),
    .same("tools: [{type: function, function: {name: a}}]", "tools: [{type: function, name: a}]"),
    .same("tools: [{function: {name: a}}]", "tools: [{type: function, name: a}]"),
    Case("tools: [{type: web_search, function: {name: a}}]"),
    Case(
      "tools: [{function: {name: a}, description: b}]",
      unsafe: "tools: [{type: function, name: a, description: b}]"
    ),
    Case("tools: [{type: function, name: b, function: {name: a}}]"),
  ]

  /// A tool's schema: any word may stand in it.
  static let keywords: [Case] = [
    schema("id: a, ref: b, schema: c, defs: {}, comment: d, anchor: e"),
    schema("example: 3, nullable: true, discriminator: {}, optional: true"),
    schema(
      "requires: [a], formats: b, patterns: c, defaults: d",
      unsafe: "required: [a], format: b, pattern: c, default: d"
    ),
    schema("cost: 5", unsafe: "const: 5"),
    schema("item: {}", unsafe: "items: {}"),
    schema("min: 5", unsafe: "minimum: 5"),
    schema("type: double", unsafe: "type: number"),
    schema("type: int", safe: "type: integer", unsafe: "type: integer"),
    schema("propertis: {}", safe: "properties: {}", unsafe: "properties: {}"),
    schema("requird: [a]", safe: "required: [a]", unsafe: "required: [a]"),
    schema("descripton: a", safe: "description: a", unsafe: "description: a"),
    schema("descripton: 5", unsafe: "description: \"5\""),
    schema("minlength: 5", safe: "minLength: 5", unsafe: "minLength: 5"),
    schema(
      "additional_properties: false",
      safe: "additionalProperties: false",
      unsafe: "additionalProperties: false"
    ),
  ]

  private static func schema(_ text: String, safe: String? = nil, unsafe: String? = nil) -> Case {
    func profile(_ text: String) -> String {
      "tools: [{type: function, name: a, parameters: {type: object, properties: {a: {\(text)}}}}]"
    }
    return Case(profile(text), safe: safe.map(profile), unsafe: unsafe.map(profile))
  }

  static let formats: [Case] = [
    format("{type: g711_ulaw, rate: 8000}", unsafe: "{type: audio/pcmu}"),
    format("{rate: 8000, type: g711_alaw}", unsafe: "{type: audio/pcma}"),
    format("{type: mulaw}", unsafe: "{type: audio/pcmu}"),
    format("{type: pcm16, rate: 16000}", unsafe: "{type: audio/pcm, rate: 24000}"),
    format("{type: 'pcm16'}", unsafe: "{type: 'audio/pcm', rate: 24000}"),
    format("g711_ulaw", unsafe: "{type: audio/pcmu}"),
    format("pcm16", unsafe: "{type: audio/pcm, rate: 24000}"),
    format("{type: g711_ulaw, rate: 8000, more: 1}"),
    format("{type: audio/pcm, rate: 8000}"),
    format("{type: audio/pcm, rate: 24}", unsafe: "{type: audio/pcm, rate: 24000}"),
    format("{type: audio/pcm, rate: 22050}", unsafe: "{type: audio/pcm, rate: 24000}"),
    Case(
      """
      type: realtime
      audio:
        input:
          format:
            type: g711_ulaw # telephone
            rate: 8000 # Hz
          noise_reduction: null
      """,
      unsafe: """
        type: realtime
        audio:
          input:
            format:
              type: audio/pcmu # telephone
            noise_reduction: null
        """
    ),
    Case(
      "type: realtime\naudio:\n  input:\n    format:\n      type: pcm16 # wide",
      unsafe:
        "type: realtime\naudio:\n  input:\n    format:\n      type: audio/pcm # wide\n      rate: 24000"
    ),
    Case(
      #"{"type": "realtime", "audio": {"input": {"format": {"type": "pcm16"}}}}"#,
      unsafe:
        #"{"type": "realtime", "audio": {"input": {"format": {"type": "audio/pcm", "rate": 24000}}}}"#
    ),
  ]

  private static func format(_ format: String, unsafe: String? = nil) -> Case {
    func profile(_ format: String) -> String {
      "type: realtime\naudio: {input: {format: \(format)}}"
    }
    return Case(profile(format), unsafe: unsafe.map(profile))
  }

  /// The fix writes what the help says.
  static let ranges: [Case] = [
    Case("turn_detection: {threshold: 50}", unsafe: "turn_detection: {threshold: 0.5}"),
    Case("turn_detection: {threshold: 7.3}", unsafe: "turn_detection: {threshold: 0.073}"),
    Case("turn_detection: {threshold: 100}", unsafe: "turn_detection: {threshold: 1}"),
    Case("turn_detection: {threshold: 200}", unsafe: "turn_detection: {threshold: 1}"),
    Case("turn_detection: {threshold: -0.2}", unsafe: "turn_detection: {threshold: 0}"),
    Case(
      "type: realtime\ntruncation: {type: retention_ratio, retention_ratio: 80}",
      unsafe: "type: realtime\ntruncation: {type: retention_ratio, retention_ratio: 0.8}"
    ),
    idle("6", unsafe: "6000"),
    idle("30", unsafe: "30000"),
    idle("3"),
    idle("60"),
    idle("0", unsafe: "null"),
  ]

  private static func idle(_ time: String, unsafe: String? = nil) -> Case {
    func profile(_ time: String) -> String {
      "type: realtime\naudio: {input: {turn_detection: {type: server_vad, idle_timeout_ms: \(time)}}}"
    }
    return Case(profile(time), unsafe: unsafe.map(profile))
  }

  static let aliases: [Case] = [
    .same("x-a: &tone alloy\nvoice: *ton", "x-a: &tone alloy\nvoice: *tone"),
    .same(
      "x-a: &tone alloy\nvoice: *tnoe\ninstructions: *toen\nx-b: {*ton : 1}\nx-c: [*tona, *tone]",
      "x-a: &tone alloy\nvoice: *tone\ninstructions: *tone\nx-b: {*tone : 1}\nx-c: [*tone, *tone]"
    ),
    Case("x-a: [&tone1 low, &tone2 high]\nvoice: *tone3"),
    Case("x-a: [&tone1 low, &tone2 high]\nvoice: *tone"),
    Case("x-a: &tone1 low\nvoice: *tone3", unsafe: "x-a: &tone1 low\nvoice: *tone1"),
    // An anchor behind an alias is none for it.
    Case("voice: *ton\nx-a: &tone alloy"),
  ]

  /// What is inside of a misspelt key is mended with it.
  static let nested: [Case] = [
    .same(
      "turn_detecton:\n  typ: semantic_vad\n  eagernes: hihg # soon\n  create_respons: 'yes'",
      "turn_detection:\n  type: semantic_vad\n  eagerness: high # soon\n  create_response: true"
    ),
    schema(
      "propertis: {b: {propertis: {c: {propertis: {d: {type: int}}}}}}",
      safe: "properties: {b: {properties: {c: {properties: {d: {type: integer}}}}}}",
      unsafe: "properties: {b: {properties: {c: {properties: {d: {type: integer}}}}}}"
    ),
    schema(
      "item: {item: {item: {type: double}}}",
      unsafe: "items: {items: {items: {type: number}}}"
    ),
    // A key that keeps its name keeps what it holds.
    schema("propertis: {b: {type: zz, requird: [c]}}"),
    Case(
      "turn_detecton: {type: semantic_vad, threshold: 1, prefix_padding_ms: 5, eagernes: low}",
      unsafe: "turn_detection: {type: semantic_vad, eagerness: low}"
    ),
    Case("turn_detecton: {create_response: yes} # sessionc: ignore[SP101]"),
  ]

  @Test(
    arguments: names + languages + types + kinds + keywords + formats + ranges + aliases + nested
  )
  func fixes(_ test: Case) {
    for (appliesUnsafe, expected) in [(false, test.safe), (true, test.unsafe)] {
      let fixer = Fixer(compiler: Compiler(), appliesUnsafe: appliesUnsafe)
      let fixed = fixer.fix(SourceText(name: "a.yaml", text: test.before))
      #expect(String(decoding: fixed.source.bytes, as: UTF8.self) == expected ?? test.before)
      #expect(fixer.fix(fixed.source).source.bytes == fixed.source.bytes, "twice is once")
    }
  }

  /// Sessions of other servers and other APIs, as they are right there.
  static let others = [
    // GPT-Live.
    """
    {"type": "session.start", "session": {"model": "gpt-live-1", "audio": {"format": {"type": "audio/pcm",
     "rate": 24000}, "output": {"voice": "quartz"}}, "delegation": {"type": "responses"}}}
    """,
    // Translation.
    """
    {"session": {"model": "gpt-realtime-translate", "audio": {"output": {"language": "fr"}}}}
    """,
    // xAI.
    """
    {"type": "session.update", "session": {"voice": "Rex", "turn_detection": {"type": "server_vad"},
     "audio": {"input": {"format": {"type": "audio/pcm", "rate": 8000}, "transcription": {"language_hint":
     "de"}}}, "reasoning": {"effort": "none"}, "tools": [{"type": "web_search"}, {"type": "x_search"}]}}
    """,
    // Qwen.
    """
    {"type": "session.update", "session": {"modalities": ["text", "audio"], "voice": "Ethan",
     "input_audio_format": "pcm", "output_audio_format": "pcm", "max_tokens": 64, "smooth_output": true,
     "turn_detection": {"type": "server_vad", "threshold": -0.5}, "tools": [{"type": "function", "name": "a"}]}}
    """,
    // Sarvam.
    """
    {"type": "session.update", "session": {"type": "transcription", "audio": {"input": {"format": {"type":
     "audio/pcm", "rate": 16000}, "transcription": {"model": "saaras:v3", "language": "hi-IN"}}}}}
    """,
    // vLLM.
    """
    {"type": "session.update", "model": "mistralai/Voxtral-Mini"}
    """,
    // Inworld.
    """
    {"type": "session.update", "session": {"type": "realtime", "model": "openai/gpt-4o", "output_modalities":
     ["audio", "text"], "temperature": 0.7, "audio": {"output": {"model": "inworld-tts-2", "voice": "Olivia"}},
     "providerData": {"stt": {"language_hints": ["de"]}}}}
    """,
    // Azure Voice Live.
    """
    {"type": "session.update", "session": {"voice": {"name": "de-DE-KatjaNeural", "type": "azure-standard"},
     "turn_detection": {"type": "azure_semantic_vad"}, "input_audio_transcription": {"model": "azure-speech",
     "language": "de-DE,en-US"}, "input_audio_noise_reduction": {"type": "azure_deep_noise_suppression"}}}
    """,
    // A transcription session of another server.
    """
    {"type": "transcription_session.update", "session": {"turn_detection": {"type": "server_vad",
     "min_silence_duration_ms": 500, "min_speech_duration_ms": 250}, "input_audio_format": "pcm"}}
    """,
  ]

  @Test(arguments: others) func noSafeFixChangesWhatIsRightElsewhere(_ text: String) {
    let fixed = Fixer(compiler: Compiler()).fix(SourceText(name: "a.json", text: text))
    #expect(String(decoding: fixed.source.bytes, as: UTF8.self) == text)
  }

  @Test func aCleanProfileStaysAsItIs() {
    for text in ["voice: alloy\n", "type: realtime\nmodel: gpt-realtime # ours\n"] {
      let fixer = Fixer(compiler: Compiler(), appliesUnsafe: true)
      let fixed = fixer.fix(SourceText(name: "a.yaml", text: text))
      #expect(String(decoding: fixed.source.bytes, as: UTF8.self) == text)
    }
  }

  @Test func twoThatAreEquallyNearAreBothNamed() throws {
    let text = "x-a: [&tone1 low, &tone2 high]\nvoice: *tone\n"
    let finding = try #require(Compiler().lint(SourceText(name: "a.yaml", text: text)).first)
    #expect(finding.help == "did you mean `*tone1` or `*tone2`?")
    #expect(finding.fix == nil)
  }

  /// Where the fixes that do harm cannot be found in a few checks, nothing is half done.
  @Test(arguments: [(1, true), (40, false)])
  func whatTakesTooLongIsSaid(_ checks: Int, _ isTooCostly: Bool) {
    let nested = "{type: function, function: {name: a, b: 1, c: 2, d: 3}}"
    let text = "voise: alloy\ntools: [\(nested), \(nested)]\n"
    var fixer = Fixer(compiler: Compiler())
    fixer.checksMost = checks
    let fixed = fixer.fix(SourceText(name: "a.yaml", text: text))
    let after = isTooCostly ? text : text.replacing("voise", with: "voice")
    #expect(fixed.isTooCostly == isTooCostly)
    #expect(String(decoding: fixed.source.bytes, as: UTF8.self) == after)
    #expect(fixed.result.diagnostics.contains(where: fixer.isWanted))
  }
}
