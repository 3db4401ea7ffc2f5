public import SourceDiagnostics

/// The findings of one file that a report only counts.
public struct HiddenFindings: Sendable {
  public internal(set) var errors = 0
  public internal(set) var warnings = 0
  /// Those among them that a fix would mend.
  public internal(set) var fixable = 0
  /// What a comment or a baseline silences, and what is not listed either.
  public internal(set) var silenced = 0
  /// Those among the findings that nobody holds: no option shows them.
  public internal(set) var counted = 0
  /// Where the first of them is.
  public internal(set) var first = SourceSpan(start: 0, end: 0)

  public var count: Int { errors + warnings }

  /// How severe the gravest of them is.
  var severity: Severity { errors > 0 ? .error : .warning }

  /// Such as "2 more findings are not shown (1 error and 1 warning); --max-findings 0 shows all".
  ///
  /// Findings that are only counted are beyond what comments and baselines can be held against.
  var text: String {
    var what = Summary.count(errors: errors, warnings: warnings)
    if silenced > 0 {
      what = (count > 0 ? "\(what), " : "") + "\(silenced) ignored or in the baseline"
    }
    let all = count + silenced
    let verb = all == 1 ? "is" : "are"
    var text = "\(all) more finding\(all == 1 ? "" : "s") \(verb) not shown (\(what))"
    let held = all - counted
    if held > 0 { text += "; --max-findings 0 shows \(counted == 0 ? "all" : "\(held) of them")" }
    if counted > 0 {
      let verb = counted == 1 ? "is" : "are"
      text += "; \(counted) \(verb) only counted, and no ignore comment or baseline silences those"
    }
    return text
  }

  mutating func add(_ diagnostic: Diagnostic) {
    if count == 0 { first = diagnostic.span }
    if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
    if diagnostic.fix != nil { fixable += 1 }
  }

  private mutating func add(_ more: FindingCounts) {
    counted = more.count
    errors += more.errors
    warnings += more.warnings
    fixable += more.fixable
  }

  /// Chooses what is shown: errors before warnings, so that no warning keeps an error from being seen;
  /// what is chosen stays in the order of the file.
  static func choose(
    _ limit: Int,
    of diagnostics: [Diagnostic],
    _ silenced: [SilencedDiagnostic],
    _ more: FindingCounts = FindingCounts()
  ) -> (shown: [Diagnostic], silenced: [SilencedDiagnostic], hidden: HiddenFindings?) {
    guard diagnostics.count > limit || silenced.count > limit || !more.isEmpty else {
      return (diagnostics, silenced, nil)
    }
    var hidden = HiddenFindings()
    var errorsLeft = limit
    var warningsLeft = max(limit - diagnostics.count { $0.severity == .error }, 0)
    let shown = diagnostics.filter { diagnostic in
      let isShown =
        diagnostic.severity == .error ? takeOne(&errorsLeft) : takeOne(&warningsLeft)
      if !isShown { hidden.add(diagnostic) }
      return isShown
    }
    hidden.silenced = max(silenced.count - limit, 0)
    if hidden.count == 0 {
      let silenced = silenced.count > limit ? silenced[limit].diagnostic.span : nil
      hidden.first = more.first ?? silenced ?? hidden.first
    }
    hidden.add(more)
    return (shown, Array(silenced.prefix(limit)), hidden)
  }

  private static func takeOne(_ left: inout Int) -> Bool {
    left -= 1
    return left >= 0
  }
}
