import CommandLineSupport
import SessionProfiles

/// How the profiles of a project are checked.
final class LintRecipe: Sendable {
  let policy: RulePolicy
  /// One for each target.
  let compilers: [Compiler]
  /// The variants that are checked; none for all.
  private let variants: [String]

  init(
    _ project: Project,
    _ selection: RuleSelection,
    _ inputs: Inputs,
    reading files: SharedFiles
  ) {
    variants = inputs.choices.variants
    policy = selection.policy(of: project)
    var options = project.compilerOptions
    options.policy = policy
    options.choice.values = inputs.choices.values
    compilers = inputs.chosenTargets.map { target in
      options.target = target
      return Compiler(options: options, reading: files)
    }
  }

  /// What is to say of a profile for all targets together.
  func check(_ source: SourceText) -> CheckResult {
    var result = check(source, compilers[0])
    // Nobody asks for it here, and a text may be large.
    if compilers.count > 1 { result.dropText() }
    for compiler in compilers.dropFirst() { result.add(check(source, compiler)) }
    return result
  }

  private func check(_ source: SourceText, _ compiler: Compiler) -> CheckResult {
    variants.isEmpty ? compiler.check(source) : compiler.check(source, variants: variants)
  }
}

/// What `lint` does with one profile, on whatever thread.
struct LintJob: Sendable {
  var file: ProfileFile
  var recipe: LintRecipe

  struct Checked: Sendable {
    var job: LintJob
    var source: SourceText
    /// `nil` where the profile is mended first.
    var result: CheckResult?
    /// Whether it is something else, and only a search has taken it for a profile.
    var isPassedOver = false
  }

  /// - Parameter isMending: whether the profile is only read, since it is checked as it will be.
  func run(standardInputAs name: String, isMending: Bool) -> Result<Checked, CommandFailure> {
    do throws(CommandFailure) {
      let source = try InputFile.profile(file.path, standardInputAs: name)
      if isMending {
        let isPassedOver = file.isFound && recipe.check(source).isSomethingElse
        return .success(
          Checked(job: self, source: source, result: nil, isPassedOver: isPassedOver)
        )
      }
      var result = recipe.check(source)
      if file.isFound, result.hasErrors, result.isSomethingElse {
        return .success(Checked(job: self, source: source, result: nil, isPassedOver: true))
      }
      guard result.isClean else {
        return .success(Checked(job: self, source: source, result: result))
      }
      // Freed by the thread that made it, which is faster, and not held until its turn comes.
      result.dropText()
      let name = SourceText(name: source.name, bytes: [])
      return .success(Checked(job: self, source: name, result: result))
    } catch {
      return .failure(error)
    }
  }
}
