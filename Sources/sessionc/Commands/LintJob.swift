import CommandLineSupport
import SessionProfiles

/// How the profiles of a project are checked.
final class LintRecipe: Sendable {
  let policy: RulePolicy
  /// For the first target. By itself: out of a list it would be copied for each profile.
  let compiler: Compiler
  /// For the others.
  let others: [Compiler]
  /// Where sessions must stand in each file.
  let place: PointerPattern?
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
    place = inputs.place
    if let place { options.embedded = EmbeddedSessions(everywhere: place) }
    options.choice.values = inputs.choices.values
    let compilers = inputs.chosenTargets.map { target in
      options.target = target
      return Compiler(options: options, reading: files)
    }
    compiler = compilers.first ?? Compiler(options: options, reading: files)
    others = Array(compilers.dropFirst())
  }

  /// What is to say of a profile for all targets together.
  func check(_ source: SourceText) -> CheckResult {
    if others.isEmpty { return compiler.check(source, variants: variants) }
    var result = compiler.check(source, variants: variants)
    // Nobody asks for it here, and a text may be large.
    result.dropText()
    for compiler in others { result.add(compiler.check(source, variants: variants)) }
    return result
  }
}

/// What `lint` does with one profile, on whatever thread.
struct LintJob: Sendable {
  var file: ProfileFile
  var recipe: LintRecipe

  /// By reference: it is large, and handed on several times.
  final class Checked: Sendable {
    let job: LintJob
    let source: SourceText
    /// `nil` where the profile is mended first.
    let result: CheckResult?
    /// Whether it is something else, and only a search has taken it for a profile.
    let isPassedOver: Bool

    init(job: LintJob, source: SourceText, result: CheckResult?, isPassedOver: Bool = false) {
      (self.job, self.source) = (job, source)
      (self.result, self.isPassedOver) = (result, isPassedOver)
    }
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
      if result.sessions == 0, let place = recipe.place {
        throw CommandFailure("\(shown(source.name)): no session stands at `\(shown(place.text))`")
      }
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
