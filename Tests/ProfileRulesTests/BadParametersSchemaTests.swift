import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct BadParametersSchemaTests {
  /// Each is the content of `parameters`, with what must be found in it.
  static let cases: [String] = [
    "{type: object, properties: {}, required: [], additionalProperties: false}",
    "{type: object, properties: {a: {type: [string, \"null\"], enum: [x, null]}}}",
    "{type: object, properties: {a: {type: «int»}}}",
    "{type: object, properties: {a: {type: [string, «str»]}}}",
    "{type: object, properties: {a: {type: «5»}}}",
    "{type: «array», items: {type: string}}",
    "{type: object, «strict»: true}",
    "{type: object, required: «name», properties: {name: {type: string}}}",
    "{type: object, properties: {name: {type: string, required: «true»}}}",
    "{type: object, required: [«5»]}",
    "{type: object, properties: {a: {}}, required: [a, «a»]}",
    "{type: object, properties: «[a]»}",
    "{type: object, properties: {a: «string»}}",
    "{type: object, properties: {a: true, b: false}}",
    "{type: object, properties: {a: {type: array, items: «[{type: string}]»}}}",
    "{type: object, properties: {a: {type: array, items: {type: «strin»}}}}",
    "{type: object, properties: {a: {minimum: «5», maximum: 2}}}",
    "{type: object, properties: {a: {minLength: «5», maxLength: 2}}}",
    "{type: object, properties: {a: {minItems: «-1»}}}",
    "{type: object, properties: {a: {minItems: «1.5»}}}",
    "{type: object, properties: {a: {multipleOf: «0»}}}",
    "{type: object, properties: {a: {exclusiveMinimum: «true»}}}",
    "{type: object, properties: {a: {enum: «[]»}}}",
    "{type: object, properties: {a: {enum: «x»}}}",
    "{type: object, properties: {a: {anyOf: «[]»}}}",
    "{type: object, properties: {a: {anyOf: [{type: string}, {type: «foo»}]}}}",
    "{type: object, properties: {a: {pattern: \"^[a-z]+$\"}}}",
    "{type: object, properties: {a: {pattern: «\"[a-\"»}}}",
    "{type: object, properties: {a: {pattern: «\"(a\"»}}}",
    "{type: object, properties: {a: {$ref: \"#/$defs/x\"}}, $defs: {x: {type: string}}}",
    "{type: object, properties: {a: {$ref: \"#/$defs/\u{301}x\"}}, $defs: {\u{301}x: {type: string}}}",
    "{type: object, properties: {a: {$ref: «\"#/$defs/y\"»}}, $defs: {x: {type: string}}}",
    "{type: object, properties: {a: {$ref: «\"https://example.com/x\"»}}}",
    "{type: object, properties: {a: {$ref: «\"#/$defs/x\"»}}, $defs: {x: {$ref: «\"#/$defs/x\"»}}}",
    "{type: object, properties: {child: {$ref: \"#\"}}}",
    "{type: object, properties: {a: {default: {strict: 1, type: 5}}}}",
    "{type: object, properties: {a: {«nullable»: true, type: string}}}",
    "{type: object, properties: {type: {type: string}, required: {type: boolean}}}",
    "{type: object, properties: {a: {additionalProperties: {type: «x»}}}}",
    "{type: object, properties: {a: {description: «5»}}}",
    "{type: object, properties: {a: {not: {type: «x»}, if: {type: string}, then: «5»}}}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ parameters: String) {
    let test = RuleCase("tools: [{type: function, name: a, parameters: \(parameters)}]")
    // A loop is found at both ends of it.
    let expected =
      parameters.contains("$defs: {x: {$ref") ? [test.marked.ranges[1]] : test.marked.ranges
    #expect(test.places(of: "SP403") == expected, "\(test.findings)")
    #expect(test.codes.allSatisfy { $0 == "SP403" }, "\(test.findings)")
  }

  /// What is unknown but harmless is sent as it is.
  @Test func unknownKeywordsLoseNothing() {
    let text = "{type: object, foo: [1, {a: [2]}], x-b: {c: [], d: {e: 1.50}}}"
    let source = SourceText(
      name: "p",
      text: "tools: [{type: function, name: a, parameters: \(text)}]"
    )
    let request = Compiler().compile(source).request.map { String(decoding: $0, as: UTF8.self) }
    #expect(
      request?.contains(
        "{\"foo\":[1,{\"a\":[2]}],\"type\":\"object\",\"x-b\":{\"c\":[],\"d\":{\"e\":1.5}}}"
      )
        == true,
      "\(request ?? "")"
    )
  }

  @Test(arguments: [
    "foo: .inf", "foo: {b: .nan}", "foo: [12345678901234567890]", "foo: 12345678901234567890",
    "default: .inf",
  ])
  func whatJSONCannotHoldIsAnErrorAnywhere(_ member: String) {
    let test = RuleCase("tools: [{type: function, name: a, parameters: {type: object, \(member)}}]")
    #expect(test.findings.contains { $0.severity == .error }, "\(test.findings)")
  }

  @Test func rootWithoutTypeIsAWarning() {
    let test = RuleCase("tools: [{type: function, name: a, «parameters»: {properties: {}}}]")
    #expect(test.places(of: "SP403") == test.marked.ranges)
    #expect(test.findings.allSatisfy { $0.severity == .warning })
  }
}
