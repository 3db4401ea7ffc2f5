internal import ProfileIR
public import SourceDiagnostics
internal import YAMLSyntax

/// Mends a profile by the fixes of its findings: edits of bytes, so that comments, quotes and layout
/// of everything else stay.
///
/// All fixes that do not overlap are applied together, those below misspelt keys along with the keys,
/// and the profile is checked again, until nothing is left to mend: mostly that is once. A fix is
/// dropped that would leave the text unreadable, change what an untouched part says, or leave more
/// errors than there were. How often a profile is checked does not depend on how many mistakes it has,
/// so that mending is linear in its size.
public struct Fixer: Sendable {
  public var compiler: Compiler
  /// Whether fixes are applied that may not be what the author meant.
  public var appliesUnsafe: Bool
  /// How many findings of a profile are held while it is mended.
  private static let findingsHeld = 50_000
  /// How often a profile may be checked, in place of what goes by its size.
  package var checksMost: Int?

  public init(compiler: Compiler, appliesUnsafe: Bool = false) {
    self.compiler = compiler
    // A finding that is only counted has no fix.
    self.compiler.options.findingsHeld = max(compiler.options.findingsHeld, Self.findingsHeld)
    self.appliesUnsafe = appliesUnsafe
  }

  /// What fixing one profile gave.
  public struct Result: Sendable {
    /// The profile, mended.
    public var source: SourceText
    /// What was mended, in the order in which it was: the first ones, at most `fixedHeld`.
    public private(set) var fixed: [Diagnostic] = []
    /// How many findings were mended.
    public private(set) var fixedCount = 0
    /// What checking the mended profile gives.
    public var result: CheckResult
    /// Whether fixes were left out since it would take too long to find those among them that do harm.
    /// Then nothing is mended.
    public var isTooCostly = false
    /// Whether the file is longer than what is rewritten. Then nothing is mended.
    public var isTooLong = false
    /// Whether the file is known to be something else than a session. Then nothing is mended.
    public var isNoSession = false

    public static let fixedHeld = 10_000

    fileprivate mutating func add(_ fixed: ArraySlice<Diagnostic>) {
      fixedCount += fixed.count
      self.fixed += fixed.prefix(max(0, Self.fixedHeld - self.fixed.count))
    }
  }

  /// Mends a profile. Fixing the result again changes nothing.
  public func fix(_ source: SourceText) -> Result {
    let before = compiler.check(source)
    guard source.bytes.count <= Self.bytesMax else {
      return Result(source: source, result: before, isTooLong: true)
    }
    if let tree = before.tree, SessionSigns.refusal(of: tree)?.isKnown ?? false {
      return Result(source: source, result: before, isNoSession: true)
    }
    var checks = checksMost ?? Self.checksMax(before, source)
    // Mending one thing may show others that are wrong, so that on the way there may be more errors
    // than at first. At the end there may not.
    let start = Result(source: source, result: before)
    var mended = fix(start, mayReveal: true, &checks)
    if isWorse(mended.result, than: before) {
      mended = fix(start, mayReveal: false, &checks)
    }
    guard checks < 0 else { return mended }
    // What was reached so far depends on where the search was broken off.
    return Result(source: source, result: before, isTooCostly: true)
  }

  /// The longest profile that is rewritten, in bytes: nobody mends by hand, or reads, what is longer.
  public static let bytesMax = 1 << 20

  /// How often a profile may be checked: often where it is small, and so often that it takes no more than a
  /// second or two where it is large.
  ///
  /// A finding costs about as much as 60 bytes of text, and a node as much as 5.
  private static func checksMax(_ before: CheckResult, _ source: SourceText) -> Int {
    let nodes = before.tree?.nodes.count ?? 0
    let size = source.bytes.count + 5 * nodes + 60 * count(before)
    return min(200, (10 << 20) / max(size, 1))
  }

  /// A fix that cannot be applied, by its rule and place.
  private struct Dropped: Hashable {
    var code: String
    var start: Int
  }

  /// - Parameter checks: how many are left; less than 0 where they were not enough.
  private func fix(_ start: Result, mayReveal: Bool, _ checks: inout Int) -> Result {
    var current = start
    var dropped: Set<Dropped> = []
    while true {
      let chosen = candidates(of: current, without: dropped, &checks)
      guard !chosen.isEmpty, checks >= 0 else { return current }
      // The longest beginning of the list that can be applied: all of it, mostly.
      var (works, fails) = (0, chosen.count + 1)
      var best: (result: Result, map: OffsetMap)?
      var blamed: [Diagnostic] = []
      var count = chosen.count
      while fails - works > 1, blamed.isEmpty {
        checks -= 1
        guard checks >= 0 else { return current }
        switch apply(chosen[..<count], to: current, mayReveal: mayReveal) {
        case .better(let next, let map):
          (works, best) = (count, (next, map))
        case .worse(let harmful):
          fails = count
          if count == chosen.count { blamed = harmful }
        }
        count = (works + fails) / 2
      }
      if !blamed.isEmpty {
        for fix in blamed {
          dropped.insert(Dropped(code: fix.rule.code, start: fix.span.start))
        }
        continue
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
  }

  /// The fixes to apply next: those that do not overlap, and those that change several places of the
  /// profile only where there is no other.
  private func candidates(
    of current: Result,
    without dropped: Set<Dropped>,
    _ checks: inout Int
  ) -> [Diagnostic] {
    let all = found(in: current, &checks).filter { diagnostic in
      isWanted(diagnostic)
        && !dropped.contains(Dropped(code: diagnostic.rule.code, start: diagnostic.span.start))
    }
    for isShared in [false, true] {
      var edits = TextEdits()
      let chosen = all.filter { diagnostic in
        guard let fix = diagnostic.fix, fix.isShared == isShared else { return false }
        return edits.add(fix)
      }
      if !chosen.isEmpty { return chosen }
    }
    return []
  }

  /// What is to be mended, below misspelt keys as well.
  private func found(in current: Result, _ checks: inout Int) -> [Diagnostic] {
    let isDeep = current.result.diagnostics.contains { diagnostic in
      diagnostic.fix?.renamesKey ?? false && isWanted(diagnostic)
    }
    guard isDeep else { return current.result.diagnostics }
    checks -= 1
    let run = compiler.run(
      current.source,
      misspellings: appliesUnsafe ? .boundIfLikely : .bound
    )
    guard let profile = run.checked?.profile, profile.misspelt != nil else {
      return current.result.diagnostics
    }
    var keys = MisspeltKeys(of: profile)
    return keys.worthMending(run.result.diagnostics, isMended: isWanted)
  }

  /// Whether a finding has a fix that may be applied: one of the profile's own file.
  public func isWanted(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.span.source == SourceID()
      && diagnostic.fix.map { $0.isSafe || appliesUnsafe } ?? false
  }

  /// What came of applying some fixes.
  private enum Outcome {
    /// The profile with them, and where everything is in it.
    case better(Result, OffsetMap)
    /// Those that did harm, where that can be told.
    case worse([Diagnostic])
  }

  private func apply(
    _ diagnostics: ArraySlice<Diagnostic>,
    to current: Result,
    mayReveal: Bool
  ) -> Outcome {
    var edits = TextEdits()
    for case let fix? in diagnostics.map(\.fix) { _ = edits.add(fix) }
    let bytes = edits.applied(to: current.source.bytes)
    guard bytes != current.source.bytes else { return .worse([]) }
    let source = SourceText(name: current.source.name, bytes: bytes)
    let result = compiler.check(source)
    let (before, after) = (Self.errors(current.result), Self.errors(result))
    let isFewer = (after, Self.count(result)) < (before, Self.count(current.result))
    // What is wanted in one place and not in the other would go to and fro.
    let isShared = diagnostics.contains { $0.fix?.isShared ?? false }
    guard Self.readingErrors(result) <= Self.readingErrors(current.result),
      UntouchedParts.areSame(before: current.result.tree, after: result.tree, edits)
    else { return .worse([]) }
    guard isShared ? isFewer : mayReveal || !isWorse(result, than: current.result) else {
      let blame = FixBlame(before: current.result, after: result)
      return .worse(diagnostics.filter(blame.isHarmful))
    }
    var next = current
    (next.source, next.result) = (source, result)
    next.add(diagnostics)
    return .better(next, OffsetMap(edits))
  }

  /// Whether there are more errors. A text that could not be read had errors that nobody knew of.
  private func isWorse(_ after: CheckResult, than before: CheckResult) -> Bool {
    if before.tree == nil, after.tree != nil { return false }
    return Self.errors(after) > Self.errors(before)
  }

  private static func errors(_ result: CheckResult) -> Int {
    result.diagnostics.count { $0.severity == .error } + result.more.errors
  }

  private static func count(_ result: CheckResult) -> Int {
    result.diagnostics.count + result.more.errors + result.more.warnings
  }

  /// Findings that say the text is not what it seems; no fix may bring one.
  private static func readingErrors(_ result: CheckResult) -> Int {
    result.diagnostics.count { RulePolicy.isEssential($0.rule.code) }
  }
}
