import SourceDiagnostics
import TestSupport
import Testing

@Suite struct TemperatureAdviceTests {
  static let cases: [RuleCase] = [
    "temperature: 0.8",
    "temperature: «0.7»",
    "temperature: 0.7\nmodalities: [text]",
    "temperature: 2",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP501") == test.marked.ranges, "\(test.findings)")
  }
}
