import DiagnosticReports
import SessionProfiles
import SourceDiagnostics

/// Findings to reports and baselines; the first line of the input is the name of the file.
enum ReportTarget: FuzzTarget {
  static let name = "reports"

  static func test(_ bytes: [UInt8]) {
    let line = bytes.prefix { $0 != 0x0A }
    let name = String(decoding: line.prefix(200), as: UTF8.self)
    let source = SourceText(name: name, bytes: bytes)
    let result = Compiler().check(source)
    // SARIF tells of every rule each time, which would take most of the time.
    let isRare = bytes.reduce(0, ^) % 8 == 0
    for format in ReportFormat.allCases where format != .sarif || isRare {
      check(format, result, source)
    }
    checkBaseline(result, source)
  }

  private static func check(_ format: ReportFormat, _ result: CheckResult, _ source: SourceText) {
    let file = FileReport(
      source: source,
      diagnostics: result.diagnostics,
      silenced: result.silenced
    )
    let renderer = TextRenderer(columns: 40 + source.bytes.count % 100)
    var report = format.report(
      version: "1.0.0",
      isStrict: source.bytes.count % 2 == 0,
      text: renderer
    )
    let bytes = report.add(file) + report.finish(problems: [source.name])
    let what = "the \(format.rawValue) report"
    expect(Places.isText(bytes), "\(what) is UTF-8")
    switch format {
    case .json, .sarif, .gitlab: JSONText.checkJSON(bytes, what)
    case .junit: XMLText.check(bytes, what)
    case .text: checkLines(bytes, what)
    case .concise, .github:
      checkLines(bytes, what)
      let lines = bytes.split(separator: 0x0A)
      expect(lines.count == result.diagnostics.count, "\(what) has a line for each finding")
      if format == .github {
        expect(lines.allSatisfy { $0.starts(with: "::".utf8) }, "each line is a command")
      }
    }
  }

  /// Nothing of the file can move the cursor or end a line.
  private static func checkLines(_ bytes: [UInt8], _ what: String) {
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where scalar != "\n" {
      let value = scalar.value
      expect(
        value >= 0x20 && !(0x7F..<0xA0).contains(value) && !(0x202A...0x202E).contains(value),
        "\(what) holds no U+\(String(value, radix: 16))"
      )
    }
  }

  /// A baseline that has just been written hides what it can, and reads as it was written.
  private static func checkBaseline(_ result: CheckResult, _ source: SourceText) {
    var written = Baseline()
    let hasAll = written.add(result, of: source, file: source.name)
    do {
      var read = try Baseline(written.bytes)
      expect(read.bytes == written.bytes, "a baseline reads as it was written")
      var left = result
      read.apply(to: &left, of: source, file: source.name)
      expect(!hasAll || left.diagnostics.isEmpty, "a baseline hides what it has")
      expect(read.staleEntries { _, _ in true }.isEmpty, "a new baseline has nothing stale")
    } catch {
      fail("a baseline can be read: \(error.message) in line \(error.line)")
    }
    // Any bytes may be given for one.
    if let other = try? Baseline(source.bytes) {
      expect((try? Baseline(other.bytes))?.bytes == other.bytes, "a baseline is sorted once")
    }
  }
}
