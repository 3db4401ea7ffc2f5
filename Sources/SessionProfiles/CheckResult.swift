internal import DiagnosticReports
internal import ProfileIR
public import SourceDiagnostics
internal import YAMLSyntax

/// What checking one profile gave.
public struct CheckResult: Sendable {
  /// The findings that are held, in the order of the file.
  public var diagnostics: [Diagnostic] = []
  /// What a comment or a baseline keeps from being reported.
  public var silenced: [SilencedDiagnostic] = []
  /// The findings beyond `Compiler.Options.findingsHeld`, which are only counted. Neither comments nor
  /// baselines silence them.
  public internal(set) var more = FindingCounts()
  /// The files that the profile is made of, by the numbers of the places' sources; empty for a profile that
  /// names no other file. The first is the profile itself.
  public internal(set) var files: [SourceText] = []
  /// Whether the profile was not looked at: those before it are made of as much as the profiles of a run may
  /// be made of together.
  public internal(set) var isLeftOut = false
  /// The text as read; `nil` where it cannot be read to its end, or is needed no more.
  var tree: NodeTree?
  /// Whether all findings are known: not those of a text that cannot be read, that is no profile, or
  /// that has more of them than are held.
  public internal(set) var isComplete = true
  /// Whether the text is a session of the GA dialect and nothing around it: no body that could be posted.
  public internal(set) var isBareSession = false
  /// What `isSomethingElse` said when the text was let go of.
  private var wasSomethingElse = false
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Whether the text is something else than a session, with errors or without: a list of packages, a
  /// schema, or what has no field that is like one of a session's.
  public var isSomethingElse: Bool {
    guard let tree else { return wasSomethingElse }
    guard let refusal = SessionSigns.refusal(of: tree) else { return false }
    return refusal.isKnown || !SessionSigns.hasLikeness(tree)
  }

  /// Adds what checking the same text for another target gave.
  public mutating func add(_ other: CheckResult) {
    more.formMaximum(other.more)
    add(other.diagnostics, FindingCounts())
    isComplete = isComplete && other.isComplete && more.isEmpty
  }

  /// Adds a finding where nothing else that is held is as severe as what is only counted: whoever looks
  /// at `diagnostics` alone sees that the profile fails.
  mutating func tellOfCounted() {
    let severity: Severity = more.errors > 0 ? .error : .warning
    guard !diagnostics.contains(where: { $0.severity >= severity }) else { return }
    let what = Summary.count(errors: more.errors, warnings: more.warnings)
    let verb = more.count == 1 ? "is" : "are"
    let finding = Diagnostic(
      ReadingRules.limitExceeded,
      "the file has so many findings that \(what) \(verb) only counted",
      severity: severity,
      at: more.first ?? SourceSpan(start: 0, end: 0),
      help: "no ignore comment and no baseline silences those: correct the file"
    )
    add([finding], FindingCounts())
  }

  /// Adds findings, each once.
  mutating func add(_ findings: [Diagnostic], _ counts: FindingCounts) {
    var all = DiagnosticBag(limit: .max)
    for diagnostic in diagnostics + findings { all.report(diagnostic) }
    // Only now are they counted: most findings are those of the other target as well.
    var bag = DiagnosticBag(limit: limit)
    for diagnostic in all.sorted(isOfOneTree: false) { bag.report(diagnostic) }
    diagnostics = bag.sorted(isOfOneTree: false)
    more.add(bag.more)
    more.add(counts)
  }

  /// Whether there is nothing to report, shown or silenced.
  public var isClean: Bool { !hasFindings && silenced.isEmpty }

  /// Lets go of the text, where nothing is to be said about it any more.
  public mutating func dropText() {
    // Only of a text with errors somebody asks.
    if hasErrors { wasSomethingElse = isSomethingElse }
    tree = nil
  }

  /// Whether there is a finding, held or only counted.
  public var hasFindings: Bool { !diagnostics.isEmpty || !more.isEmpty }
  /// Whether there is an error, held or only counted.
  public var hasErrors: Bool {
    more.errors > 0 || diagnostics.contains { $0.severity == .error }
  }
}
