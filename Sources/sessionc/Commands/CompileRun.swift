import CommandLineSupport
import SessionProfiles

/// One run of `compile`: its findings so far, and what went wrong.
struct CompileRun {
  /// What the command line says, taken once out of the parser's wrappers.
  private struct Settings {
    var checks: Bool
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
  private var last: (project: Project, options: Compiler.Options)?
  /// Profiles that the run had no room for.
  private var leftOutProfiles = 0
  /// What each output is made of.
  private var rules: [(output: String, files: [String])] = []
  private let settings: Settings
  private let renderer: TextRenderer

  init(command: CompileCommand, inputs: Inputs, projects: Projects, troubles: Troubles) {
    settings = Settings(
      checks: command.check,
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
  mutating func run(_ plan: OutputPlan) {
    var rest = plan.jobs[...]
    for batch in ProfileBatches(plan.jobs.map(\.file)) {
      let jobs = rest.prefix(batch.count).map { prepare($0) }
      rest = rest.dropFirst(batch.count)
      let name = settings.inputs.standardInputName
      let results = jobs.map(concurrently: settings.isConcurrent) { job in
        job.flatMap { $0.run(standardInputAs: name) }
      }
      for result in results {
        do throws(CommandFailure) {
          try finish(try result.get())
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
    writeDepfile()
    passedOver.tell()
  }

  /// Reports or removes requests that no profile makes any more.
  mutating func look(for plan: OutputPlan) {
    // Where not everything could be read, nobody knows what has a profile.
    guard let folder = plan.folder, troubles.messages.isEmpty else { return }
    for path in OrphanedOutputs.find(in: folder, besides: plan) {
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

  /// What is done with one profile, on whatever thread.
  private struct Job: Sendable {
    var job: OutputPlan.Job
    var options: Compiler.Options
    var files: SharedFiles

    func run(standardInputAs name: String) -> Result<Compiled, CommandFailure> {
      do throws(CommandFailure) {
        var source = try InputFile.profile(job.file.path, standardInputAs: name)
        var options = options
        var compilations = job.outputs.map { output in
          options.target = output.target
          return Compiler(options: options, reading: files).compile(source)
        }
        if !options.makesSourceMap, compilations.allSatisfy(\.result.isClean) {
          // As in `lint`: freed where it was made.
          for index in compilations.indices { compilations[index].result.dropText() }
          source.bytes = []
        }
        return .success(Compiled(job: job, source: source, compilations: compilations))
      } catch {
        return .failure(error)
      }
    }
  }

  private struct Compiled: Sendable {
    var job: OutputPlan.Job
    var source: SourceText
    /// One for each output of the job.
    var compilations: [Compilation]
  }

  private mutating func prepare(_ job: OutputPlan.Job) -> Result<Job, CommandFailure> {
    do throws(CommandFailure) {
      let name = job.file.name(standardInputAs: settings.inputs.standardInputName)
      let project = try projects.project(of: name)
      if let last, last.project === project {
        return .success(Job(job: job, options: last.options, files: projects.files))
      }
      var options = project.compilerOptions
      options.isPretty = settings.isPretty
      options.writesDefaults = settings.writesDefaults
      options.keepsSecretNames = settings.keepsSecretNames
      options.makesSourceMap = settings.sourceMap != nil
      last = (project, options)
      return .success(Job(job: job, options: options, files: projects.files))
    } catch {
      return .failure(error)
    }
  }

  private mutating func finish(_ compiled: Compiled) throws(CommandFailure) {
    guard var result = compiled.compilations.first?.result else { return }
    if result.isLeftOut {
      leftOutProfiles += 1
      return
    }
    if compiled.job.file.isFound, result.hasErrors, result.isSomethingElse {
      passedOver.add(compiled.job.file.path)
      return
    }
    try noteFiles(of: compiled)
    for other in compiled.compilations.dropFirst() { result.add(other.result) }
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
    for (output, compilation) in zip(compiled.job.outputs, compiled.compilations) {
      let isRefused = settings.inputs.isStrict && compilation.result.hasFindings
      guard let request = compilation.request, !isRefused else { continue }
      try writeSourceMap(compilation, compiled.source)
      try write(request, to: output.destination)
    }
  }

  private mutating func noteFiles(of compiled: Compiled) throws(CommandFailure) {
    guard settings.depfile != nil else { return }
    let name = compiled.source.name
    let configuration = try projects.project(of: name).files
    for (output, compilation) in zip(compiled.job.outputs, compiled.compilations) {
      guard case .file(let path, _) = output.destination else { continue }
      let others = compilation.result.files.dropFirst().map(\.name)
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

  /// No output is a file that a profile is made of.
  private func refuseFilesOfProfiles(_ path: String) throws(CommandFailure) {
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
