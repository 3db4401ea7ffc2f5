internal import SourceDiagnostics

/// For people: every finding with the lines it is about, and a line that counts them.
struct TextReport: DiagnosticReport {
  let renderer: TextRenderer
  private var summary = Summary()

  init(renderer: TextRenderer) { self.renderer = renderer }

  mutating func add(_ file: FileReport) -> [UInt8] {
    summary.add(
      file.diagnostics,
      silenced: file.silenced,
      more: file.more,
      isProfile: file.isProfile
    )
    return renderer.bytes(of: file)
  }

  func finish(problems: [String]) -> [UInt8] {
    summary.files > 0 ? Array((summary.text + "\n").utf8) : []
  }
}

/// One line a finding, for grep and editors.
struct ConciseReport: DiagnosticReport {
  func add(_ file: FileReport) -> [UInt8] {
    guard file.hasFindings else { return [] }
    let places = ReportPlaces(file)
    var report: [UInt8] = []
    func add(_ text: String, at span: SourceSpan) {
      let place = places.start(of: span)
      let line = "\(file.source.name):\(place.line):\(place.column): \(text)"
      report += DisplayText.escaped(line).utf8 + [UInt8(ascii: "\n")]
    }
    for diagnostic in file.shown {
      let help = diagnostic.help.map { " (\($0))" } ?? ""
      let uses = diagnostic.uses.map { " (in \($0.title))" } ?? ""
      add(diagnostic.headline + help + uses, at: diagnostic.span)
    }
    if let hidden = file.hidden, hidden.count > 0 { add("note: \(hidden.text)", at: hidden.first) }
    return report
  }

  func finish(problems: [String]) -> [UInt8] { [] }
}

extension Diagnostic {
  /// `error[SP301 wrong-vad-field]: …`
  var headline: String { "\(severity.rawValue)[\(rule.code) \(rule.name)]: \(message)" }
}
