import SourceDiagnostics
import TestSupport
import Testing

@Suite struct InexactNumberTests {
  static let cases: [RuleCase] = [
    "temperature: 0.8",
    "temperature: «0.80000000000000004»",
    "x-free: 12345678901234567890",
    "tracing: {metadata: {a: «12345678901234567890», b: «9007199254740993», c: 9007199254740992}}",
    "tracing: {metadata: {a: [1e21, «1e400», 1e-7, 0x1F, «0xFFFFFFFFFFFFFFFF», 0o17, 5e-324]}}",
  ]

  @Test(arguments: cases) func findsTheMarkedPlaces(_ test: RuleCase) {
    #expect(test.places(of: "SP205") == test.marked.ranges, "\(test.findings)")
  }
}
