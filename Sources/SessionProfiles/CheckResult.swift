internal import DiagnosticReports
internal import ProfileIR
internal import ProfileLinking
internal import ProfileRules
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
  /// What the profile's files leave open. By reference: results are handed on very often, and hardly any has it.
  private(set) var openings: ProfileOpenings?
  /// The names of the profile's variants, in the order in which its files declare them.
  public var variants: [String] { openings?.variants ?? [] }
  /// Whether the profile has variants, and not the one that was asked for: then it was not looked at.
  public var lacksVariant: Bool { openings?.lacksVariant ?? false }
  /// The names of the variables that the profile declares.
  public var variables: Set<String> { openings?.variables ?? [] }
  /// What is wrong with the values that were given for variables, as sentences that do not repeat these.
  public var misfits: [String] { openings?.misfits ?? [] }
  /// The text as read; `nil` where it cannot be read to its end, or is needed no more.
  var tree: NodeTree?
  /// Whether all findings are known: not those of a text that cannot be read, that is no profile, or
  /// that has more of them than are held.
  public internal(set) var isComplete = true
  /// How many sessions the text holds, where it is a file of another tool.
  public internal(set) var sessions: Int?
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

  /// Adds what checking another variant of the same profile gave. What several of them show is one finding.
  mutating func add(_ other: CheckResult, variant name: String) {
    var places: [VariantFinding: Int] = [:]
    for (index, finding) in diagnostics.enumerated() {
      places[VariantFinding(finding)] = places[VariantFinding(finding)] ?? index
    }
    for var finding in other.diagnostics {
      if let known = places[VariantFinding(finding)] {
        if diagnostics[known].variants.last != name { diagnostics[known].variants.append(name) }
        // One variant may hold it for worse.
        if finding.severity > diagnostics[known].severity {
          finding.variants = diagnostics[known].variants
          diagnostics[known] = finding
        }
      } else {
        finding.variants = [name]
        diagnostics.append(finding)
      }
    }
    // A comment that silences something in one of them is of use.
    let unused = UnusedIgnore.descriptor
    diagnostics.removeAll { $0.rule == unused && !$0.variants.contains(name) }
    more.formMaximum(other.more)
    let known = Set(silenced.map { VariantFinding($0.diagnostic) })
    silenced += other.silenced.filter { !known.contains(VariantFinding($0.diagnostic)) }
    isComplete = isComplete && other.isComplete
    if !other.misfits.isEmpty { openings = openings ?? other.openings }
  }

  /// Takes over what the profile's files declare.
  mutating func add(_ composition: Composition, lacksVariant: Bool = false) {
    openings = ProfileOpenings(composition, lacksVariant: lacksVariant)
  }

  private struct VariantFinding: Hashable {
    var code: String
    /// Of one code there are many policies.
    var name: String
    var span: SourceSpan

    init(_ finding: Diagnostic) {
      (code, name, span) = (finding.rule.code, finding.rule.name, finding.span)
    }
  }

  /// What several compilations of one profile show, each finding once.
  ///
  /// - Parameters:
  ///   - results: one for each variant.
  ///   - variants: that of each; `nil` for a profile without.
  ///   - name: of the profile, as reports show it.
  public static func merged(
    _ results: [CheckResult],
    variants: [String?],
    of name: String
  ) -> CheckResult {
    var byVariant: [(name: String?, result: CheckResult)] = []
    for (result, variant) in zip(results, variants) {
      if let known = byVariant.firstIndex(where: { $0.name == variant }) {
        byVariant[known].result.add(result)
      } else {
        byVariant.append((variant, result))
      }
    }
    guard var merged = byVariant.first?.result, byVariant.count > 1 else {
      return byVariant.first?.result ?? CheckResult(limit: DiagnosticBag.heldMax)
    }
    let all = byVariant.compactMap(\.name)
    for index in merged.diagnostics.indices {
      merged.diagnostics[index].variants = Array(all.prefix(1))
    }
    for (name, result) in byVariant.dropFirst() { merged.add(result, variant: name ?? "") }
    merged.finishVariants(all, of: name)
    return merged
  }

  /// Puts findings of several variants in order, and leaves only those variants named that are not all.
  mutating func finishVariants(_ all: [String], of name: String) {
    let notEverywhere = [UnusedIgnore.descriptor, LinkingRules.unusedVariable]
    diagnostics.removeAll { finding in
      notEverywhere.contains(finding.rule) && finding.variants.count < all.count
    }
    for index in diagnostics.indices {
      if diagnostics[index].variants.count == all.count { diagnostics[index].variants = [] }
      let shown = diagnostics[index].variants
      guard !shown.isEmpty, diagnostics[index].span.source == SourceID() else { continue }
      var uses = ProfileUses()
      for variant in shown {
        uses.add(.init(file: name, path: diagnostics[index].path, variant: variant))
      }
      diagnostics[index].uses = uses
    }
    diagnostics.sort { left, right in
      (left.span.source.rawValue, left.span.start, left.span.end, left.rule.code)
        < (right.span.source.rawValue, right.span.start, right.span.end, right.rule.code)
    }
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

/// What the files of a profile leave open: its variants, and its variables.
final class ProfileOpenings: Sendable {
  let variants: [String]
  let lacksVariant: Bool
  let variables: Set<String>
  let misfits: [String]

  /// - Returns: `nil` for a profile that leaves nothing open.
  init?(_ composition: Composition, lacksVariant: Bool) {
    guard !composition.variants.isEmpty || !composition.variables.declared.isEmpty else {
      return nil
    }
    variants = composition.variants
    variables = composition.variables.declared
    misfits = composition.variables.misfits
    self.lacksVariant = lacksVariant
  }
}
