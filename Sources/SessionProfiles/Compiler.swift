internal import ProfileIR
internal import ProfileRules
@_exported public import ProfileTargets
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
    /// Indents the request by two spaces a level; the order stays canonical.
    public var isPretty = false
    /// Writes the documented defaults of absent fields as well.
    public var writesDefaults = false

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
  public func lint(_ source: SourceText) -> [Diagnostic] {
    var bag = DiagnosticBag()
    _ = check(source, into: &bag)
    return bag.sorted()
  }

  /// Checks a profile and, where it has no error, writes its request.
  public func compile(_ source: SourceText) -> Compilation {
    var bag = DiagnosticBag()
    let profile = check(source, into: &bag)
    let diagnostics = bag.sorted()
    guard let profile, !diagnostics.contains(where: { $0.severity == .error }) else {
      return Compilation(request: nil, target: nil, diagnostics: diagnostics)
    }
    let target = options.target ?? ownTarget(of: profile)
    let request = RequestEmitter.emit(
      profile,
      for: target,
      pretty: options.isPretty,
      explicitDefaults: options.writesDefaults
    )
    return Compilation(
      request: request + [UInt8(ascii: "\n")],
      target: target,
      diagnostics: diagnostics
    )
  }

  private func check(_ source: SourceText, into bag: inout DiagnosticBag) -> BoundProfile? {
    let schema = Schema.embedded
    guard let tree = Composer.compose(source.bytes, into: &bag),
      ProfileRoot.check(tree, into: &bag),
      !NotInTarget.report(tree, schema, into: &bag)
    else { return nil }
    let profile = Binder.bind(tree, to: schema)
    ProfileChecker.check(profile, into: &bag)
    return profile
  }

  private func ownTarget(of profile: BoundProfile) -> Target {
    profile.child("$target", of: profile.root).flatMap { profile.string($0) }
      .flatMap { Target(rawValue: $0) }
      ?? (profile.document == .transcriptionUpdate ? .sessionUpdate : .sessions)
  }
}

/// What compiling one profile gave.
public struct Compilation: Sendable {
  /// Canonical JSON and one line feed, or `nil` where the profile has an error.
  public var request: [UInt8]?
  /// What it was compiled for, where there is a request.
  public var target: Target?
  public var diagnostics: [Diagnostic]
}

/// The rules, for whoever lists or explains them.
public enum Rules {
  /// Every rule, sorted by code.
  public static var all: [RuleDescriptor] { RuleRegistry.all }
}
