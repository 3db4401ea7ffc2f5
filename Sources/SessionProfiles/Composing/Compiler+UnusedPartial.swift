internal import ProfileLinking
public import SourceDiagnostics
internal import YAMLSyntax

extension Compiler {
  /// What is to be said of a partial that no profile of its project uses: SP713, and what reading it by
  /// itself finds.
  public func checkUnusedPartial(_ source: SourceText) -> CheckResult {
    var bag = DiagnosticBag(limit: options.findingsHeld)
    if [".yaml", ".yml", ".json"].contains(where: source.name.ends(with:)) {
      _ = Composer.compose(source.bytes, into: &bag)
    }
    var finding = Diagnostic(
      LinkingRules.unusedPartial,
      "no profile of the project uses this file",
      at: SourceSpan(start: 0, end: 0),
      help:
        "name it in a profile, `$extends: \(Self.name(of: source.name))`; delete it if nothing else needs it"
    )
    if !source.name.ends(with: ".yaml"), !source.name.ends(with: ".yml"),
      !source.name.ends(with: ".json")
    {
      finding.help =
        "name it in a profile, `{$file: \(Self.name(of: source.name))}`; delete it if nothing else needs it"
    }
    finding.isAboutFile = true
    bag.report(finding)
    var result = CheckResult(limit: options.findingsHeld)
    result.diagnostics = options.policy.apply(to: bag.sorted())
    return result
  }

  private static func name(of path: String) -> String {
    path.parts(between: "/").last ?? path
  }
}
