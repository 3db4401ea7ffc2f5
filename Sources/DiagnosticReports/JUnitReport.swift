internal import SourceDiagnostics

/// JUnit XML: a suite for each file, and a test case for each finding, or one that passes.
struct JUnitReport: DiagnosticReport {
  /// Whether warnings fail the run; if not, their test cases pass and tell of them.
  let isStrict: Bool
  private var suites = ""
  private var tests = 0
  private var failures = 0

  init(isStrict: Bool) { self.isStrict = isStrict }

  mutating func add(_ file: FileReport) -> [UInt8] {
    let lines = LineTable(file.source.bytes)
    var cases = ""
    var (suiteTests, suiteFailures, skipped) = (0, 0, 0)
    for diagnostic in file.shown {
      suiteTests += 1
      let isFailure = diagnostic.severity == .error || isStrict
      if isFailure { suiteFailures += 1 }
      cases += testCase(diagnostic, of: file, lines, body: body(diagnostic, isFailure, file, lines))
    }
    for silenced in file.shownSilenced {
      suiteTests += 1
      skipped += 1
      let skip = "<skipped message=\"\(Self.escaped(silenced.cause.text))\"/>"
      cases += testCase(silenced.diagnostic, of: file, lines, body: skip)
    }
    if let hidden = file.hidden {
      suiteTests += 1
      let isFailure = hidden.errors > 0 || isStrict && hidden.warnings > 0
      if isFailure { suiteFailures += 1 } else { skipped += 1 }
      let kind = isFailure ? "failure type=\"\(hidden.severity.rawValue)\"" : "skipped"
      cases += "    <testcase name=\"findings not shown\" classname=\"\(Self.escaped(file.path))\">"
      cases += "<\(kind) message=\"\(Self.escaped(hidden.text))\"/></testcase>\n"
    }
    if suiteTests == 0 {
      suiteTests = 1
      let name = Self.escaped(file.path)
      cases = "    <testcase name=\"no findings\" classname=\"\(name)\"/>\n"
    }
    tests += suiteTests
    failures += suiteFailures
    suites += """
        <testsuite name="\(Self.escaped(file.path))" tests="\(suiteTests)" \
      failures="\(suiteFailures)" errors="0" skipped="\(skipped)">
      \(cases)  </testsuite>

      """
    return []
  }

  mutating func finish(problems: [String]) -> [UInt8] {
    if !problems.isEmpty {
      let cases = problems.map { problem in
        let text = Self.escaped(problem)
        return "    <testcase name=\"\(text)\" classname=\"sessionc\">"
          + "<error message=\"\(text)\"/></testcase>\n"
      }
      tests += problems.count
      suites += "  <testsuite name=\"sessionc\" tests=\"\(problems.count)\" failures=\"0\" "
      suites += "errors=\"\(problems.count)\" skipped=\"0\">\n\(cases.joined())  </testsuite>\n"
    }
    let text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="sessionc" tests="\(tests)" failures="\(failures)" \
      errors="\(problems.count)">
      \(suites)</testsuites>

      """
    return RunnerCommands.brokenUpInXML(Array(text.utf8))
  }

  private func testCase(
    _ diagnostic: Diagnostic,
    of file: FileReport,
    _ lines: LineTable,
    body: String
  ) -> String {
    let place = lines.position(of: diagnostic.span.start)
    let name = Self.escaped(
      "\(diagnostic.rule.code) \(diagnostic.rule.name) \(place.line):\(place.column)"
    )
    let path = Self.escaped(file.path)
    return "    <testcase name=\"\(name)\" classname=\"\(path)\">\(body)</testcase>\n"
  }

  private func body(
    _ diagnostic: Diagnostic,
    _ isFailure: Bool,
    _ file: FileReport,
    _ lines: LineTable
  ) -> String {
    let place = lines.position(of: diagnostic.span.start)
    var text = "\(file.path):\(place.line):\(place.column): \(diagnostic.headline)"
    if let help = diagnostic.help { text += "; \(help)" }
    if let uses = diagnostic.uses { text += "; in \(uses.title)" }
    guard isFailure else { return "<system-out>\(Self.escaped(text))</system-out>" }
    let message = Self.escaped(diagnostic.message)
    return "<failure type=\"\(diagnostic.severity.rawValue)\" message=\"\(message)\">"
      + "\(Self.escaped(text))</failure>"
  }

  /// Text fit for XML: what XML 1.0 cannot hold is written as it is shown in the text report.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result += DisplayText.escaped(String(scalar))
      }
    }
  }
}

extension SilencedDiagnostic.Cause {
  /// What a report says of it.
  var text: String {
    switch self {
    case .comment(let reason): reason.map { "ignored: \($0)" } ?? "ignored by a comment"
    case .baseline: "in the baseline"
    }
  }
}
