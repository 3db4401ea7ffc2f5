import DiagnosticReports
import Foundation
import SessionProfiles
import SourceDiagnostics
import Testing

@Suite struct JSONReportTests {
  private func report(_ text: String, name: String = "p.yaml") throws -> [String: Any] {
    let source = SourceText(name: name, text: text)
    var report = ReportFormat.json.report(version: "1", isStrict: false, text: TextRenderer())
    _ = report.add(FileReport(source: source, diagnostics: Compiler().lint(source)))
    let object = try JSONSerialization.jsonObject(with: Data(report.finish(problems: [])))
    return try #require(object as? [String: Any])
  }

  @Test func hasTheDocumentedShape() throws {
    let report = try report(
      "voice: alloy\nturn_detection:\n  type: semantic_vad\n  threshold: 0.4\ninput_audio_format: g711-ulaw\n"
    )
    #expect(report["version"] as? Int == 1)
    #expect(report["files"] as? Int == 1)
    let summary = try #require(report["summary"] as? [String: Int])
    #expect(summary == ["errors": 2, "warnings": 0, "fixable": 2])
    let diagnostics = try #require(report["diagnostics"] as? [[String: Any]])
    let first = try #require(diagnostics.first)
    #expect(first["code"] as? String == "SP301")
    #expect(first["name"] as? String == "wrong-vad-field")
    #expect(first["severity"] as? String == "error")
    #expect(first["path"] as? String == "/turn_detection/threshold")
    let range = try #require(first["range"] as? [String: Any])
    #expect(range["file"] as? String == "p.yaml")
    #expect(range["start"] as? [String: Int] == ["line": 4, "column": 3, "offset": 52])
    #expect(range["end"] as? [String: Int] == ["line": 4, "column": 12, "offset": 61])
    #expect((first["related"] as? [[String: Any]])?.count == 1)
    let fix = try #require(diagnostics.last?["fix"] as? [String: Any])
    #expect(fix["safe"] as? Bool == true)
    let edits = try #require(fix["edits"] as? [[String: Any]])
    #expect(edits.map { $0["text"] as? String } == ["g711_ulaw"])
  }

  @Test func isWellFormedWhateverTheInput() throws {
    _ = try report("\"\\u0001\\\"\": \"\\u0000\"\n{", name: "a\"\n\u{1B}.yaml")
    _ = try report("voice: alloy")
  }
}
