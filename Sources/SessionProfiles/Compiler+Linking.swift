internal import ProfileLinking
internal import SourceDiagnostics
internal import YAMLSyntax

/// A profile of several files.
extension Compiler {
  static func namesFiles(_ tree: NodeTree?) -> Bool {
    tree.map { Linker.isNeeded(for: $0) } ?? false
  }

  /// The profile with the files that it names, as one tree.
  func link(
    _ tree: NodeTree?,
    _ source: SourceText,
    turn: inout Turnstile.Turn?,
    into bag: inout DiagnosticBag
  ) -> NodeTree? {
    tree.map {
      Linker.link(
        $0,
        source,
        reading: files,
        choosing: options.choice,
        serving: { name in
          let named = name.flatMap { options.servers.server(named: $0) }
          return (named ?? options.servers.server(ofProfile: source.name))?.dialects
        },
        turn: &turn,
        into: &bag
      )
    }
  }

  /// The result for a profile that the run has no room for.
  func leftOut(_ tree: NodeTree?) -> CheckResult {
    var result = CheckResult(limit: options.findingsHeld)
    result.tree = tree
    result.isComplete = false
    result.isLeftOut = true
    return result
  }
}
