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

  /// No profile needs more: each pass mends all that does not overlap.
  private static let checksMax = 200

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

  private func fix(_ source: SourceText, _ before: CheckResult, mayReveal: Bool) -> Result {
    var current = Result(source: source, result: before)
    var checks = 0
    var dropped: Set<String> = []
    while checks < Self.checksMax {
      let candidates = current.result.diagnostics.filter { diagnostic in
        guard let fix = diagnostic.fix else { return false }
        return (fix.isSafe || appliesUnsafe) && !dropped.contains(Self.key(diagnostic))
      }
      let chosen = Self.withoutOverlaps(candidates)
      guard !chosen.isEmpty else { break }
      func attempt(_ count: Int) -> Result? {
        checks += 1
        return apply(chosen[..<count], to: current, mayReveal: mayReveal)
      }
      if let next = attempt(chosen.count) {
        current = next
        continue
      }
      // One of them cannot be applied: find the first such, and go on without it.
      var (works, fails) = (0, chosen.count)
      var best: Result?
      while fails - works > 1, checks < Self.checksMax {
        let middle = (works + fails) / 2
        if let next = attempt(middle) { (works, best) = (middle, next) } else { fails = middle }
      }
      dropped.insert(Self.key(chosen[fails - 1]))
      if let best { current = best }
    }
    return current
  }

  /// What identifies a fix from one pass to the next.
  private static func key(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.rule.code) \(diagnostic.path) \(diagnostic.fix?.title ?? "")"
  }

  private static func withoutOverlaps(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var edits = TextEdits()
    return diagnostics.filter { $0.fix.map { edits.add($0) } ?? false }
  }

  /// The profile with these fixes; `nil` where that would make it worse.
  private func apply(
    _ diagnostics: ArraySlice<Diagnostic>,
    to current: Result,
    mayReveal: Bool
  ) -> Result? {
    var edits = TextEdits()
    for case let fix? in diagnostics.map(\.fix) { _ = edits.add(fix) }
    let bytes = edits.applied(to: current.source.bytes)
    guard bytes != current.source.bytes else { return nil }
    let source = SourceText(name: current.source.name, bytes: bytes)
    let result = compiler.check(source)
    guard mayReveal || Self.errors(result) <= Self.errors(current.result),
      UntouchedParts.areSame(before: current.result.tree, after: result.tree, edits)
    else { return nil }
    return Result(source: source, fixed: current.fixed + diagnostics, result: result)
  }

  private static func errors(_ result: CheckResult) -> Int {
    result.diagnostics.count { $0.severity == .error }
  }
}
