import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// What real profiles were judged wrongly by: for each the findings that are right, and no others.
@Suite struct VerdictTests {
  /// A profile with its findings in order, each as code, severity's first letter, and a part of what it
  /// says; the places are marked.
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var findings: [String]
    var testDescription: String { text }
    init(_ text: String, _ findings: String...) { (self.text, self.findings) = (text, findings) }
  }

  private static let ga = "type: realtime\nmodel: gpt-realtime-2.1\n"

  private static func schema(_ text: String) -> String {
    ga
      + "tools: [{type: function, name: f, parameters: {type: object, properties: {a: \(text)}}}]\n"
  }

  static let names: [Case] = [
    Case(
      "type: realtime\nmodel: «“gpt-realtime-2.1”»\n",
      "SP207 e did you mean `gpt-realtime-2.1`"
    ),
    Case("type: realtime\nmodel: «gpt\u{2011}realtime\u{2011}2.1»\n", "SP207 e U+2011"),
    Case(ga + "audio: {output: {voice: «‘marin’»}}\n", "SP207 e U+2018"),
    Case(ga + "audio: {output: {voice: «\"marin,\"»}}\n", "SP207 e `,`"),
    Case(ga + "audio: {output: {voice: «marin\u{A0}»}}\n", "SP207 e U+00A0"),
    Case(ga + "audio: {output: {voice: «Marin»}}\n", "SP207 e did you mean `marin`"),
    Case(ga + "audio: {output: {voice: «bob»}}\n", "SP207 w documented names"),
    Case(ga + "audio: {output: {voice: «晓晓»}}\n", "SP207 w documented names"),
    Case("voice: «“alloy”»\n", "SP207 e did you mean `alloy`"),
    Case("model: «gpt‑4o‑realtime‑preview»\nvoice: alloy\n", "SP201 e did you mean"),
    Case("type: realtime\nmodel: «whisper-1»\n", "SP201 e it is a transcription model"),
    Case(
      "type: realtime\nmodel: «gpt-4o-mini-transcribe»\n",
      "SP201 e it is a transcription model"
    ),
    Case("type: realtime\nmodel: «gpt-4o»\n", "SP201 e it is a chat model"),
    Case("type: realtime\nmodel: «gpt-4o-realtime-preview»\n", "SP206 w ended on 2026-05-07"),
    Case("type: realtime\nmodel: «gpt-realtime»\n", "SP206 w is announced for 2027-01-20"),
  ]

  static let hints: [Case] = [
    Case(ga + "«name»: x\n", "SP101 e fields allowed here"),
    Case(ga + "audio: {output: {«model»: x}}\n", "SP101 e it belongs to the session itself"),
    Case(ga + "audio: {input: {noise_reduction: {type: «disabled»}}}\n", "SP201 e write `null`"),
    Case(
      "type: «transcription_session.updated»\nsession: {}\n",
      "SP201 e sends `transcription_session.update`"
    ),
    Case(ga + "audio: {input: {«format»: {type: audio/pcm}}}\n", "SP103 e add `rate: 24000`"),
    Case(
      ga + "audio: {input: {turn_detection: {type: server_vad, silence_duration_ms: «0.5»}}}\n",
      "SP102 e 0.5 s is 500"
    ),
    Case(ga + "tools:\n  «f: {name: a}»\n", "SP102 e write a list"),
    Case(ga + "instructions: «[one, two]»\n", "SP102 e write one text"),
    Case(
      ga + "tools: [{type: function, name: f, parameters: «[{name: a}]»}]\n",
      "SP102 e write a schema"
    ),
    Case(
      ga + "tools: [{type: function, name: f, parameters: «'{\"type\": \"object\"}'»}]\n",
      "SP102 e write the mapping itself"
    ),
    Case(schema("«string»"), "SP403 e write `{type: string}`"),
  ]

  static let schemas: [Case] = [
    Case(schema("{pattern: «\"(?i)^abc$\"»}"), "SP403 w not every engine"),
    Case(schema("{pattern: «\"\\\\p{Cc}\"»}"), "SP403 w not every engine"),
    Case(schema("{pattern: «\"(a\"»}"), "SP403 e is not a regular expression"),
    Case(schema("{oneOf: [{type: object}], discriminator: {propertyName: k}, x-order: 1}")),
    Case(schema("{type: string, «ref»: abc}"), "SP403 w has no effect here"),
    Case(schema("{$ref: \"http://x/y\", $defs: {q: {$id: \"http://x/y\"}}}")),
    Case(schema("{$ref: \"y.json\", $defs: {q: {$id: \"http://x/y.json\"}}}")),
    Case(
      schema("{$ref: «\"http://x/z\"», $defs: {q: {$id: \"http://x/y\"}}}"),
      "SP403 e leads out"
    ),
    Case(schema("{$ref: \"#n\", $defs: {q: {$dynamicAnchor: n}}}")),
    Case(schema("{$anchor: «\"9 bad\"»}"), "SP403 e is no name for"),
    Case(schema("{$dynamicAnchor: «\"\"»}"), "SP403 e is no name for"),
    Case(schema("{$anchor: a-b.c_9, $id: \"http://x/y#\"}")),
    Case(schema("{$id: «\"a#b\"»}"), "SP403 e must not have a fragment"),
    Case(schema("{$vocabulary: {a: «1»}}"), "SP403 e must be true or false"),
    Case(schema("{enum: «[]»}"), "SP403 w no value fits"),
    Case(schema("{type: string, minimum: «5», maximum: 3}"), "SP403 w about numbers"),
    Case(schema("{type: [integer, \"null\"], minimum: «5», maximum: 3}"), "SP403 e swap the two"),
    Case(schema("{minLength: «5», maxLength: 3}"), "SP403 e no text fits"),
    Case(
      ga
        + "tools: [{type: function, name: f, parameters: {$schema: http://json-schema.org/draft-07/schema#, type: object, properties: {a: {«items»: [{}]}}}}]\n",
      "SP403 w write `prefixItems`"
    ),
    Case(schema("{items: «[{}]»}"), "SP403 e must be"),
    Case(
      schema("{type: integer, enum: [0x20000000000002, 0o400000000000000002, 0x1FFFFFFFFFFFFF]}")
    ),
    Case(schema("{enum: [«0x20000000000001»]}"), "SP205 e would become 9007199254740992"),
  ]

  /// One mistake is one finding.
  static let cascades: [Case] = [
    Case(ga + "tools: [{type: mcp, server_label: a, «server_ur»: \"https://x\"}]\n", "SP101 e"),
    Case(
      ga + "«tols»: [{type: function, name: f}]\ntool_choice: {type: function, name: f}\n",
      "SP101 e"
    ),
    Case(
      ga
        + "tools: [{type: mcp, server_label: «5», server_url: \"https://x\"}]\ntool_choice: {type: mcp, server_label: a}\n",
      "SP102 e"
    ),
    Case(
      ga + "tools: [{type: function, name: f}]\ntool_choice: {type: «functoin», name: g}\n",
      "SP201 e"
    ),
    Case(
      ga + "tools: [{type: function, name: f}]\ntool_choice: {type: function, name: «g»}\n",
      "SP402 e"
    ),
    Case(ga + "tools: [&t {type: function, name: f}, «*t»]\n", "SP401 e declared twice"),
    Case("model: «gpt-realtime»\nvoice: alloy\nspeed: 1\n", "SP201 e is a model of the GA dialect"),
    Case(
      "«model: gpt-realtime»\nmax_output_tokens: 5\n".replacing("»", with: "").replacing(
        "«",
        with: ""
      ),
      "SP103 e add `type: realtime`",
      "SP206 w"
    ),
  ]

  static let otherDialects: [Case] = [
    // A mistake in one of ours.
    Case("session: {type: realtime, model: «gpt-realtime-translate»}\n", "SP207 w documented"),
    Case("type: realtime\nmodel: gpt-realtime-2.1\naudio: {output: {«language»: es}}\n", "SP101 e"),
    Case("type: realtime\nmodel: gpt-realtime-2.1\n«delegation»: {}\n", "SP101 e GPT-Live dialect"),
    Case(
      "type: realtime\nmodel: gpt-realtime-2.1\n«wake_policy»: {}\n",
      "SP101 e GPT-Live dialect"
    ),
  ]

  @Test(arguments: names + hints + schemas + cascades + otherDialects)
  func findings(_ test: Case) {
    let marked = MarkedText(test.text)
    let found = Compiler().lint(SourceText(name: "p.yaml", text: marked.text))
    let said = found.map { finding in
      "\(finding.rule.code) \(finding.severity == .error ? "e" : "w") \(finding.message) \(finding.help ?? "")"
    }
    #expect(found.count == test.findings.count, "\(said)")
    for (finding, wanted) in zip(said, test.findings) {
      let parts = wanted.split(separator: " ", maxSplits: 2)
      let start = parts.prefix(2).joined(separator: " ")
      #expect(finding.hasPrefix(start), "\(finding)")
      if parts.count > 2 { #expect(finding.contains(parts[2]), "\(finding)") }
    }
    if !marked.ranges.isEmpty { #expect(found.map(\.span.range) == marked.ranges, "\(said)") }
  }

  /// What `--fix` makes of them, without `--unsafe`.
  @Test(arguments: [
    ("type: realtime\nmodel: “gpt-realtime-2.1”\n", "type: realtime\nmodel: gpt-realtime-2.1\n"),
    ("voice: ‘alloy’\n", "voice: alloy\n"),
    (
      "type: realtime\nmodel: gpt-realtime-2.1\naudio: {output: {voice: \"marin,\"}}\n",
      "type: realtime\nmodel: gpt-realtime-2.1\naudio: {output: {voice: \"marin\"}}\n"
    ),
    (
      "type: realtime\nmodel: gpt-realtime-2.1\naudio:\n  input:\n    format:\n      type: audio/pcm\n",
      "type: realtime\nmodel: gpt-realtime-2.1\naudio:\n  input:\n    format:\n      rate: 24000\n      type: audio/pcm\n"
    ),
    ("type:\u{A0}realtime\nmodel: gpt-realtime-2.1\n", "type: realtime\nmodel: gpt-realtime-2.1\n"),
    (
      "type: realtime\naudio:\n\u{A0}\u{A0}output:\n    voice: alloy\n",
      "type: realtime\naudio:\n  output:\n    voice: alloy\n"
    ),
    // Nothing of these is certain.
    ("model: gpt-live-1\ninstructions: hi\n", "model: gpt-live-1\ninstructions: hi\n"),
    ("session: {model: gpt-realtime-translate}\n", "session: {model: gpt-realtime-translate}\n"),
  ]) func safeFixes(_ before: String, _ after: String) {
    let fixed = Fixer(compiler: Compiler()).fix(SourceText(name: "p.yaml", text: before))
    #expect(String(decoding: fixed.source.bytes, as: UTF8.self) == after)
  }

  /// What GA has off, the flat dialect need not have.
  @Test func nullNeedsNoCounterpart() {
    let text =
      "type: realtime\n$target: sessions\nprompt: null\naudio: {input: {turn_detection: {type: server_vad, idle_timeout_ms: null}}}\n"
    let compilation = Compiler().compile(SourceText(name: "p.yaml", text: text))
    #expect(compilation.diagnostics.isEmpty, "\(compilation.diagnostics.map(\.message))")
    #expect(
      compilation.request.map { String(decoding: $0, as: UTF8.self) }
        == "{\"turn_detection\":{\"type\":\"server_vad\"}}\n"
    )
  }

  /// An unknown key is told once; where that is ignored, the key must not be lost.
  @Test(arguments: [
    ("voice: ash\nspeed2: 1\n", ["SP101"]), ("voice: ash\nvoise: 1\n", ["SP101"]),
    ("voice: ash\nspeed2: 1 # sessionc: ignore[SP101] ours\n", ["SP105"]),
  ]) func unknownKeysAreToldOnce(_ text: String, _ codes: [String]) {
    let compiler = Compiler(options: .init(target: .gaClientSecrets))
    let found = compiler.lint(SourceText(name: "p.yaml", text: text))
    #expect(found.map(\.rule.code) == codes, "\(found.map(\.message))")
  }

  @Test(arguments: ["session-update", "ga-session-update"]) func anEventHasNoLifetime(
    _ target: String
  ) throws {
    let text =
      "$target: \(target)\nsession: {type: realtime}\nexpires_after: {anchor: created_at, seconds: 60}\n"
    let finding = try #require(Compiler().lint(SourceText(name: "p.yaml", text: text)).first)
    #expect(finding.rule.code == "SP105" && finding.path == "/expires_after", "\(finding.path)")
  }
}
