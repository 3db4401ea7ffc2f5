@_exported public import DiagnosticReports
internal import ProfileIR
@_exported public import ProfileRules
@_exported public import ProfileTargets
@_exported public import ProjectConfiguration
@_exported public import SourceDiagnostics
internal import YAMLSyntax

/// Compiles session profiles: the stages in their order, and nothing else.
///
///     bytes ──compose──▶ tree ──bind──▶ IR ──check──▶ IR ──emit──▶ canonical JSON
///
/// Pure: the same bytes give the same result, whatever the machine. Nothing here reads a file, the
/// environment or the clock. Bad input is never an error to throw: it gives diagnostics and no
/// request.
public struct Compiler: Sendable {
  /// How the request is written.
  public struct Options: Sendable {
    /// Overrides the profile's own `$target`.
    public var target: Target?
    /// For profiles that name no target; without it, what the document is.
    public var defaultTarget: Target?
    /// Indents the request by two spaces a level; the order stays canonical.
    public var isPretty = false
    /// Writes the documented defaults of absent fields as well.
    public var writesDefaults = false
    /// Which rules count, and how much.
    public var policy = RulePolicy()

    public init(target: Target? = nil, isPretty: Bool = false, writesDefaults: Bool = false) {
      self.target = target
      self.isPretty = isPretty
      self.writesDefaults = writesDefaults
    }
  }

  public var options: Options

  public init(options: Options = Options()) { self.options = options }

  /// The most bytes that a profile may have; a longer one gives SP004.
  public static let inputBytesMax = Limits().inputBytes

  /// Checks a profile: every problem of the file, in the order of the file.
  public func lint(_ source: SourceText) -> [Diagnostic] { check(source).diagnostics }

  /// Checks a profile, and says what was silenced as well.
  public func check(_ source: SourceText) -> CheckResult { checkedProfile(source).result }

  /// Checks a profile and, where it has no error, writes its request.
  public func compile(_ source: SourceText) -> Compilation {
    var (result, profile) = checkedProfile(source)
    if let profile, !result.hasErrors {
      var bag = DiagnosticBag()
      InexactNumber.checkUnbound(profile, into: &bag)
      result.diagnostics += bag.sorted()
    }
    guard let profile, !result.hasErrors else {
      return Compilation(request: nil, target: nil, result: result)
    }
    let target =
      options.target ?? ownTarget(of: profile) ?? options.defaultTarget
      ?? ownTarget(profile.document)
    let request = RequestEmitter.emit(
      profile,
      for: target,
      pretty: options.isPretty,
      explicitDefaults: options.writesDefaults
    )
    return Compilation(
      request: request + [UInt8(ascii: "\n")],
      target: target,
      result: result
    )
  }

  private func checkedProfile(_ source: SourceText) -> (result: CheckResult, profile: BoundProfile?)
  {
    let schema = Schema.embedded
    var bag = DiagnosticBag()
    var profile: BoundProfile?
    let tree = Composer.compose(source.bytes, into: &bag)
    if let tree, ProfileRoot.check(tree, into: &bag),
      !NotInTarget.report(tree, schema, into: &bag)
    {
      let bound = Binder.bind(tree, to: schema)
      ProfileChecker.check(bound, allowing: options.policy.allowed, into: &bag)
      profile = bound
    }
    var found = options.policy.apply(to: bag.sorted())
    var silenced: [SilencedDiagnostic] = []
    if let tree {
      (found, silenced) = Ignores.apply(to: found, of: tree, under: options.policy)
      SharedValues.markUnsafe(&found, in: tree)
    }
    let result = CheckResult(
      diagnostics: found,
      silenced: silenced,
      tree: tree,
      isComplete: profile != nil
    )
    return (result, profile)
  }

  private func ownTarget(of profile: BoundProfile) -> Target? {
    profile.child("$target", of: profile.root).flatMap { profile.string($0) }
      .flatMap { Target(rawValue: $0) }
  }

  private func ownTarget(_ document: DocumentKind) -> Target {
    document == .transcriptionUpdate ? .sessionUpdate : .sessions
  }
}

/// What checking one profile gave.
public struct CheckResult: Sendable {
  /// The findings, in the order of the file.
  public var diagnostics: [Diagnostic]
  /// What a comment or a baseline keeps from being reported.
  public var silenced: [SilencedDiagnostic] = []
  /// The text as read; `nil` where it cannot be read to its end.
  let tree: NodeTree?

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
  /// Whether every rule was tried: not on a text that cannot be read, or that is no profile.
  public let isComplete: Bool
}

/// What compiling one profile gave.
public struct Compilation: Sendable {
  /// Canonical JSON and one line feed, or `nil` where the profile has an error.
  public var request: [UInt8]?
  /// What it was compiled for, where there is a request.
  public var target: Target?
  public var result: CheckResult

  public var diagnostics: [Diagnostic] { result.diagnostics }
}
