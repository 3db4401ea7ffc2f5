import ArgumentParser
import SessionProfiles

/// `sessionc compile`: profiles to canonical JSON.
struct CompileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile",
    abstract: "Write profiles as canonical request JSON.",
    discussion: """
      One profile goes to standard output, or to the file that -o names. Several go into the \
      folder that -o names, as name.json, with the tree of folders mirrored. Findings go to \
      standard error. A profile with an error writes nothing, and the others are still compiled.

        sessionc compile profiles/support-line.yaml
        sessionc compile profiles -o requests/
        sessionc compile profiles -o requests/ --check     is requests/ up to date?
        sessionc compile p.yaml --target session-update    the client event
      """
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var rules: RuleOptions

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Write to this file, or below this folder.", valueName: "file|folder")
  )
  var output: String?

  @Flag(
    help: "Write nothing; fail where the output is not what it would be, and show the difference."
  )
  var check = false

  @Flag(help: "Indent by two spaces; the order stays canonical.")
  var pretty = false

  @Flag(help: "Write the documented defaults of absent fields as well.")
  var explicitDefaults = false

  func validate() throws {
    if check, output == nil {
      throw ValidationError("--check needs the output to compare with: -o")
    }
  }

  func run() throws {
    let projects = try rules.projects()
    let selection = try rules.selection()
    var troubles = Troubles()
    let files = try input.find(projects, &troubles)
    let plan = try OutputPlan(files, output: output, paths: input.paths)
    var run = CompileRun(
      command: self,
      projects: projects,
      selection: selection,
      troubles: troubles
    )
    for (file, destination) in plan.jobs { run.compile(file, to: destination) }
    if !run.troubles.messages.isEmpty { throw ExitCode(2) }
    let fails = run.summary.errors > 0 || input.strict && run.summary.warnings > 0
    if fails || run.isStale { throw ExitCode(1) }
  }
}

/// One run of `compile`: its findings so far, and what went wrong.
struct CompileRun {
  let command: CompileCommand
  let projects: Projects
  let selection: RuleSelection
  var troubles: Troubles
  var summary = Summary()
  /// Whether `--check` found a difference.
  var isStale = false
  private let renderer: TextRenderer

  init(
    command: CompileCommand,
    projects: Projects,
    selection: RuleSelection,
    troubles: Troubles
  ) {
    self.command = command
    self.projects = projects
    self.selection = selection
    self.troubles = troubles
    let terminal = Terminal(STDERR_FILENO, color: command.input.color)
    renderer = TextRenderer(colors: terminal.colors, columns: terminal.columns)
  }

  private func compiler(for file: ProfileFile) throws(CommandFailure) -> Compiler {
    let project = try projects.project(of: command.input.name(of: file))
    var options = Compiler.Options(
      target: command.input.target,
      isPretty: command.pretty,
      writesDefaults: command.explicitDefaults
    )
    options.defaultTarget = project.configuration.target
    options.policy = selection.policy(of: project)
    return Compiler(options: options)
  }

  mutating func compile(_ file: ProfileFile, to destination: OutputPlan.Destination) {
    do throws(CommandFailure) {
      let source = try command.input.read(file)
      let result = try compiler(for: file).compile(source)
      summary.add(result.diagnostics)
      StandardStreams.error(renderer.render(result.diagnostics, of: source))
      let isRefused = command.input.strict && !result.diagnostics.isEmpty
      guard let request = result.request, !isRefused else { return }
      switch destination {
      case .standardOutput: StandardStreams.output(request)
      case .file(let path, let folder):
        if command.check {
          try compare(request, with: path)
        } else {
          if let folder { try AtomicFile.makeFolder(folder) }
          try AtomicFile.write(request, to: path)
        }
      }
    } catch {
      troubles.report(error.message)
    }
  }

  private mutating func compare(_ request: [UInt8], with path: String) throws(CommandFailure) {
    guard exists(path) else {
      isStale = true
      StandardStreams.output("\(shown(path)): does not exist\n")
      return
    }
    let existing = try InputFile.read(path, limit: 4 * Compiler.inputBytesMax)
    guard existing != request else { return }
    isStale = true
    StandardStreams.output(StaleOutput.report(path, existing: existing, expected: request))
  }
}
