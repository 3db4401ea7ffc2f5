import SourceDiagnostics
import TestSupport
import Testing

@Suite struct RequiredPropertyUndefinedTests {
  static let cases: [RuleCase] = [
    "tools: [{type: function, name: a, parameters: {type: object, properties: {x: {type: string}}, required: [x]}}]",
    "tools: [{type: function, name: a, parameters: {type: object, properties: {x: {type: string}}, required: [«y»]}}]",
    "tools: [{type: function, name: a, parameters: {type: object, properties: {x: {type: object, properties: {}, required: [«y»]}}}}]",
    "tools: [{type: function, name: a, parameters: {type: object, required: [y]}}]",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP407") == test.marked.ranges, "\(test.findings)")
  }
}
