internal import ProfileRules
public import SourceDiagnostics

extension Compiler {
  /// A comment that silences a finding of a text, with room for the reason; `nil` where none can: in JSON, and for
  /// what no comment silences.
  ///
  /// What it does is tried.
  public func ignoring(_ finding: Diagnostic, in source: SourceText) -> FixIt? {
    guard finding.span.source == SourceID(), !source.name.hasSuffix(".json") else { return nil }
    let lines = LineTable(source.bytes)
    let before = count(of: finding.rule.code, in: source)
    var line = lines.position(of: finding.span.start).line
    // A comment inside a text is none: then it may stand where the text begins.
    for _ in 0..<3 {
      for edit in [
        Self.entry(finding.rule.code, in: lines.lineRange(line), of: source),
        Self.comment(finding.rule.code, behind: lines.lineRange(line)),
      ].compactMap(\.self) {
        let fix = FixIt("ignore \(finding.rule.code) here", isSafe: false, edits: [edit])
        var edits = TextEdits()
        guard edits.add(fix) else { continue }
        let changed = SourceText(name: source.name, bytes: edits.applied(to: source.bytes))
        if silences(finding.rule.code, changed, before) { return fix }
      }
      guard let key = Self.lineOfText(around: line, lines, source.bytes) else { return nil }
      line = key
    }
    return nil
  }

  private func count(of code: String, in source: SourceText) -> (told: Int, others: Int) {
    let found = check(source).diagnostics
    let told = found.count { $0.rule.code == code }
    return (told, found.count - told)
  }

  private func silences(
    _ code: String,
    _ changed: SourceText,
    _ before: (told: Int, others: Int)
  ) -> Bool {
    let after = count(of: code, in: changed)
    return after.told < before.told && after.others <= before.others
  }

  /// One more code in a comment that is there.
  private static func entry(_ code: String, in line: Range<Int>, of source: SourceText)
    -> FixIt.Edit?
  {
    var rest = source.bytes[line]
    while let first = rest.firstIndex(of: UInt8(ascii: "#")) {
      rest = rest[(first + 1)...]
      guard rest.drop(while: { $0 == 0x20 }).starts(with: Array("sessionc: ignore[".utf8)),
        let end = rest.firstIndex(of: UInt8(ascii: "]"))
      else { continue }
      return FixIt.Edit(SourceSpan(start: end, end: end), ", \(code)")
    }
    return nil
  }

  private static func comment(_ code: String, behind line: Range<Int>) -> FixIt.Edit {
    let end = SourceSpan(start: line.upperBound, end: line.upperBound)
    return FixIt.Edit(end, "  # sessionc: ignore[\(code)] say why")
  }

  /// The nearest line above that is less far in.
  private static func lineOfText(around line: Int, _ lines: LineTable, _ bytes: [UInt8]) -> Int? {
    func indent(_ line: Int) -> Int? {
      let range = lines.lineRange(line)
      let blanks = bytes[range].prefix { $0 == 0x20 }.count
      return blanks == range.count ? nil : blanks
    }
    guard let own = indent(line) else { return nil }
    return (1..<line).reversed().first { above in indent(above).map { $0 < own } ?? false }
  }
}
