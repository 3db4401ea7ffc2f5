import Foundation
import SessionProfiles
import Testing

/// What a program gets that imports the library beside Foundation and nothing else.
@Suite struct ExportsTests {
  /// One partial file.
  private struct Partial: ProfileReader {
    func find(_ path: String, from name: String) -> Result<FoundFile, ReadingFailure> {
      guard path == "base.yaml" else { return .failure(.notFound(nearest: "base.yaml")) }
      return .success(.init(name: path, path: path, identity: .init(device: 1, number: 1)))
    }

    func read(_ file: FoundFile, limit: Int) -> Result<[UInt8], ReadingFailure> {
      .success(Array("voice: alloy\n".utf8))
    }
  }

  @Test func decimalIsThatOfFoundation() {
    let third: Decimal = Decimal(1) / Decimal(8)
    #expect("\(third)" == "0.125")
  }

  @Test func aProfileIsCompiled() throws {
    let target: Target = .gaClientSecrets
    let compiler = Compiler(options: .init(target: target), reading: SharedFiles(Partial()))
    let source = SourceText(name: "p.yaml", text: "$extends: base.yaml\n")
    let compilation: Compilation = compiler.compile(source)
    #expect(compilation.diagnostics.isEmpty)
    let request = try #require(compilation.request)
    let object = try JSONSerialization.jsonObject(with: Data(request)) as? [String: Any]
    #expect(object?["session"] != nil)
  }

  @Test func findingsArePrinted() throws {
    let source = SourceText(name: "p.yaml", text: "temprature: 0.7\n")
    let result: CheckResult = Compiler().check(source)
    let finding: Diagnostic = try #require(result.diagnostics.first)
    #expect(finding.severity == Severity.error)
    #expect(LineTable(source.bytes).position(of: finding.span.start).line == 1)
    var report: any DiagnosticReport = ReportFormat.text.report(
      version: "1",
      isStrict: false,
      text: TextRenderer(colors: ColorScheme.none)
    )
    let file = FileReport(source: source, diagnostics: result.diagnostics)
    let text = String(decoding: report.add(file) + report.finish(problems: []), as: UTF8.self)
    #expect(text.contains(finding.rule.code))
  }
}
