import CommandLineSupport
import SessionProfiles

/// One run of `compile`: its findings so far, and what went wrong.
struct CompileRun {
  let command: CompileCommand
  let projects: Projects
  var troubles: Troubles
  var summary = Summary()
  /// Whether `--check` found a difference.
  var isStale = false
  private let renderer: TextRenderer

  init(
    command: CompileCommand,
    projects: Projects,
    troubles: Troubles
  ) {
    self.command = command
    self.projects = projects
    self.troubles = troubles
    let terminal = Terminal(STDERR_FILENO, color: command.input.color)
    renderer = TextRenderer(colors: terminal.colors, columns: terminal.columns)
  }

  private func options(for file: ProfileFile) throws(CommandFailure) -> Compiler.Options {
    var options = try projects.project(of: command.input.name(of: file)).compilerOptions
    options.isPretty = command.pretty
    options.writesDefaults = command.explicitDefaults
    options.makesSourceMap = command.sourceMap != nil
    return options
  }

  mutating func compile(_ job: OutputPlan.Job) {
    do throws(CommandFailure) {
      let source = try command.input.read(job.file)
      var options = try options(for: job.file)
      var result: CheckResult?
      var requests: [(request: [UInt8], destination: OutputPlan.Destination)] = []
      for (target, destination) in job.outputs {
        options.target = target
        let compilation = Compiler(options: options).compile(source)
        result?.add(compilation.result)
        result = result ?? compilation.result
        let isRefused = command.input.strict && !compilation.diagnostics.isEmpty
        if let request = compilation.request, !isRefused {
          requests.append((request, destination))
          try writeSourceMap(compilation, source)
        }
      }
      let diagnostics = result?.diagnostics ?? []
      summary.add(diagnostics)
      StandardStreams.error(renderer.render(diagnostics, of: source))
      for (request, destination) in requests { try write(request, to: destination) }
    } catch {
      troubles.report(error.message)
    }
  }

  private mutating func write(
    _ request: [UInt8],
    to destination: OutputPlan.Destination
  ) throws(CommandFailure) {
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
  }

  private func writeSourceMap(
    _ compilation: Compilation,
    _ source: SourceText
  ) throws(CommandFailure) {
    guard let path = command.sourceMap, !command.check else { return }
    try AtomicFile.write(SourceMapFile.bytes(compilation.sourceMap, of: source), to: path)
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
