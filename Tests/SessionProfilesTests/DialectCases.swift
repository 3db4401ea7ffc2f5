import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// What the tests of a dialect that is data alone have in common.
enum DialectCases {
  static func compile(_ text: String, _ target: String?) -> Compilation {
    let target = target.flatMap(Target.init(rawValue:))
    return Compiler(options: .init(target: target)).compile(SourceText(name: "a", text: text))
  }

  /// Expects a request, and where it is posted.
  static func expect(
    _ text: String,
    _ target: String?,
    makes request: String,
    postedTo endpoint: String?
  ) {
    let result = compile(text, target)
    #expect(
      result.request.map { String(decoding: $0, as: UTF8.self) } == request + "\n",
      "\(result.diagnostics)"
    )
    #expect(result.endpoint == endpoint)
  }

  /// Expects an error of this code at one of the marked places.
  static func expectError(_ test: RuleCase, _ target: String?, _ code: String) {
    let errors = compile(test.marked.text, target).diagnostics.filter { $0.severity == .error }
    #expect(
      errors.contains { $0.rule.code == code && test.marked.ranges.contains($0.span.range) },
      "\(errors)"
    )
  }
}
