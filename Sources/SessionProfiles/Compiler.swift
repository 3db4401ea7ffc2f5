internal import ProfileIR
public import ProfileRules
public import ProfileTargets
public import SourceDiagnostics
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
    /// Whether a compilation tells where each part of the request comes from.
    public var makesSourceMap = false

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
  public func check(_ source: SourceText) -> CheckResult { run(source).result }

  /// Checks a profile and, where it has no error, writes its request.
  public func compile(_ source: SourceText) -> Compilation {
    let (result, checked) = run(source)
    guard let checked, !result.hasErrors else {
      return Compilation(request: nil, target: nil, result: result)
    }
    let profile = checked.request
    let request = RequestEmitter.emit(
      profile,
      for: checked.target,
      pretty: options.isPretty,
      explicitDefaults: options.writesDefaults
    )
    return Compilation(
      request: request,
      target: checked.target,
      result: result,
      endpoint: checked.target.endpoint(for: profile.document),
      sourceMap: options.makesSourceMap ? sourceMap(of: checked) : []
    )
  }

  private func sourceMap(of checked: Checked) -> [SourceMap.Entry] {
    let request = checked.request
    let places = checked.lowered != nil ? AuthoredPlaces(checked.profile) : nil
    return SourceMap.entries(of: request, for: checked.target) { id in
      places?.path(at: request.keySpan(id)) ?? request.safePath(id)
    }
  }

  /// A profile that was read to its end. Held once: it is large, and handed on.
  final class Checked {
    /// The profile as authored.
    let profile: BoundProfile
    /// What it was lowered to, for a target of the other dialect.
    let lowered: BoundProfile?
    let target: Target
    /// What is emitted.
    var request: BoundProfile { lowered ?? profile }

    init(profile: BoundProfile, lowered: BoundProfile?, target: Target) {
      self.profile = profile
      self.lowered = lowered
      self.target = target
    }
  }

  func run(_ source: SourceText) -> (result: CheckResult, checked: Checked?) {
    var bag = DiagnosticBag()
    var checked: Checked?
    let tree = Composer.compose(source.bytes, into: &bag)
    if let tree, ProfileRoot.check(tree, into: &bag) {
      let shape = DocumentShape(tree)
      let profile = Binder.bind(tree, to: Schema.of(shape.dialect), as: shape.document)
      ProfileChecker.check(profile, allowing: options.policy.allowed, into: &bag)
      let target = target(of: profile, shape)
      var lowered: BoundProfile?
      if target.dialect == shape.dialect {
        Envelope.check(profile, isEvent: target == .gaSessionUpdate, into: &bag)
      } else {
        lowered = lower(profile, to: target, into: &bag)
      }
      checked = Checked(profile: profile, lowered: lowered, target: target)
    }
    var found = bag.sorted()
    // Known here also where nobody wants to be told of them.
    let secrets = found.filter(\.hidesSource).map(\.span.range)
    found = options.policy.apply(to: found)
    var silenced: [SilencedDiagnostic] = []
    if let tree {
      (found, silenced) = Ignores.apply(to: found, of: tree, under: options.policy)
      SharedValues.markUnsafe(&found, in: tree)
    }
    // A value without a field counts where the finding about it is silenced: it is in the request.
    if let checked, !bag.isEmpty, !found.contains(where: { $0.severity == .error }) {
      var unbound = DiagnosticBag()
      InexactNumber.checkUnbound(checked.request, into: &unbound)
      for diagnostic in found where !unbound.isEmpty { unbound.report(diagnostic) }
      if !unbound.isEmpty { found = unbound.sorted() }
    }
    Secrets.hide(in: &found, and: &silenced, of: source, knowing: secrets)
    let result = CheckResult(
      diagnostics: found,
      silenced: silenced,
      tree: tree,
      isComplete: checked != nil
    )
    return (result, checked)
  }

  /// The profile in the dialect of its target, checked there as well.
  private func lower(
    _ profile: BoundProfile,
    to target: Target,
    into bag: inout DiagnosticBag
  ) -> BoundProfile {
    let rule = NotInTarget.descriptor
    let lowered = Lowering.lower(profile, to: target, rule: rule, into: &bag)
    let schema = Schema.of(target.dialect)
    let request = Binder.bind(lowered.tree, to: schema, as: lowered.document)
    var found = DiagnosticBag()
    ProfileChecker.check(request, allowing: options.policy.allowed, into: &found)
    LoweredFindings.report(found, from: profile, for: target, into: &bag)
    return request
  }

  private func target(of profile: BoundProfile, _ shape: DocumentShape) -> Target {
    options.target
      ?? profile.child("$target", of: profile.root).flatMap { profile.string($0) }
      .flatMap { Target(rawValue: $0) }
      ?? options.defaultTarget ?? Target.standard(for: shape)
  }
}

/// What checking one profile gave.
public struct CheckResult: Sendable {
  /// The findings, in the order of the file.
  public var diagnostics: [Diagnostic]
  /// What a comment or a baseline keeps from being reported.
  public var silenced: [SilencedDiagnostic] = []
  /// The text as read; `nil` where it cannot be read to its end, or is needed no more.
  private(set) var tree: NodeTree?

  /// Adds what checking the same text for another target gave.
  public mutating func add(_ other: CheckResult) {
    var bag = DiagnosticBag()
    for diagnostic in diagnostics + other.diagnostics { bag.report(diagnostic) }
    diagnostics = bag.sorted()
  }

  /// Whether there is nothing to report, shown or silenced.
  public var isClean: Bool { diagnostics.isEmpty && silenced.isEmpty }

  /// Lets go of the text, where nothing is to be said about it any more.
  public mutating func dropText() { tree = nil }

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
  /// Where the request is posted to, below the base URL, such as `realtime/client_secrets`; `nil` for
  /// events, which are not posted.
  public var endpoint: String?
  /// Each part of the request with its place in the profile; empty unless asked for.
  public var sourceMap: [SourceMap.Entry] = []

  public var diagnostics: [Diagnostic] { result.diagnostics }
}
