import CommandLineSupport
import SessionProfiles

/// One run of `lint`.
struct LintRun {
  let settings: LintSettings
  let projects: Projects
  let selection: RuleSelection
  let files: [ProfileFile]
  /// What was named that is no profile by itself.
  private let partials: NamedPartials
  private var unused: UnusedPartials
  var troubles = Troubles()
  var summary = Summary()
  var reports: Reports
  var baseline: BaselineFile?
  var progress: Progress
  private var passedOver = PassedOver()
  private var bareSessions = BareSessions()
  /// What was found in files that profiles share.
  private var shared = SharedFindings()
  /// That of the project whose file came last.
  private var recipe: (root: String?, recipe: LintRecipe)?
  /// Findings mended, and the files they were in.
  var fixed = (findings: 0, files: 0, areShared: false)
  /// Profiles that the run had no room for.
  private var leftOutProfiles = 0
  private var choiceCheck: ChoiceCheck
  /// Fixes that were asked for and could not be applied; and those that nobody tried to the end.
  var leftOut = (harmful: 0, untried: 0, foreign: 0, long: 0)

  /// - Throws: `CommandFailure` for a configuration or a baseline that cannot be used.
  init(
    _ settings: LintSettings,
    _ projects: Projects,
    _ selection: RuleSelection
  ) throws(CommandFailure) {
    self.settings = settings
    self.projects = projects
    self.selection = selection
    let inputs = settings.inputs
    choiceCheck = ChoiceCheck(inputs.choices)
    partials = try NamedPartials(try inputs.find(projects, andEmbedded: true, &troubles), projects)
    files = partials.files
    let standardInput = inputs.standardInputName
    try selection.check(files.lazy.map { $0.name(standardInputAs: standardInput) }, projects)
    unused = UnusedPartials(searching: inputs.paths.isEmpty ? try inputs.searched(projects) : [])
    try Self.checkOutputs(settings, files, projects)
    baseline = try settings.baseline.map { path throws(CommandFailure) in
      try BaselineFile(path, mustExist: !settings.writesBaseline)
    }
    progress = Progress(total: files.count)
    reports = Reports(
      try Self.destinations(settings, files),
      isStrict: inputs.isStrict,
      color: inputs.color,
      findingsMax: inputs.findingsMax
    )
  }

  /// Where the reports go: standard output may be taken by differences, or by a mended profile that
  /// came in by standard input.
  private static func destinations(
    _ settings: LintSettings,
    _ files: [ProfileFile]
  ) throws(CommandFailure) -> [ReportDestination] {
    let destinations = settings.destinations
    if settings.showsDifferences {
      let toFiles = destinations.filter { $0.place != .standardOutput }
      guard !settings.namesForms || toFiles.count == destinations.count else {
        throw CommandFailure(
          "--diff goes to standard output: write the report to a file, as --format FORM=FILE"
        )
      }
      return toFiles
    }
    guard settings.fixes, files.contains(where: \.isStandardInput) else { return destinations }
    return destinations.map { destination in
      ReportDestination(
        format: destination.format,
        place: destination.place == .standardOutput ? .standardError : destination.place
      )
    }
  }

  /// - Throws: `CommandFailure` where a report or the baseline may not be written.
  private static func checkOutputs(
    _ settings: LintSettings,
    _ files: [ProfileFile],
    _ projects: Projects
  ) throws(CommandFailure) {
    let reports = settings.destinations.compactMap { destination in
      if case .file(let path) = destination.place { path } else { nil }
    }
    guard !reports.isEmpty || settings.baseline != nil else { return }
    let isBaselineWritten = settings.writesBaseline || settings.shrinksBaseline
    let read =
      projects.namedFiles + (isBaselineWritten ? [] : [settings.baseline].compactMap(\.self))
    var outputs = OutputPlaces(
      inputs: files.compactMap(\.identity) + read.compactMap { FileIdentity($0) }
    )
    if isBaselineWritten, let path = settings.baseline { try outputs.add(path, as: "--baseline") }
    for path in reports { try outputs.add(path) }
  }

  mutating func run() {
    if settings.isMending { mendSharedFiles() }
    var done = 0
    for batch in ProfileBatches(files) {
      let jobs = batch.map { prepare($0) }
      let (name, isMending) = (settings.inputs.standardInputName, settings.isMending)
      let checked = jobs.map(concurrently: settings.isConcurrent) { job in
        job.flatMap { $0.run(standardInputAs: name, isMending: isMending) }
      }
      for result in checked {
        do throws(CommandFailure) {
          try finish(try result.get())
        } catch {
          progress.clear()
          troubles.report(error.message)
        }
        done += 1
        progress.update(done)
      }
    }
    progress.clear()
    troubles.reportLeftOut(leftOutProfiles)
    choiceCheck.report(to: &troubles)
    let projects = projects
    let found = shared.all { file, users in
      // Asked only where a comment may silence nothing.
      guard let identity = FileIdentity(file),
        let profiles = try? ProjectProfiles(of: file, projects)
      else { return false }
      return profiles.users(of: identity).count <= users
    }
    for file in found { finish(file) }
    for source in unused.found(besides: partials.unused.map(\.path), &troubles) { report(source) }
    partials.tell()
    passedOver.tell()
    bareSessions.tell()
    if !settings.writesBaseline { reports.finish(&troubles, of: projects) }
    reportFixes()
    finishBaseline()
  }

  /// The exit status; `nil` for 0.
  var status: Int32? {
    if !troubles.messages.isEmpty { return 2 }
    if settings.writesBaseline { return nil }
    let isStale = settings.inputs.isStrict && !(baseline?.stale.isEmpty ?? true)
    return summary.fails(strict: settings.inputs.isStrict) || isStale
      || settings.showsDifferences && fixed.findings > 0 ? 1 : nil
  }

  // MARK: One profile

  private mutating func prepare(_ file: ProfileFile) -> Result<LintJob, CommandFailure> {
    do throws(CommandFailure) {
      let project = try projects.project(of: name(of: file))
      // A configuration belongs to its folder, and all files without one are checked alike.
      if recipe == nil || recipe?.root != project.root {
        recipe = (project.root, makeRecipe(project))
      }
      return .success(LintJob(file: file, recipe: recipe?.recipe ?? makeRecipe(project)))
    } catch {
      return .failure(error)
    }
  }

  func makeRecipe(_ project: Project) -> LintRecipe {
    LintRecipe(project, selection, settings.inputs, reading: projects.files)
  }

  /// How a file is reported, and the name by which its project is found.
  private func name(of file: ProfileFile) -> String {
    file.name(standardInputAs: settings.inputs.standardInputName)
  }

  private mutating func finish(_ checked: LintJob.Checked) throws(CommandFailure) {
    guard !checked.isPassedOver else {
      passedOver.add(name(of: checked.job.file))
      return
    }
    let (file, recipe) = (checked.job.file, checked.job.recipe)
    let name = name(of: file)
    let original = checked.source
    var source = original
    var result: CheckResult
    if let found = checked.result {
      result = found
    } else {
      (source, result) = mend(source, file, recipe.compiler)
      for compiler in recipe.others { result.add(compiler.check(source)) }
    }
    choiceCheck.add(result, of: name)
    if result.lacksVariant {
      unused.use(result)
      return
    }
    if result.isLeftOut {
      leftOutProfiles += 1
      return
    }
    unused.use(result)
    shared.take(from: &result, of: name)
    if settings.showsDifferences, baseline != nil, source.bytes != original.bytes {
      // What a difference only shows is still there: the report is about the profile as it would be,
      // and the baseline is held against the profile as it is.
      var unchanged = recipe.check(original)
      var shown = baseline
      shown?.apply(to: &result, of: source, name: name, policy: recipe.policy)
      baseline?.apply(to: &unchanged, of: original, name: name, policy: recipe.policy)
    } else {
      baseline?.apply(to: &result, of: source, name: name, policy: recipe.policy)
    }
    bareSessions.add(name, result)
    summary.add(result.diagnostics, silenced: result.silenced, more: result.more)
    guard !settings.writesBaseline else { return }
    if result.hasFindings { progress.clear() }
    reports.add(source, result)
  }

  // MARK: The end

  private mutating func finishBaseline() {
    guard var file = baseline else { return }
    do throws(CommandFailure) {
      if settings.writesBaseline {
        // What could not be read is not known to be without findings.
        guard troubles.messages.isEmpty else { return }
        try file.write()
      } else {
        try file.reportStale(shrinking: settings.shrinksBaseline)
      }
    } catch {
      troubles.report(error.message)
    }
    baseline = file
  }
}
