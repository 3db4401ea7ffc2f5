internal import ProfileIR
internal import ProfileTargets
internal import ProfileWriting
public import SourceDiagnostics
internal import YAMLSyntax

/// What migrating one profile to the GA dialect gave.
public struct Migration: Sendable {
  /// The profile in the GA dialect; the profile itself where it is in it already, `nil` where it cannot
  /// be rewritten.
  public var profile: SourceText?
  /// Whether comments could be kept, and the layout as far as there is one: JSON has its own.
  public var keepsLayout = true
  /// What has no counterpart, at its line; and what is wrong with the profile in its own dialect.
  public var diagnostics: [Diagnostic]
  /// Whether the profile was in the GA dialect before.
  public var wasGA = false
}

extension Compiler {
  /// Rewrites a flat profile in the GA dialect. The result compiles to the very request that the
  /// profile itself compiles to for `ga-client-secrets`, or for `ga-session-update` if it is an event.
  public func migrate(_ source: SourceText) -> Migration {
    migrate(source, for: .gaClientSecrets)
  }

  private func migrate(_ source: SourceText, for target: Target) -> Migration {
    var options = options
    options.target = target
    let compiler = Compiler(options: options)
    let (result, checked) = compiler.run(source)
    guard let checked, let tree = result.tree else {
      return Migration(profile: nil, diagnostics: result.diagnostics)
    }
    let shape = DocumentShape(tree)
    guard shape.dialect == .sessions else {
      return Migration(profile: source, diagnostics: result.diagnostics, wasGA: true)
    }
    // As the body of a request, an event would lose its `type` and `event_id`.
    if shape.document.isEvent, target != .gaSessionUpdate {
      return migrate(source, for: .gaSessionUpdate)
    }
    let profile = Binder.bind(tree, to: .flat, as: shape.document)
    let wanted = RequestEmitter.emit(checked.request, for: target)
    for placement in Migrator.Placement.allCases {
      guard let bytes = Migrator.migrate(profile, placement: placement) else { break }
      let migrated = SourceText(name: source.name, bytes: bytes)
      if compiler.emitted(migrated) == wanted {
        return Migration(profile: migrated, diagnostics: result.diagnostics)
      }
    }
    // What the profile keeps for itself would be lost if it were written anew.
    guard !hasOwnKeys(profile) else {
      return Migration(profile: nil, diagnostics: result.diagnostics)
    }
    let text = tree.isJSON ? json(checked.request, target) : yaml(checked.request)
    let migrated = SourceText(name: source.name, bytes: text)
    guard compiler.emitted(migrated) == wanted else {
      return Migration(profile: nil, diagnostics: result.diagnostics)
    }
    return Migration(profile: migrated, keepsLayout: tree.isJSON, diagnostics: result.diagnostics)
  }

  private func yaml(_ request: BoundProfile) -> [UInt8] {
    let isBody = request.child("expires_after", of: request.root) != nil
    let root = isBody || request.document.isEvent ? request.root : request.session
    return Array(YAMLWriter.members(of: root, in: request).utf8)
  }

  private func json(_ request: BoundProfile, _ target: Target) -> [UInt8] {
    RequestEmitter.emit(request, for: target, pretty: true)
  }

  private func emitted(_ source: SourceText) -> [UInt8]? {
    let (_, checked) = run(source)
    return checked.map { RequestEmitter.emit($0.request, for: $0.target) }
  }

  /// Whether a profile has keys that are never emitted.
  private func hasOwnKeys(_ profile: BoundProfile) -> Bool {
    profile.tree.entries(of: profile.tree.root).contains { key, _ in
      let name = profile.tree.string(key)
      return name.begins(with: "x-") || name.begins(with: "$")
    }
  }
}
