import SessionProfiles
import TestSupport
import Testing

/// One mistake gives one finding, at the mistake.
@Suite struct OneFindingTests {
  private static func tool(_ parameters: String) -> String {
    "type: realtime\ntools:\n  - type: function\n    name: a\n    parameters: \(parameters)\n"
  }

  private static let server = "server_url: \"https://a.example\""

  static let single: [(code: String, profile: RuleCase)] = [
    // What is around a session.
    ("SP101", "«sesion»: {type: realtime}"),
    ("SP101", "«sesion»: {type: realtime}\nexpires_after: {seconds: 60, anchor: created_at}"),
    ("SP102", "session: «hello»"),
    ("SP102", "{type: session.update, session: «5»}"),
    ("SP103", "{«type»: session.update}"),
    ("SP104", "session: «null»"),
    ("SP104", "{type: session.update, session: «null»}"),
    ("SP101", "«typ»: session.update\nevent_id: e1\nsession: {type: realtime}"),
    ("SP103", "«event_id»: e1\nsession: {type: realtime}"),
    // The key that says what kind of thing it is.
    ("SP101", "type: realtime\naudio: {input: {format: {«typ»: audio/pcmu}}}"),
    ("SP103", "type: realtime\naudio: {input: {«turn_detection»: {eagerness: low}}}"),
    ("SP101", "type: realtime\naudio: {output: {voice: {«idd»: x}}}"),
    // Tools that another mistake hides.
    (
      "SP103",
      RuleCase(
        "type: realtime\ntools: [{«type»: mcp, \(server)}, {type: mcp, server_label: shop1, \(server)}]\n"
          + "tool_choice: {type: mcp, server_label: shop0}"
      )
    ),
    ("SP101", "type: realtime\n«tols»: [{type: function, name: a}]\ntool_choice: required"),
    ("SP403", RuleCase(tool("{«tpye»: object}"))),
    (
      "SP101",
      RuleCase(
        "type: realtime\ntools: [{type: mcp, server_label: a, \(server), «parameters»: {type: object}}]"
      )
    ),
    // What the session answers with.
    ("SP101", "«modalites»: [text]\ntemperature: 0.6"),
    ("SP104", "modalities: «null»\ntemperature: 0.6"),
    ("SP201", "modalities: [«txt»]\ntemperature: 0.6"),
    // Names that nothing defines, in a union of its own.
    (
      "SP407",
      RuleCase(
        tool("{type: object, properties: {u: {anyOf: [{properties: {aa: {}}, required: [«ab»]}]}}}")
      )
    ),
    (
      "SP403",
      RuleCase(
        tool("{type: object, $id: 'http://e.com/a', properties: {x: {$ref: «'http://e.org/a'»}}}")
      )
    ),
    (
      "SP403",
      RuleCase(tool("{type: object, properties: {x: {$id: 'urn:y', $ref: «'#/$defs/i'»}}}"))
    ),
    (
      "SP407",
      RuleCase(tool("{type: object, properties: {then: {properties: {aa: {}}, required: [«ab»]}}}"))
    ),
  ]

  @Test(arguments: single.indices) func isTheOnlyOne(_ index: Int) {
    let (code, test) = Self.single[index]
    #expect(test.codes == [code], "\(test.findings)")
    #expect(test.findings.map(\.span.range) == test.marked.ranges)
  }

  /// A value that aliases repeat has each of its mistakes once.
  static let repeated: [(code: String, profile: RuleCase)] = [
    (
      "SP103",
      "type: realtime\naudio: {input: {«format»: &f {type: audio/pcm}}, output: {format: *f}}"
    ),
    ("SP103", RuleCase("type: realtime\ntools: [&t {«type»: mcp, \(server)}, *t, *t]")),
    (
      "SP101",
      RuleCase("type: realtime\ntools: [&t {type: mcp, server_label: a, \(server), «foo»: 1}, *t]")
    ),
    ("SP101", "type: realtime\naudio: {input: &i {«foo»: 1}, output: *i}"),
    (
      "SP102",
      "type: realtime\naudio: {input: {format: &f {type: audio/pcm, rate: «x»}}, output: {format: *f}}"
    ),
    (
      "SP403",
      RuleCase(
        "tools: [{type: function, name: a, «parameters»: &p {properties: {}}}, {type: function, name: b, parameters: *p}]"
      )
    ),
    (
      "SP403",
      RuleCase(
        "tools: [{type: function, name: a, parameters: &p {type: object, «strict»: true}}, {type: function, name: b, parameters: *p}]"
      )
    ),
    (
      "SP403",
      RuleCase(
        "tools: [{type: function, name: a, parameters: &p {type: object, properties: {a: {type: string, pattern: «\"(\"»}}}}, {type: function, name: b, parameters: *p}]"
      )
    ),
    (
      "SP208",
      "instructions: &i Hi «{{a}}» and «{{a}}»\ninput_audio_transcription: {model: whisper-1, prompt: *i}"
    ),
  ]

  @Test(arguments: repeated.indices) func aliasesRepeatNoMistake(_ index: Int) {
    let (code, test) = Self.repeated[index]
    let found = test.findings.filter { $0.rule.code == code }
    #expect(found.map(\.span.range) == test.marked.ranges, "\(test.findings)")
  }

  /// Schemas about the same object may define what another of them requires.
  static let none = [
    "{type: object, properties: {a: {}, b: {}}, oneOf: [{properties: {a: {const: 1}}, required: [a, b]}]}",
    "{type: object, allOf: [{properties: {a: {}}}, {properties: {b: {}}, required: [a, b]}]}",
    "{type: object, $defs: {B: {properties: {a: {}}}}, allOf: [{$ref: '#/$defs/B'}, {properties: {x: {}}, required: [a]}]}",
    "{type: object, properties: {a: {}}, if: {properties: {a: {}}}, then: {properties: {b: {}}, required: [a, b]}}",
    "{type: object, properties: {}, required: [a], anyOf: [{properties: {a: {}}}]}",
    "{type: object, properties: {a: {}}, dependentSchemas: {a: {properties: {b: {}}, required: [a, b]}}}",
    "{type: object, not: {properties: {b: {}}, required: [a]}, properties: {a: {}}}",
    // References count from the nearest `$id`.
    "{type: object, properties: {x: {$id: 'urn:y', $defs: {i: {type: string}}, $ref: '#/$defs/i'}}}",
    "{type: object, $id: 'http://e.com/r/', properties: {x: {$ref: 'http://e.com/r/n.json'}}, $defs: {A: {$id: n.json}}}",
    "{type: object, $id: 'http://e.com/r/a.json', properties: {x: {$ref: /n.json}}, $defs: {A: {$id: 'http://e.com/n.json'}}}",
    "{type: object, $id: 'http://e.com/a', properties: {x: {$ref: 'b/c#/$defs/d'}}, $defs: {A: {$id: b/, $defs: {B: {$id: c, $defs: {d: {}}}}}}}",
    "{type: object, properties: {x: {$ref: 'urn:a#/$defs/b'}}, $defs: {A: {$id: 'urn:a', $defs: {b: {type: string}}}}}",
    "{type: object, $id: 'http://e.com/a#', properties: {x: {$ref: 'http://e.com/a#/$defs/b'}}, $defs: {b: {type: string}}}",
  ]

  @Test(arguments: none) func isNoMistake(_ parameters: String) {
    let test = RuleCase(Self.tool(parameters))
    #expect(test.findings.isEmpty, "\(test.findings)")
  }
}
