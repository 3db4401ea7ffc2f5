import ArgumentParser
import SessionProfiles

/// `sessionc lint`: every problem of every profile, at its place.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Report every problem of every profile.",
    discussion: """
      The report goes to standard output. Exit status: 0 without errors (warnings allowed, \
      unless --strict), 1 with errors, 2 where something could not be read.

        sessionc lint                          all of profiles/
        sessionc lint a.yaml team/ --strict    a file and a folder, warnings count
        git show HEAD:p.yaml | sessionc lint - --stdin-filename p.yaml
        sessionc lint --format json            for machines
      """
  )

  @OptionGroup var input: InputOptions

  @Option(help: "The form of the report: text or json.")
  var format: ReportFormat = .text

  func run() throws {
    let finder = ProfileFinder(input.paths)
    var troubles = Troubles()
    for problem in finder.problems { troubles.report(problem) }
    var summary = Summary()
    switch format {
    case .text: lintAsText(finder.files, &summary, &troubles)
    case .json: lintAsJSON(finder.files, &summary, &troubles)
    }
    if troubles.count > 0 { throw ExitCode(2) }
    if input.fails(summary) { throw ExitCode(1) }
  }

  private var compiler: Compiler { Compiler(options: .init(target: input.target)) }

  /// Findings are written as files finish.
  private func lintAsText(
    _ files: [ProfileFile],
    _ summary: inout Summary,
    _ troubles: inout Troubles
  ) {
    let terminal = Terminal(STDOUT_FILENO, color: input.color)
    let renderer = TextRenderer(colors: terminal.colors, columns: terminal.columns)
    var progress = Progress(total: files.count)
    for (done, file) in files.enumerated() {
      do throws(CommandFailure) {
        let source = try input.read(file)
        let diagnostics = compiler.lint(source)
        summary.add(diagnostics)
        if !diagnostics.isEmpty {
          progress.clear()
          StandardStreams.output(renderer.render(diagnostics, of: source))
        }
      } catch {
        progress.clear()
        troubles.report(error.message)
      }
      progress.update(done + 1)
    }
    progress.clear()
    if summary.files > 0 { StandardStreams.output(summary.text + "\n") }
  }

  private func lintAsJSON(
    _ files: [ProfileFile],
    _ summary: inout Summary,
    _ troubles: inout Troubles
  ) {
    var results: [(source: SourceText, diagnostics: [Diagnostic])] = []
    var progress = Progress(total: files.count)
    for (done, file) in files.enumerated() {
      do throws(CommandFailure) {
        var source = try input.read(file)
        let diagnostics = compiler.lint(source)
        summary.add(diagnostics)
        // A file without findings needs no text any more.
        if diagnostics.isEmpty { source.bytes = [] }
        if !diagnostics.isEmpty { results.append((source, diagnostics)) }
      } catch {
        troubles.report(error.message)
      }
      progress.update(done + 1)
    }
    progress.clear()
    var report = JSONReport(files: summary.files)
    for result in results { report.add(result.diagnostics, of: result.source) }
    StandardStreams.output(report.finish())
  }
}
