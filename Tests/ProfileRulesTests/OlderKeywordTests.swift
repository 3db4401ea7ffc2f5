import SourceDiagnostics
import TestSupport
import Testing

/// The schemas of a tool are judged by the draft that `$schema` names.
@Suite struct OlderKeywordTests {
  private static func test(_ draft: String, _ keywords: String) -> RuleCase {
    let uri =
      draft.hasPrefix("draft")
      ? "http://json-schema.org/\(draft)/schema#" : "https://json-schema.org/draft/\(draft)/schema"
    return RuleCase(
      """
      type: realtime
      tools:
        - type: function
          name: a
          parameters:
            $schema: \(uri)
            type: object
            \(keywords)
      """
    )
  }

  private static let old = ["draft-04", "draft-06", "draft-07"]
  private static let older = old + ["2019-09"]
  private static let all = older + ["2020-12"]

  private static func cases(_ drafts: [String], _ keywords: String...) -> [RuleCase] {
    drafts.flatMap { draft in keywords.map { test(draft, $0) } }
  }

  /// Only what is marked is an error.
  static let errors: [RuleCase] = [
    cases(
      older,
      "properties: {a: {items: [{type: «strin»}, {type: string}]}}",
      "properties: {a: {items: [{}], additionalItems: {type: «strin»}}}",
      "properties: {a: {items: [«5»]}}",
      "properties: {a: {items: []}}",
      "dependencies: {a: [b], c: {required: [d]}}",
      "dependencies: {a: [«5»]}",
      "dependencies: {a: [b, «b»]}",
      "dependencies: {a: {properties: {b: {type: «strin»}}}}",
      "dependencies: {a: «b»}",
      "definitions: {x: {items: [{type: string}]}}\n      properties: {a: {$ref: \"#/definitions/x/items/0\"}}",
      "properties: {a: {$ref: «\"#/definitions/x\"»}}",
      "properties: {parameters: {items: [{}]}}"
    ),
    cases(
      ["draft-04"],
      "properties: {a: {minimum: 5, exclusiveMinimum: true, maximum: 7, exclusiveMaximum: false}}",
      "properties: {a: {minimum: 5, exclusiveMinimum: «6»}}",
      "definitions: {x: {id: \"#a\"}}\n      properties: {a: {$ref: \"#a\"}, b: {$ref: «\"#b\"»}}",
      "definitions: {x: {id: \"http://e.com/x\"}}\n      properties: {a: {$ref: \"http://e.com/x\"}}"
    ),
    cases(
      ["draft-06", "draft-07"],
      "definitions: {x: {$id: \"#a\"}}\n      properties: {a: {$ref: \"#a\"}, b: {$ref: «\"#b\"»}}",
      "definitions: {x: {$id: \"http://e.com/x#a\"}}\n      properties: {a: {$ref: \"#a\"}}",
      "properties: {a: {exclusiveMinimum: 5, maximum: 7}}"
    ),
    cases(Array(all.dropFirst()), "properties: {a: {minimum: 5, exclusiveMinimum: «true»}}"),
    cases(
      old,
      "definitions: {x: {}}\n      properties: {a: {$ref: \"#/definitions/x\", type: strin, minimum: 5, maximum: 2, pattern: \"(\"}}",
      "properties: {a: {$ref: \"#/properties/a/definitions/x\", definitions: {x: {type: «strin»}}}}",
      "definitions: {x: {$ref: «\"#/definitions/x\"», title: b}}"
    ),
    cases(
      ["2019-09", "2020-12"],
      "$defs: {x: {}}\n      properties: {a: {$ref: \"#/$defs/x\", type: «strin»}}",
      "$defs: {x: {$id: «\"#a\"»}}",
      "$defs: {x: {$anchor: a}}\n      properties: {a: {$ref: \"#a\"}}"
    ),
    cases(["2019-09"], "$recursiveAnchor: true\n      properties: {a: {$recursiveRef: \"#\"}}"),
    cases(
      ["2020-12"],
      "properties: {a: {items: «[{type: strin}]»}}",
      "dependencies: {a: {type: strin}, b: 5}",
      "properties: {a: {additionalItems: {type: strin}}}"
    ),
  ].flatMap { $0 }

  @Test(arguments: errors) func onlyTheMarkedPlacesAreErrors(_ test: RuleCase) {
    let errors = test.findings.filter { $0.severity == .error }
    #expect(errors.map(\.span.range) == test.marked.ranges, "\(test.findings)")
    #expect(errors.allSatisfy { $0.rule.code == "SP403" })
  }

  /// What has been written in another way since is a warning, and says how.
  static let warnings: [(RuleCase, String)] = [
    (
      test("draft-07", "properties: {a: {«items»: [{}]}}"),
      "since 2020-12 write `prefixItems` for a list"
    ),
    (
      test("2019-09", "properties: {a: {«items»: [{}]}}"),
      "since 2020-12 write `prefixItems` for a list"
    ),
    (
      test("draft-06", "«dependencies»: {a: [b]}"),
      "since 2019-09 write `dependentRequired` or `dependentSchemas`"
    ),
    (
      test("draft-04", "properties: {a: {minimum: 1, «exclusiveMinimum»: true}}"),
      "since draft-06 write the bound itself, a number"
    ),
    (test("draft-04", "«id»: http://e.com/a"), "since draft-06 write `$id`"),
  ]

  @Test(arguments: warnings.indices) func whatIsWrittenInAnotherWaySinceIsAWarning(_ index: Int) {
    let (test, help) = Self.warnings[index]
    #expect(test.findings.map(\.span.range) == test.marked.ranges, "\(test.findings)")
    #expect(test.findings.allSatisfy { $0.severity == .warning && $0.rule.code == "SP403" })
    #expect(
      test.findings.map(\.help) == ["\(help); which draft the service reads is not documented"]
    )
  }
}
