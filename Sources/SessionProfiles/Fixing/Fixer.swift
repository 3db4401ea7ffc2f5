public import SourceDiagnostics

/// Mends a profile by the fixes of its findings: edits of bytes, so that comments, quotes and layout
/// of everything else stay.
///
/// Fixes are applied together as far as they do not overlap, and the profile is checked again, until
/// nothing is left to mend. A fix is dropped that would leave the text unreadable, change what an
/// untouched part says, or leave more errors than there were.
public struct Fixer: Sendable {
  public var compiler: Compiler
  /// Whether fixes are applied that may not be what the author meant.
  public var appliesUnsafe: Bool

  public init(compiler: Compiler, appliesUnsafe: Bool = false) {
    self.compiler = compiler
    self.appliesUnsafe = appliesUnsafe
  }

  /// What fixing one profile gave.
  public struct Result: Sendable {
    /// The profile, mended.
    public var source: SourceText
    /// What was mended, in the order in which it was.
    public var fixed: [Diagnostic] = []
    /// What checking the mended profile gives.
    public var result: CheckResult
  }

  /// Mends a profile. Fixing the result again changes nothing.
  public func fix(_ source: SourceText) -> Result {
    let before = compiler.check(source)
    // Mending the name of a mapping shows what is wrong inside it, so that on the way there may be
    // more errors than at first. At the end there may not.
    let result = fix(source, before, mayReveal: true)
    if Self.errors(result.result) <= Self.errors(before) { return result }
    return fix(source, before, mayReveal: false)
  }

  /// How often a profile may be checked: often where it is small, and never for ever.
  private static func checksMax(_ source: SourceText) -> Int {
    max(200, (32 << 20) / max(source.bytes.count, 1))
  }

  /// A fix that cannot be applied, by its rule and place.
  private struct Dropped: Hashable {
    var code: String
    var start: Int
  }

  private func fix(_ source: SourceText, _ before: CheckResult, mayReveal: Bool) -> Result {
    var current = Result(source: source, result: before)
    var checks = Self.checksMax(source)
    var dropped: Set<Dropped> = []
    while checks > 0 {
      let chosen = candidates(of: current.result, without: dropped)
      guard !chosen.isEmpty else { break }
      // The longest beginning of the list that can be applied: all of it, mostly.
      var (works, fails) = (0, chosen.count + 1)
      var best: (result: Result, map: OffsetMap)?
      var count = chosen.count
      while fails - works > 1, checks > 0 {
        checks -= 1
        if let next = apply(chosen[..<count], to: current, mayReveal: mayReveal) {
          (works, best) = (count, next)
        } else {
          fails = count
        }
        count = (works + fails) / 2
      }
      if let best {
        current = best.result
        dropped = Set(dropped.map { Dropped(code: $0.code, start: best.map[$0.start]) })
      }
      if fails <= chosen.count {
        let culprit = chosen[fails - 1]
        let start = best.map { $0.map[culprit.span.start] } ?? culprit.span.start
        dropped.insert(Dropped(code: culprit.rule.code, start: start))
      }
    }
    return current
  }

  /// The fixes to apply next: those that do not overlap, and of those that change several places of
  /// the profile just one.
  private func candidates(of result: CheckResult, without dropped: Set<Dropped>) -> [Diagnostic] {
    let all = result.diagnostics.filter { diagnostic in
      guard let fix = diagnostic.fix, fix.isSafe || appliesUnsafe else { return false }
      return !dropped.contains(Dropped(code: diagnostic.rule.code, start: diagnostic.span.start))
    }
    var edits = TextEdits()
    let chosen = all.filter { diagnostic in
      guard let fix = diagnostic.fix, !fix.isShared else { return false }
      return edits.add(fix)
    }
    return chosen.isEmpty ? Array(all.prefix(1)) : chosen
  }

  /// The profile with these fixes, and where everything is in it; `nil` where that would make it
  /// worse.
  private func apply(
    _ diagnostics: ArraySlice<Diagnostic>,
    to current: Result,
    mayReveal: Bool
  ) -> (result: Result, map: OffsetMap)? {
    var edits = TextEdits()
    for case let fix? in diagnostics.map(\.fix) { _ = edits.add(fix) }
    let bytes = edits.applied(to: current.source.bytes)
    guard bytes != current.source.bytes else { return nil }
    let source = SourceText(name: current.source.name, bytes: bytes)
    let result = compiler.check(source)
    let (before, after) = (Self.errors(current.result), Self.errors(result))
    let isFewer = (after, result.diagnostics.count) < (before, current.result.diagnostics.count)
    // What is wanted in one place and not in the other would go to and fro.
    let isShared = diagnostics.contains { $0.fix?.isShared ?? false }
    guard isShared ? isFewer : mayReveal || after <= before,
      Self.readingErrors(result) <= Self.readingErrors(current.result),
      UntouchedParts.areSame(before: current.result.tree, after: result.tree, edits)
    else { return nil }
    let next = Result(source: source, fixed: current.fixed + diagnostics, result: result)
    return (next, OffsetMap(edits))
  }

  private static func errors(_ result: CheckResult) -> Int {
    result.diagnostics.count { $0.severity == .error }
  }

  /// Findings that say the text is not what it seems; no fix may bring one.
  private static func readingErrors(_ result: CheckResult) -> Int {
    result.diagnostics.count { RulePolicy.isEssential($0.rule.code) }
  }
}
