import ArgumentParser

/// The kinds of profiles that are measured.
enum ProfileKind: String, CaseIterable, ExpressibleByArgument {
  /// The least that a team writes.
  case small
  /// A session with turn detection, transcription and a tool, about 1 KB.
  case typical
  /// The same in the flat dialect.
  case flat
  /// 200 tools, about 60 KB.
  case tools
  /// 1 MB of instructions.
  case instructions

  /// The text of a profile. No two numbers give the same, and none has a finding but the
  /// advice about so many tools.
  func text(_ number: Int) -> String {
    var random = Numbers(seed: number)
    switch self {
    case .small:
      return "type: realtime\nmodel: gpt-realtime-2.1\ninstructions: Greet caller \(number).\n"
    case .typical: return Self.session(number, tools: 1, &random)
    case .flat: return Self.flatSession(number, &random)
    case .tools: return Self.session(number, tools: 200, &random)
    case .instructions:
      let line = "  Be calm and brief, and ask one question at a time.\n"
      return "type: realtime\nmodel: gpt-realtime-2.1\ninstructions: |\n  Profile \(number).\n"
        + String(repeating: line, count: (1 << 20) / line.utf8.count)
    }
  }

  /// A session with tools, about 20 KB: the base of a family of profiles.
  static var family: String {
    var random = Numbers(seed: 1)
    return session(1, tools: 66, &random)
  }

  private static func session(_ number: Int, tools: Int, _ random: inout Numbers) -> String {
    """
    # The support line of team \(number).
    type: realtime
    model: gpt-realtime-2.1
    output_modalities: [audio]
    instructions: |
      You answer the support line of company \(number). Be calm and brief, and say
      what you will do before you do it. Ask one question at a time.
    audio:
      input:
        format: {type: audio/pcm, rate: 24000}
        transcription:
          model: gpt-transcribe
          language: en
        turn_detection:
          type: server_vad
          threshold: 0.\(random.next(in: 1...9))
          prefix_padding_ms: \(random.next(in: 100...400))
          silence_duration_ms: \(random.next(in: 200...900))
      output:
        voice: \(["alloy", "sage", "verse", "coral"][random.next(in: 0...3)])
    tool_choice: auto
    max_output_tokens: \(random.next(in: 100...4000))
    tools:

    """ + (0..<tools).map { tool(number * 1000 + $0) }.joined()
  }

  private static func flatSession(_ number: Int, _ random: inout Numbers) -> String {
    """
    # The support line of team \(number).
    modalities: [text, audio]
    voice: \(["alloy", "sage", "verse", "coral"][random.next(in: 0...3)])
    instructions: |
      You answer the support line of company \(number). Be calm and brief, and say
      what you will do before you do it. Ask one question at a time.
    input_audio_format: pcm16
    output_audio_format: pcm16
    turn_detection:
      type: server_vad
      threshold: 0.\(random.next(in: 1...9))
      prefix_padding_ms: \(random.next(in: 100...400))
      silence_duration_ms: \(random.next(in: 200...900))
    temperature: 0.8
    max_response_output_tokens: \(random.next(in: 100...4000))
    tools:

    """ + tool(number)
  }

  private static func tool(_ number: Int) -> String {
    """
      - type: function
        name: find_order_\(number)
        description: Finds an order by its number.
        parameters:
          type: object
          properties:
            number: {type: string, description: "The number, such as A-\(number)"}
            urgent: {type: boolean}
          required: [number]

    """
  }
}

/// Numbers that are the same on every machine (a linear congruential generator).
struct Numbers {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

  mutating func next(in range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int(state >> 33) % range.count
  }
}
