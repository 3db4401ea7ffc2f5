import SessionProfiles
import Testing

/// What a change is called, and how grave it is.
@Suite struct ChangeTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var what: String
    var old: String
    var new: String
    /// `PATH RULE LEVEL`.
    var changes: [String]
    var testDescription: String { what }

    init(_ what: String, _ old: String, _ new: String, _ changes: String...) {
      (self.what, self.old, self.new, self.changes) = (what, old, new, changes)
    }
  }

  static func tool(_ parameters: String, name: String = "a") -> String {
    "tools: [{type: function, name: \(name), parameters: {type: object, \(parameters)}}]"
  }

  static func shop(_ members: String) -> String {
    "tools: [{type: mcp, server_label: s, server_url: https://x.example/, \(members)}]"
  }

  static let rows: [Row] = [
    Row("nothing", "model: gpt-realtime", "model: gpt-realtime"),
    Row(
      "a documented default is written out",
      "",
      "audio: {output: {speed: 1.0}}",
      "/audio/output/speed default-written cosmetic"
    ),
    Row("and dropped", "tool_choice: auto", "", "/tool_choice default-dropped cosmetic"),
    Row(
      "default to another value",
      "",
      "audio: {output: {speed: 1.25}}",
      "/audio/output/speed field behaviour"
    ),
    Row("order of a set", "include: [a, b]", "include: [b, a]", "/include order cosmetic"),
    Row(
      "order of tools",
      "tools: [{type: function, name: a}, {type: function, name: b}]",
      "tools: [{type: function, name: b}, {type: function, name: a}]",
      "/tools order cosmetic"
    ),
    Row(
      "G.711 to PCM",
      "audio: {input: {format: {type: audio/pcmu}}}",
      "audio: {input: {format: {type: audio/pcm, rate: 24000}}}",
      "/audio/input/format client-audio-format breaking"
    ),
    Row(
      "PCM, which is the default, written out",
      "",
      "audio: {input: {format: {type: audio/pcm, rate: 24000}}}",
      "/audio/input/format default-written cosmetic"
    ),
    Row(
      "text instead of audio",
      "",
      "output_modalities: [text]",
      "/output_modalities client-modalities breaking"
    ),
    Row(
      "turn detection off",
      "",
      "audio: {input: {turn_detection: null}}",
      "/audio/input/turn_detection client-turns breaking"
    ),
    Row(
      "turn detection on",
      "audio: {input: {turn_detection: null}}",
      "",
      "/audio/input/turn_detection client-turns breaking"
    ),
    Row(
      "the server answers no more by itself",
      "audio: {input: {turn_detection: {type: server_vad}}}",
      "audio: {input: {turn_detection: {type: server_vad, create_response: false}}}",
      "/audio/input/turn_detection/create_response client-turns breaking"
    ),
    Row(
      "another kind of turn detection",
      "audio: {input: {turn_detection: {type: server_vad}}}",
      "audio: {input: {turn_detection: {type: semantic_vad}}}",
      "/audio/input/turn_detection/type turns behaviour"
    ),
    Row(
      "turn detection as it is by default, with a threshold of its own",
      "",
      "audio: {input: {turn_detection: {type: server_vad, threshold: 0.8}}}",
      "/audio/input/turn_detection/threshold turns behaviour"
    ),
    Row(
      "turn detection as it is by default",
      "",
      "audio: {input: {turn_detection: {type: server_vad, threshold: 0.5, create_response: true}}}",
      "/audio/input/turn_detection default-written cosmetic"
    ),
    Row(
      "transcription off",
      "audio: {input: {transcription: {model: whisper-1}}}",
      "audio: {input: {transcription: null}}",
      "/audio/input/transcription client-events breaking"
    ),
    Row(
      "transcription on",
      "",
      "audio: {input: {transcription: {model: whisper-1}}}",
      "/audio/input/transcription events-added behaviour"
    ),
    Row(
      "a function more",
      "tools: [{type: function, name: a}]",
      "tools: [{type: function, name: a}, {type: function, name: b}]",
      "/tools/b tool-added breaking"
    ),
    Row(
      "a first function",
      "",
      "tools: [{type: function, name: b}]",
      "/tools/b tool-added breaking"
    ),
    Row(
      "a function less",
      "tools: [{type: function, name: a}, {type: function, name: b}]",
      "tools: [{type: function, name: a}]",
      "/tools/b tool-removed behaviour"
    ),
    Row(
      "a function renamed",
      "tools: [{type: function, name: a, description: x}]",
      "tools: [{type: function, name: b, description: x}]",
      "/tools/b tool-renamed breaking"
    ),
    Row(
      "a function renamed and changed is another one",
      "tools: [{type: function, name: a, description: x}]",
      "tools: [{type: function, name: b, description: y}]",
      "/tools/a tool-removed behaviour",
      "/tools/b tool-added breaking"
    ),
    Row(
      "an argument more",
      tool("properties: {x: {type: string}}"),
      tool("properties: {x: {type: string}, y: {type: string}}"),
      "/tools/a/parameters tool-arguments breaking"
    ),
    Row(
      "an argument less",
      tool("properties: {x: {type: string}, y: {type: string}}"),
      tool("properties: {x: {type: string}}"),
      "/tools/a/parameters tool-arguments behaviour"
    ),
    Row(
      "an argument must no longer be given",
      tool("required: [x]"),
      tool("required: []"),
      "/tools/a/parameters tool-arguments breaking"
    ),
    Row(
      "an argument must be given now",
      tool("required: [x]"),
      tool("required: [x, y]"),
      "/tools/a/parameters tool-arguments behaviour"
    ),
    Row(
      "a value more in an enum",
      tool("properties: {x: {enum: [a]}}"),
      tool("properties: {x: {enum: [a, b]}}"),
      "/tools/a/parameters tool-arguments breaking"
    ),
    Row(
      "a value less",
      tool("properties: {x: {enum: [a, b]}}"),
      tool("properties: {x: {enum: [b]}}"),
      "/tools/a/parameters tool-arguments behaviour"
    ),
    Row(
      "only a description in the parameters",
      tool("properties: {x: {description: a}}"),
      tool("properties: {x: {description: b}}"),
      "/tools/a/parameters tool-text behaviour"
    ),
    Row(
      "order of required",
      tool("required: [x, y]"),
      tool("required: [y, x]"),
      "/tools/a/parameters order cosmetic"
    ),
    Row(
      "a function without a schema has no arguments",
      tool("properties: {}"),
      "tools: [{type: function, name: a}]",
      "/tools/a/parameters default-dropped cosmetic"
    ),
    Row(
      "all arguments less",
      tool("properties: {x: {type: string}}"),
      "tools: [{type: function, name: a}]",
      "/tools/a/parameters tool-arguments behaviour"
    ),
    Row(
      "all arguments less, and one of them had to be given",
      tool("properties: {x: {type: string}}, required: [x]"),
      "tools: [{type: function, name: a}]",
      "/tools/a/parameters tool-arguments breaking"
    ),
    Row(
      "a first argument",
      "tools: [{type: function, name: a}]",
      tool("properties: {x: {type: string}}"),
      "/tools/a/parameters tool-arguments breaking"
    ),
    Row(
      "what a schema means without saying it",
      tool(
        "additionalProperties: true, required: [], properties: {x: {type: array, items: {}, minItems: 0}}"
      ),
      tool("properties: {x: {type: array, uniqueItems: false}}"),
      "/tools/a/parameters default-dropped cosmetic"
    ),
    Row(
      "arguments that nobody named",
      tool("additionalProperties: false"),
      tool("properties: {}"),
      "/tools/a/parameters tool-arguments breaking"
    ),
    Row(
      "an unknown field that is a mapping",
      "own: {a: 1}",
      "own: {a: 2}",
      "/own field behaviour"
    ),
    Row(
      "a list that should be a text",
      "instructions: [a]",
      "instructions: [b]",
      "/instructions text behaviour"
    ),
    Row(
      "the schema of an item",
      tool("properties: {x: {type: array, items: {type: string}}}"),
      tool("properties: {x: {type: array, items: {type: [string, number]}}}"),
      "/tools/a/parameters tool-arguments breaking"
    ),
    Row(
      "an integer instead of a number",
      tool("properties: {x: {type: number}}"),
      tool("properties: {x: {type: integer}}"),
      "/tools/a/parameters tool-arguments behaviour"
    ),
    Row(
      "less that must not be",
      tool("properties: {x: {not: {enum: [a, b]}}}"),
      tool("properties: {x: {not: {enum: [a]}}}"),
      "/tools/a/parameters tool-arguments breaking"
    ),
    Row(
      "a transcription session whose turns were found by default",
      "type: transcription",
      "type: transcription\naudio: {input: {turn_detection: null}}",
      "/audio/input/turn_detection client-turns breaking"
    ),
    Row(
      "PCM says the one rate that there is",
      "audio: {input: {format: {type: audio/pcm}}}",
      "audio: {input: {format: {type: audio/pcm, rate: 24000}}}",
      "/audio/input/format default-written cosmetic"
    ),
    Row("an empty list of events", "", "include: []", "/include default-written cosmetic"),
    Row(
      "null is no longer the one value",
      tool("properties: {x: {const: null}}"),
      tool("properties: {x: {}}"),
      "/tools/a/parameters tool-arguments breaking"
    ),
    Row(
      "order of alternatives",
      tool("properties: {x: {anyOf: [{type: string}, {type: integer}]}}"),
      tool("properties: {x: {anyOf: [{type: integer}, {type: string}]}}"),
      "/tools/a/parameters order cosmetic"
    ),
    Row(
      "an alternative more",
      tool("properties: {x: {anyOf: [{type: string}]}}"),
      tool("properties: {x: {anyOf: [{type: string}, {type: integer}]}}"),
      "/tools/a/parameters tool-arguments breaking"
    ),
    Row(
      "only tools that read",
      shop("allowed_tools: {read_only: false}"),
      shop("allowed_tools: {read_only: true}"),
      "/tools/s/allowed_tools/read_only tool-removed behaviour"
    ),
    Row(
      "approvals the other way round",
      shop("require_approval: {never: {tool_names: [a]}}"),
      shop("require_approval: {always: {tool_names: [a]}}"),
      "/tools/s/require_approval tool-surface safety",
      "/tools/s/require_approval/always client-approvals breaking",
      "/tools/s/require_approval/never client-approvals breaking"
    ),
    Row(
      "an MCP server more",
      "",
      shop("require_approval: always"),
      "/tools/s tool-surface safety"
    ),
    Row(
      "another address",
      shop("server_url: https://a.example/").replacing(
        "server_url: https://x.example/, ",
        with: ""
      ),
      shop("server_url: https://b.example/").replacing(
        "server_url: https://x.example/, ",
        with: ""
      ),
      "/tools/s/server_url tool-surface safety"
    ),
    Row(
      "no approval any more",
      shop("require_approval: always"),
      shop("require_approval: never"),
      "/tools/s/require_approval tool-surface safety"
    ),
    Row(
      "approval from now on",
      shop("require_approval: never"),
      shop("require_approval: always"),
      "/tools/s/require_approval client-approvals breaking"
    ),
    Row(
      "approval by default from now on",
      shop("require_approval: never"),
      shop(""),
      "/tools/s/require_approval client-approvals breaking"
    ),
    Row(
      "no approval for some",
      shop(""),
      shop("require_approval: {never: {tool_names: [a]}}"),
      "/tools/s/require_approval tool-surface safety"
    ),
    Row(
      "no approval for one more",
      shop("require_approval: {never: {tool_names: [a]}}"),
      shop("require_approval: {never: {tool_names: [a, b]}}"),
      "/tools/s/require_approval/never/tool_names tool-surface safety"
    ),
    Row(
      "approval for one more",
      shop("require_approval: {never: {tool_names: [a, b]}}"),
      shop("require_approval: {never: {tool_names: [a]}}"),
      "/tools/s/require_approval/never/tool_names client-approvals breaking"
    ),
    Row(
      "approval for one more, named so",
      shop("require_approval: {always: {tool_names: [a]}}"),
      shop("require_approval: {always: {tool_names: [a, b]}}"),
      "/tools/s/require_approval/always/tool_names client-approvals breaking"
    ),
    Row(
      "the list of allowed tools is dropped",
      shop("allowed_tools: [a]"),
      shop(""),
      "/tools/s/allowed_tools tool-surface safety"
    ),
    Row(
      "one more allowed tool",
      shop("allowed_tools: [a]"),
      shop("allowed_tools: [a, b]"),
      "/tools/s/allowed_tools tool-surface safety"
    ),
    Row(
      "fewer allowed tools",
      shop("allowed_tools: [a, b]"),
      shop("allowed_tools: [a]"),
      "/tools/s/allowed_tools tool-removed behaviour"
    ),
    Row(
      "another allowed tool",
      shop("allowed_tools: [a]"),
      shop("allowed_tools: [b]"),
      "/tools/s/allowed_tools tool-surface safety",
      "/tools/s/allowed_tools tool-removed behaviour"
    ),
    Row(
      "any tool, and not only those that read",
      shop("allowed_tools: {read_only: true}"),
      shop("allowed_tools: {read_only: false}"),
      "/tools/s/allowed_tools/read_only tool-surface safety"
    ),
    Row("tracing on", "", "tracing: auto", "/tracing privacy safety"),
    Row("tracing off", "tracing: auto", "tracing: null", "/tracing field behaviour"),
    Row(
      "another trace",
      "tracing: {workflow_name: a}",
      "tracing: {workflow_name: b}",
      "/tracing/workflow_name privacy safety"
    ),
    Row(
      "another model",
      "model: gpt-realtime-2",
      "model: gpt-realtime-2.1",
      "/model cost behaviour"
    ),
    Row(
      "more effort",
      "",
      "reasoning: {effort: high}",
      "/reasoning/effort cost behaviour"
    ),
    Row(
      "a line feed at the end",
      "instructions: \"a\"",
      "instructions: \"a\\n\"",
      "/instructions whitespace cosmetic"
    ),
    Row(
      "null is not absent",
      "",
      "parallel_tool_calls: null",
      "/parallel_tool_calls field behaviour"
    ),
    Row("no default", "", "parallel_tool_calls: true", "/parallel_tool_calls field behaviour"),
  ]

  @Test(arguments: rows) func isCalled(_ row: Row) {
    #expect(Self.changes(row.old, row.new) == row.changes)
  }

  static func changes(_ old: String, _ new: String) -> [String] {
    func request(_ text: String) -> ComposedRequest? {
      let kind = text.hasPrefix("type: ") ? "" : "type: realtime\n"
      return Compiler().request(of: SourceText(name: "p.yaml", text: "\(kind)\(text)\n")).request
    }
    guard let old = request(old), let new = request(new) else { return ["not composed"] }
    return ProfileDifference.changes(from: old, to: new).map {
      "\($0.path) \($0.rule.name) \($0.level)"
    }
  }
}
