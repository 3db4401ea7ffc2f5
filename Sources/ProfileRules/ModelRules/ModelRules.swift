internal import SourceDiagnostics

/// What some models do not take: a line of data for each rule. Which model takes what is in
/// `schemas/models.json`.
extension ModelRule {
  private static let removal =
    "Remove the field, or choose a model that takes it. `--fix --unsafe` removes the field."

  package static let all = [
    ModelRule(
      RuleDescriptor(
        "SP451",
        "model-without-reasoning",
        "the model does not reason"
      ),
      group: "realtime",
      fields: [Field(.session, "reasoning")],
      RuleExplanation(
        why: """
          Only some models reason. The service refuses `reasoning` for the others, and applies nothing of \
          the request.
          """,
        bad: """
          type: realtime
          model: gpt-realtime-1.5
          reasoning: {effort: low}
          """,
        good: """
          type: realtime
          model: gpt-realtime-2.1
          reasoning: {effort: low}
          """,
        remedy: removal,
        source: """
          openai-openapi main, RealtimeSessionCreateRequestGA.reasoning; refusals: livekit/agents-js
          """
      )
    ),
    ModelRule(
      RuleDescriptor(
        "SP452",
        "model-without-parallel-calls",
        "the model makes no parallel tool calls"
      ),
      group: "realtime",
      fields: [Field(.session, "parallel_tool_calls", "parallel tool calls")],
      RuleExplanation(
        why: """
          Only the reasoning models take `parallel_tool_calls`. The service refuses it for the others, and \
          applies nothing of the request.
          """,
        bad: """
          type: realtime
          model: gpt-realtime-1.5
          parallel_tool_calls: true
          """,
        good: """
          type: realtime
          model: gpt-realtime-2.1
          parallel_tool_calls: true
          """,
        remedy: removal,
        source: """
          openai-openapi main, RealtimeSessionCreateRequestGA.parallel_tool_calls
          """
      )
    ),
    ModelRule(
      RuleDescriptor(
        "SP453",
        "transcription-without-prompt",
        "the transcription model takes no prompt"
      ),
      group: "transcription",
      fields: [Field(.transcription, "prompt")],
      RuleExplanation(
        why: """
          Some transcription models take no `prompt`. The service refuses it for them.
          """,
        bad: """
          type: transcription
          audio:
            input:
              transcription:
                model: gpt-realtime-whisper
                prompt: Names of cheeses
          """,
        good: """
          type: transcription
          audio:
            input:
              transcription:
                model: gpt-live-transcribe
                prompt: Names of cheeses
          """,
        remedy: removal,
        source: """
          openai-openapi main, AudioTranscription.prompt
          """
      )
    ),
    ModelRule(
      RuleDescriptor(
        "SP454",
        "transcription-without-delay",
        "the transcription model takes no delay"
      ),
      group: "transcription",
      fields: [Field(.transcription, "delay")],
      RuleExplanation(
        why: """
          `delay` trades speed for accuracy in streaming models only. Others refuse it.
          """,
        bad: """
          type: transcription
          audio:
            input:
              transcription:
                model: gpt-transcribe
                delay: low
          """,
        good: """
          type: transcription
          audio:
            input:
              transcription:
                model: gpt-realtime-whisper
                delay: low
          """,
        remedy: removal,
        source: """
          openai-openapi main, AudioTranscription.delay
          """
      )
    ),
    ModelRule(
      RuleDescriptor(
        "SP455",
        "transcription-without-languages",
        "the transcription model takes no list of languages or keywords"
      ),
      group: "transcription",
      fields: [
        Field(.transcription, "languages", insteadOf: "language"),
        Field(.transcription, "keywords"),
      ],
      RuleExplanation(
        why: """
          Only the newer transcription models take `languages` and `keywords`, and a list excludes the \
          single `language`. The service refuses the request otherwise.
          """,
        bad: """
          type: transcription
          audio:
            input:
              transcription:
                model: gpt-realtime-whisper
                languages: [en, de]
          """,
        good: """
          type: transcription
          audio:
            input:
              transcription:
                model: gpt-transcribe
                languages: [en, de]
          """,
        remedy: removal,
        source: """
          openai-openapi main, AudioTranscription.languages and .keywords; livekit/agents PR 6613
          """
      )
    ),
    ModelRule(
      RuleDescriptor(
        "SP456",
        "transcription-without-turn-detection",
        "the transcription model detects no turns"
      ),
      group: "transcription",
      fields: [Field(.turnDetection, "vad", "turn detection")],
      // Beside a model that speaks, the same transcription models run with turn detection.
      onlyIn: "transcription",
      RuleExplanation(
        why: """
          In a session of type `transcription` the streaming models work without turn detection. The \
          answer is `invalid_value`: turn detection is not supported for this transcription model.
          """,
        bad: """
          type: transcription
          audio:
            input:
              transcription: {model: gpt-live-transcribe}
              turn_detection: {type: server_vad}
          """,
        good: """
          type: transcription
          audio:
            input:
              transcription: {model: gpt-live-transcribe}
              turn_detection: null
          """,
        remedy: """
          Remove `turn_detection`, or write null. `--fix --unsafe` removes it.
          """,
        source: """
          server answer invalid_value, 'session.audio.input.turn_detection'
          """
      )
    ),
  ]
}
