import ArgumentParser
import CommandLineSupport
import SessionProfiles

/// `sessionc migrate`: flat profiles to the GA dialect.
struct MigrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Rewrite flat profiles in the GA dialect.",
    discussion: """
      Fields that move keep their comments and layout; what has no counterpart is commented out and \
      reported at its line. Without --write nothing is written: the difference is shown, as a patch.

        sessionc migrate                       what would change in profiles/
        sessionc migrate --write               change it
        sessionc migrate --check               fail where a profile is still flat
      """
  )

  @Argument(
    help: ArgumentHelp(
      "Files, folders, or - for standard input; without one, profiles/.",
      valueName: "path"
    ),
    completion: .file(extensions: ["yaml", "yml", "json"])
  )
  var paths: [String] = []

  @Flag(help: "Rewrite the profiles in place.")
  var write = false

  @Flag(help: "Show the difference; this is what happens without --write.")
  var diff = false

  @Flag(help: "Write and show nothing but the names of flat profiles; fail where there are any.")
  var check = false

  @OptionGroup var project: ConfigurationOptions

  @Option(help: FindingsLimit.help)
  var maxFindings = FindingsLimit()

  @Option(help: "The name to report standard input under.")
  var stdinFilename: String = Inputs().standardInputName

  @Option(help: "Colour the findings: auto, always or never.")
  var color: ColorChoice = .auto

  func validate() throws {
    if [write, diff, check].count(where: { $0 }) > 1 {
      throw ValidationError("--write, --diff and --check exclude each other")
    }
  }

  func run() throws {
    let projects = try project.projects()
    var troubles = Troubles()
    let inputs = Inputs(paths: paths, standardInputName: stdinFilename)
    let files = try inputs.find(projects, &troubles)
    var run = MigrateRun(command: self, inputs: inputs, projects: projects, troubles: troubles)
    let partials = files.filter { !$0.isFound && NamedPartials.isPartial($0.path) }
    let profiles = ProjectProfiles(
      files.filter { file in !file.isStandardInput && !partials.contains { $0 == file } },
      standardInputAs: stdinFilename,
      projects
    )
    .entries
    for file in files where file.isStandardInput { run.migrate(file) }
    for entry in profiles where !entry.isComposed { run.migrate(entry.file) }
    try run.migrate(profiles.filter(\.isComposed), and: partials)
    run.finish()
    if let status = run.status { throw ExitCode(status) }
  }
}

/// One run of `migrate`.
struct MigrateRun {
  let command: MigrateCommand
  let inputs: Inputs
  let projects: Projects
  var troubles: Troubles
  private var flat = 0
  private var migrated = 0
  private var hasErrors = false
  private let renderer: TextRenderer

  init(command: MigrateCommand, inputs: Inputs, projects: Projects, troubles: Troubles) {
    self.command = command
    self.inputs = inputs
    self.projects = projects
    self.troubles = troubles
    let terminal = Terminal(STDERR_FILENO, color: command.color)
    renderer = terminal.renderer
  }

  /// The exit status; `nil` for 0.
  var status: Int32? {
    if !troubles.messages.isEmpty { return 2 }
    return hasErrors || command.check && flat > 0 ? 1 : nil
  }

  mutating func migrate(_ file: ProfileFile) {
    do throws(CommandFailure) {
      let source = try inputs.read(file)
      let options = try projects.project(of: inputs.name(of: file)).compilerOptions
      let migration = Compiler(options: options, reading: projects.files).migrate(source)
      if migration.wasGA {
        if file.isStandardInput, command.write { StandardStreams.data(source.bytes) }
        return
      }
      if !migration.isSession, let refusal = migration.refusal {
        hasErrors = true
        tell(refusal, of: source)
        return
      }
      flat += 1
      if command.check {
        let what =
          migration.isHalfDone ? "has fields of the flat dialect" : "is in the flat dialect"
        StandardStreams.text("\(shown(source.name)): \(what)\n")
        return
      }
      report(migration.diagnostics.filter { $0.severity == .error }, of: source)
      guard let profile = migration.profile else {
        hasErrors = true
        if let refusal = migration.refusal { tell(refusal, of: source) }
        return
      }
      try put(profile, of: source, file)
    } catch {
      troubles.report(error.message)
    }
  }

  /// Rewrites profiles of several files together with those files.
  ///
  /// - Parameter partials: files that were named and are no profiles by themselves.
  mutating func migrate(
    _ profiles: [ProjectProfiles.Entry],
    and partials: [ProfileFile]
  ) throws(CommandFailure) {
    for partial in partials {
      let isUsed = profiles.contains { profile in
        partial.identity.map(profile.identities.contains) ?? false
      }
      if isUsed { continue }
      let users = try ProjectProfiles(of: partial.path, projects)
        .users(of: partial.identity ?? FileIdentity(partial.path) ?? FileIdentity(stat()))
      guard let user = users.first else {
        migrate(partial)
        continue
      }
      hasErrors = true
      StandardStreams.error(
        "sessionc: error: \(shown(partial.path)): \(shown(user.file.path)) starts from it: name both, or the folder; the file is not changed\n"
      )
    }
    for profiles in MigrateSet.thatShareLayers(profiles) { try migrate(together: profiles) }
  }

  private mutating func migrate(
    together profiles: [ProjectProfiles.Entry]
  ) throws(CommandFailure) {
    var set = MigrateSet(profiles, projects)
    try set.run()
    if command.check || set.problems.isEmpty { flat += set.rewritten.count }
    guard !command.check else {
      for name in set.flat { StandardStreams.text("\(shown(name)): is in the flat dialect\n") }
      return
    }
    guard set.problems.isEmpty else {
      hasErrors = true
      for problem in set.problems {
        StandardStreams.error("sessionc: error: \(problem); the files are not changed\n")
      }
      return
    }
    for file in set.rewritten {
      report(file.findings, of: file.before)
      migrated += 1
      guard command.write else {
        FixDifference.show(file.before, file.after)
        continue
      }
      try AtomicFile.replace(file.before.name, of: file.before.bytes, with: file.after.bytes)
    }
  }

  private mutating func report(_ findings: [Diagnostic], of source: SourceText) {
    guard !findings.isEmpty else { return }
    hasErrors = true
    let limit = command.maxFindings.most
    let report = FileReport(source: source, diagnostics: findings, limit: limit)
    StandardStreams.error(renderer.render(report), isColored: true)
  }

  private func tell(_ refusal: Migration.Refusal, of source: SourceText) {
    let place = LineTable(source.bytes).position(of: refusal.span.start)
    StandardStreams.error(
      "sessionc: error: \(shown(source.name)):\(place.line):\(place.column): \(shown(refusal.message)); the file is not changed\n"
    )
  }

  private mutating func put(
    _ profile: SourceText,
    of source: SourceText,
    _ file: ProfileFile
  ) throws(CommandFailure) {
    migrated += 1
    guard command.write else {
      FixDifference.show(source, profile)
      return
    }
    if file.isStandardInput {
      StandardStreams.data(profile.bytes)
    } else {
      try AtomicFile.replace(file.path, of: source.bytes, with: profile.bytes)
    }
  }

  func finish() {
    guard !command.check else { return }
    let left = flat - migrated
    let profiles = { (count: Int) in Summary.count(count, "profile") }
    if command.write {
      StandardStreams.error(
        "sessionc: migrated \(profiles(migrated))\(left > 0 ? ", left \(left)" : "")\n"
      )
    } else if flat == 0 {
      StandardStreams.error("sessionc: nothing to migrate\n")
    } else {
      StandardStreams.error(
        "sessionc: would migrate \(profiles(migrated))\(left > 0 ? " and leave \(left)" : "")\(migrated > 0 ? "; --write does" : "")\n"
      )
    }
  }
}
