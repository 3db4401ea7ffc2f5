import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// One run of `compile`: its findings so far, and what went wrong.
struct CompileRun {
  /// What the command line says, taken once out of the parser's wrappers.
  private struct Settings {
    var checks: Bool
    var looksForOrphans: Bool
    var inputs: Inputs
    var isConcurrent: Bool
    var sourceMap: String?
    var depfile: String?
    var isPretty: Bool
    var writesDefaults: Bool
    var keepsSecretNames: Bool
  }

  private var passedOver = PassedOver()
  /// What was found in files that profiles share.
  private var shared = SharedFindings()
  let projects: Projects
  var troubles: Troubles
  var summary = Summary()
  /// Whether `--check` found a difference.
  var isStale = false
  /// The folder that was made last: outputs come folder by folder.
  private var madeFolder: String?
  /// The project whose file came last, and how its profiles are compiled.
  private var last: (project: Project, recipe: CompileRecipe)?
  /// Profiles that the run had no room for.
  private var leftOutProfiles = 0
  private var choiceCheck: ChoiceCheck
  private var plan: OutputPlan
  private var places: OutputPlaces
  /// The files that the profiles of the run are written to, whether they could be or not.
  private var made: Set<ByteText> = []
  /// What each output is made of.
  private var rules: [(output: String, files: [String])] = []
  private let settings: Settings
  private let renderer: TextRenderer

  init(
    command: CompileCommand,
    inputs: Inputs,
    projects: Projects,
    plan: OutputPlan,
    places: OutputPlaces,
    troubles: Troubles
  ) {
    (self.plan, self.places) = (plan, places)
    choiceCheck = ChoiceCheck(inputs.choices)
    settings = Settings(
      checks: command.check,
      looksForOrphans: command.check || command.prune,
      inputs: inputs,
      isConcurrent: command.jobs != 1,
      sourceMap: command.sourceMap,
      depfile: command.depfile,
      isPretty: command.pretty,
      writesDefaults: command.explicitDefaults,
      keepsSecretNames: command.keepSecrets
    )
    self.projects = projects
    self.troubles = troubles
    let terminal = Terminal(STDERR_FILENO, color: inputs.color)
    renderer = terminal.renderer
  }

  /// Compiles on all cores and writes in the order of the files.
  mutating func run() {
    guard canChoose() else { return }
    forEachResult { run, result throws(CommandFailure) in try run.finish(try result.get()) }
  }

  /// Whether what the command line chooses is there: else nothing is written.
  private mutating func canChoose() -> Bool {
    let choices = settings.inputs.choices
    // Standard input is read once.
    guard !choices.isEmpty, !plan.jobs.contains(where: \.file.isStandardInput) else { return true }
    forEachResult { run, result in
      guard let compiled = try? result.get(), let first = compiled.requests.first else { return }
      run.choiceCheck.add(first.compilation.result, of: compiled.source.name)
    }
    let before = troubles.messages.count
    choiceCheck.report(to: &troubles)
    choiceCheck = ChoiceCheck(Choices())
    return troubles.messages.count == before
  }

  private mutating func forEachResult(
    _ body: (inout CompileRun, Result<CompileJob.Compiled, CommandFailure>) throws(CommandFailure)
      -> Void
  ) {
    var rest = plan.jobs[...]
    for batch in ProfileBatches(plan.jobs.map(\.file)) {
      let jobs = rest.prefix(batch.count).map { prepare($0) }
      rest = rest.dropFirst(batch.count)
      let inputs = settings.inputs
      let results = jobs.map(concurrently: settings.isConcurrent) { job in
        job.flatMap { $0.run(standardInputAs: inputs.standardInputName, inputs.choices.variants) }
      }
      for result in results {
        do throws(CommandFailure) {
          try body(&self, result)
        } catch {
          troubles.report(error.message)
        }
      }
    }
  }

  /// Tells what was found in files that profiles share, and what was no profile.
  mutating func tell() {
    for file in shared.all(whereUsersAreAll: { _, _ in false }) {
      summary.add(file.result.diagnostics, more: file.result.more, isProfile: false)
      let report = FileReport(
        source: file.source,
        others: file.others.map { .init(source: $0) },
        isProfile: false,
        diagnostics: file.result.diagnostics,
        more: file.result.more,
        limit: settings.inputs.findingsMax
      )
      StandardStreams.error(renderer.render(report), isColored: true)
    }
    troubles.reportLeftOut(leftOutProfiles)
    choiceCheck.report(to: &troubles)
    writeDepfile()
    passedOver.tell()
  }

  /// Reports or removes requests that no profile makes any more.
  mutating func lookForOrphans() {
    // Where not everything could be read, nobody knows what has a profile.
    guard let folder = plan.folder, troubles.messages.isEmpty else { return }
    for path in OrphanedOutputs.find(in: folder, besides: made) {
      guard !settings.checks else {
        isStale = true
        StandardStreams.text("\(shown(path)): no profile makes this request any more\n")
        continue
      }
      do throws(CommandFailure) {
        try OrphanedOutputs.remove(path)
        StandardStreams.error("sessionc: removed \(shown(path))\n")
      } catch {
        troubles.report(error.message)
      }
    }
  }

  // MARK: One profile

  private mutating func prepare(_ job: OutputPlan.Job) -> Result<CompileJob, CommandFailure> {
    do throws(CommandFailure) {
      let name = job.file.name(standardInputAs: settings.inputs.standardInputName)
      let project = try projects.project(of: name)
      if let last, last.project === project {
        return .success(CompileJob(job: job, recipe: last.recipe))
      }
      var options = project.compilerOptions
      options.isPretty = settings.isPretty
      options.writesDefaults = settings.writesDefaults
      options.keepsSecretNames = settings.keepsSecretNames
      options.makesSourceMap = settings.sourceMap != nil
      options.choice.values = settings.inputs.choices.values
      let recipe = CompileRecipe(options, reading: projects.files)
      last = (project, recipe)
      return .success(CompileJob(job: job, recipe: recipe))
    } catch {
      return .failure(error)
    }
  }

  private mutating func finish(_ compiled: CompileJob.Compiled) throws(CommandFailure) {
    // Requests are large, so they are looked at where they are: `first` and a loop copy them.
    guard !compiled.requests.isEmpty else { return }
    var result = compiled.requests[0].compilation.result
    choiceCheck.add(result, of: compiled.source.name)
    note(compiled, having: result.variants)
    if result.lacksVariant || !result.misfits.isEmpty { return }
    if result.isLeftOut {
      leftOutProfiles += 1
      return
    }
    if compiled.job.file.isFound, result.hasErrors, result.isSomethingElse {
      passedOver.add(compiled.job.file.path)
      return
    }
    if !result.variants.isEmpty { try takePlaces(forVariantsOf: compiled) }
    try noteFiles(of: compiled)
    if compiled.requests.count > 1 { result = merged(compiled) }
    shared.take(from: &result, of: compiled.source.name)
    summary.add(result.diagnostics, more: result.more)
    if result.hasFindings {
      let report = FileReport(
        source: compiled.source,
        others: result.files.dropFirst().map { .init(source: $0) },
        diagnostics: result.diagnostics,
        more: result.more,
        limit: settings.inputs.findingsMax
      )
      StandardStreams.error(renderer.render(report), isColored: true)
    }
    for index in compiled.requests.indices {
      let isRefused =
        settings.inputs.isStrict && compiled.requests[index].compilation.result.hasFindings
      guard let bytes = compiled.requests[index].compilation.request, !isRefused else { continue }
      try writeSourceMap(compiled.requests[index].compilation, compiled.source)
      try write(bytes, to: compiled.requests[index].destination)
    }
  }

  /// What is to say of all requests of a profile.
  private func merged(_ compiled: CompileJob.Compiled) -> CheckResult {
    let results = compiled.requests.map(\.compilation.result)
    let variants = compiled.requests.map(\.variant)
    return CheckResult.merged(results, variants: variants, of: compiled.source.name)
  }

  /// Takes the places for the requests of variants.
  ///
  /// - Throws: `CommandFailure` where there is room for one variant, or a place is taken.
  private mutating func takePlaces(
    forVariantsOf compiled: CompileJob.Compiled
  ) throws(CommandFailure) {
    for request in compiled.requests {
      guard let variant = request.variant else { continue }
      guard let destination = request.output.destination(of: variant) else {
        if settings.inputs.choices.variants.count == 1 { continue }
        throw ChoiceCheck.needsOne(compiled.source.name, of: request.compilation.result.variants)
      }
      try plan.take(destination, for: compiled.job.file)
      if case .file(let path, let folder) = destination { try places.add(path, below: folder) }
    }
  }

  /// Takes note of what a profile is written to, with all its variants.
  private mutating func note(_ compiled: CompileJob.Compiled, having variants: [String]) {
    guard settings.looksForOrphans, plan.folder != nil else { return }
    for output in compiled.job.outputs {
      let all = variants.isEmpty ? [output.destination] : variants.compactMap(output.destination)
      for case .file(let path, _) in all { made.insert(ByteText(path)) }
    }
  }

  private mutating func noteFiles(of compiled: CompileJob.Compiled) throws(CommandFailure) {
    guard settings.depfile != nil else { return }
    let name = compiled.source.name
    let configuration = try projects.project(of: name).files
    for request in compiled.requests {
      guard case .file(let path, _) = request.destination else { continue }
      let others = request.compilation.result.files.dropFirst().map(\.name)
      rules.append((path, [name] + others + configuration))
    }
  }

  private mutating func writeDepfile() {
    guard let path = settings.depfile, !settings.checks else { return }
    do throws(CommandFailure) {
      try AtomicFile.makeFolder(RealPath.folder(of: path))
      try refuseFilesOfProfiles(path)
      try AtomicFile.write(try Depfile(rules).bytes, to: path)
    } catch {
      troubles.report(error.message)
    }
  }

  private mutating func write(
    _ request: [UInt8],
    to destination: OutputPlan.Destination
  ) throws(CommandFailure) {
    switch destination {
    case .standardOutput: StandardStreams.data(request, as: .json)
    case .file(let path, let folder):
      if settings.checks {
        try compare(request, with: path)
      } else {
        try put(request, in: path, of: folder)
      }
    }
  }

  /// Writes a request; one that is there already is not touched, so that its time stays.
  ///
  /// - Parameter folder: that of the outputs, where the command line does not name the file itself.
  private mutating func put(
    _ request: [UInt8],
    in path: String,
    of folder: String?
  ) throws(CommandFailure) {
    let parent = folder ?? RealPath.folder(of: path)
    if parent != madeFolder {
      try AtomicFile.makeFolder(parent)
      madeFolder = parent
    }
    try refuseFilesOfProfiles(path)
    if try AtomicFile.isReplaceable(path) {
      switch try ExistingOutput(path, expected: request) {
      case .same: return
      case .other where folder != nil:
        throw CommandFailure(
          "\(shown(path)): is no request, so it is not replaced; move it away, or write elsewhere"
        )
      case .nothing, .request, .other: break
      }
    }
    try AtomicFile.write(request, to: path)
  }

  /// No output is a file that a profile is made of, or one that the project's configuration names.
  private func refuseFilesOfProfiles(_ path: String) throws(CommandFailure) {
    if projects.isNamedByConfiguration(path) {
      throw CommandFailure("\(shown(path)): the project's configuration names it; write elsewhere")
    }
    guard projects.isMade(of: path) else { return }
    throw CommandFailure("\(shown(path)): a profile of this run is made of it; write elsewhere")
  }

  private func writeSourceMap(
    _ compilation: Compilation,
    _ source: SourceText
  ) throws(CommandFailure) {
    guard let path = settings.sourceMap, !settings.checks else { return }
    try refuseFilesOfProfiles(path)
    try AtomicFile.write(SourceMapFile.bytes(compilation, of: source), to: path)
  }

  private mutating func compare(_ request: [UInt8], with path: String) throws(CommandFailure) {
    let existing = try ExistingOutput(path, expected: request)
    if case .same = existing { return }
    isStale = true
    StandardStreams.text(StaleOutput.report(path, existing, expected: request))
  }
}
