internal import SourceDiagnostics

/// For people: every finding with the lines it is about, and a line that counts them.
struct TextReport: DiagnosticReport {
  let renderer: TextRenderer
  private var summary = Summary()

  init(renderer: TextRenderer) { self.renderer = renderer }

  mutating func add(_ file: FileReport) -> [UInt8] {
    summary.add(file.diagnostics, silenced: file.silenced)
    return Array(renderer.render(file.diagnostics, of: file.source).utf8)
  }

  func finish(problems: [String]) -> [UInt8] {
    summary.files > 0 ? Array((summary.text + "\n").utf8) : []
  }
}

/// One line a finding, for grep and editors.
struct ConciseReport: DiagnosticReport {
  func add(_ file: FileReport) -> [UInt8] {
    guard !file.diagnostics.isEmpty else { return [] }
    let lines = LineTable(file.source.bytes)
    return file.diagnostics.reduce(into: []) { report, diagnostic in
      let place = lines.position(of: diagnostic.span.start)
      var text = "\(file.source.name):\(place.line):\(place.column): \(diagnostic.headline)"
      if let help = diagnostic.help { text += " (\(help))" }
      report += DisplayText.escaped(text).utf8 + [UInt8(ascii: "\n")]
    }
  }

  func finish(problems: [String]) -> [UInt8] { [] }
}

extension Diagnostic {
  /// `error[SP301 wrong-vad-field]: …`
  var headline: String { "\(severity.rawValue)[\(rule.code) \(rule.name)]: \(message)" }
}
