internal import ProfileLinking
public import SourceDiagnostics
internal import YAMLSyntax

/// Checking: a profile as it is, or all of its variants.
extension Compiler {
  /// Checks a profile, and says what was silenced as well.
  ///
  /// Of a profile that has variants all are checked, where none is chosen.
  public func check(_ source: SourceText) -> CheckResult {
    check(source, isCancelled: { false }) ?? CheckResult(limit: options.findingsHeld)
  }

  /// The same, for whoever may lose interest: it is asked before each variant.
  ///
  /// - Returns: `nil` where it was cancelled.
  public func check(_ source: SourceText, isCancelled: () -> Bool) -> CheckResult? {
    if isCancelled() { return nil }
    if !options.embedded.isEmpty {
      let places = options.embedded.places(inFile: source.name)
      if !places.isEmpty { return checkEmbedded(source, at: places) }
    }
    let result = run(source).result
    guard result.variants.count > 1, options.choice.variant == nil else { return result }
    return add(result.variants.dropFirst(), to: result, of: result.variants[0], source, isCancelled)
  }

  /// The same, for these variants of a profile that has some; one that has none is checked as it is.
  public func check(_ source: SourceText, variants: [String]) -> CheckResult {
    if variants.isEmpty { return check(source) }
    var rest = variants[...]
    var lacking: CheckResult?
    while let name = rest.popFirst() {
      let result = choosing(name).run(source).result
      if result.lacksVariant {
        lacking = result
      } else if result.variants.isEmpty || rest.isEmpty {
        return result
      } else {
        return add(rest.filter(result.variants.contains), to: result, of: name, source) ?? result
      }
    }
    return lacking ?? check(source)
  }

  /// What several variants of a profile show, each finding once.
  private func add(
    _ variants: some Sequence<String>,
    to first: CheckResult,
    of name: String,
    _ source: SourceText,
    _ isCancelled: () -> Bool = { false }
  ) -> CheckResult? {
    var result = first
    var all = [name]
    for index in result.diagnostics.indices { result.diagnostics[index].variants = all }
    for variant in variants {
      if isCancelled() { return nil }
      all.append(variant)
      result.add(choosing(variant).run(source).result, variant: variant)
    }
    result.finishVariants(all, of: source.name)
    return result
  }

  /// The same compiler, for one variant of a profile.
  public func choosing(_ variant: String) -> Compiler {
    var compiler = self
    compiler.options.choice.variant = variant
    return compiler
  }

  /// The result for a profile that has other variants than the one that is asked for.
  func lackingVariant(_ tree: NodeTree?, _ composition: Composition) -> CheckResult {
    var result = CheckResult(limit: options.findingsHeld)
    result.add(composition, lacksVariant: true)
    result.files = composition.files.map(\.source)
    result.tree = tree
    result.isComplete = false
    return result
  }
}
