import SourceDiagnostics
import Testing
import YAMLSyntax

/// Aliases without an anchor: all of them are told, and the text still counts as not read.
@Suite struct UnknownAliasTests {
  private static func findings(_ text: String, _ limits: Limits = Limits()) -> [Diagnostic] {
    var bag = DiagnosticBag()
    let tree = Composer.compose(Array(text.utf8), limits: limits, into: &bag)
    #expect(tree == nil)
    return bag.sorted()
  }

  @Test(arguments: [
    ("a: *x\nb: *y\nc: *x\n", ["/a", "/b", "/c"]),
    ("a: [*x, {b: *y}, *z]\n", ["/a/0", "/a/1/b", "/a/2"]),
    ("<<: *x\nb: *y\n", ["/<<", "/b"]),
    ("<<: [*x, *y]\nb: 1\n", ["/<</0", "/<</1"]),
    ("*x : 1\n*x : 2\n", ["", ""]),
    ("*x\n", [""]),
  ])
  func allAreReported(_ text: String, _ paths: [String]) {
    let findings = Self.findings(text)
    #expect(findings.map(\.path) == paths)
    #expect(findings.allSatisfy { $0.message.hasSuffix("has no anchor") }, "\(findings)")
  }

  @Test func whatIsWrongBehindThemIsReportedAsWell() {
    let findings = Self.findings("a: *x\nb: 1\nb: 2\nc: [\n")
    #expect(findings.map(\.rule.code) == ["SP001", "SP001"])
    #expect(Self.findings("a: *x\nb: 1\nb: 2\n").map(\.rule.code) == ["SP001", "SP002"])
  }

  @Test func veryManyAreReadSoFar() {
    var limits = Limits()
    limits.unknownAliases = 3
    #expect(Self.findings("[*a, *b, *c, *d, *e]\n", limits).count == 3)
  }

  /// With so many different names, none is taken for a slip.
  @Test func manyDifferentNamesAreNoSlips() {
    let few = (0..<1000).map { "- *ton\($0)\n" }.joined()
    let many = (0..<1001).map { "- *ton\($0)\n" }.joined()
    #expect(
      Self.findings("- &ton1 a\n" + few.replacing("*ton1\n", with: "*ton2\n")).contains {
        $0.fix != nil
      }
    )
    #expect(
      !Self.findings("- &ton1 a\n" + many.replacing("*ton1\n", with: "*ton_\n")).contains {
        $0.fix != nil
      }
    )
  }
}
