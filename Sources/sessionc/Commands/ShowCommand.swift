import ArgumentParser
import CommandLineSupport
import SessionProfiles
import SourceDiagnostics

/// `sessionc show`: a profile as its files make it.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what a profile of several files says, and where each value comes from.",
    discussion: """
      Without a pointer the whole profile is printed; values from other files have a comment with \
      their place. With a JSON Pointer, the value there, and below it each file that gives it: the \
      first counts, the others are overridden. Secrets are shown as ***.

        sessionc show profiles/support.yaml
        sessionc show profiles/support.yaml /audio/output/voice
        sessionc show profiles/support.yaml --layers
        sessionc show profiles/support.yaml --variant prod
        sessionc show profiles/support.yaml --format json
      """
  )

  /// How the profile is written.
  enum Form: String, CaseIterable, ExpressibleByArgument { case yaml, json }

  @Argument(
    help: ArgumentHelp("The profile; - for standard input.", valueName: "profile"),
    completion: .file(extensions: ["yaml", "yml", "json"])
  )
  var profile: String

  @Argument(help: ArgumentHelp("What to show of it, as JSON Pointers.", valueName: "pointer"))
  var pointers: [String] = []

  @Flag(help: "Show the files that the profile starts from, in their order, one a line.")
  var layers = false

  @Option(help: "The form: yaml, with the origin of every value, or json.")
  var format = Form.yaml

  @OptionGroup var choice: ChoiceOptions
  @OptionGroup var project: ConfigurationOptions

  @Option(help: "The name that standard input stands for: its paths count from there.")
  var stdinFilename: String = Inputs().standardInputName

  @Option(help: "Colour the findings: auto, always or never.")
  var color: ColorChoice = .auto

  func validate() throws {
    if layers, !pointers.isEmpty || format == .json {
      throw ValidationError("--layers goes without pointers and --format")
    }
    for pointer in pointers where !pointer.isEmpty && !pointer.hasPrefix("/") {
      throw ValidationError("`\(shown(pointer))` is no JSON Pointer: write `/audio/output/voice`")
    }
  }

  func run() throws {
    if profile != "-" { try ProjectBounds.check(profile, otherwise: "it is not read") }
    let source = try InputFile.profile(profile, standardInputAs: stdinFilename)
    let projects = try project.projects()
    var options = try projects.project(of: source.name).compilerOptions
    let choices = try choice.choices
    options.choice = try choices.single()
    let (composed, result) = Compiler(options: options, reading: projects.files).compose(source)
    var troubles = Troubles()
    var check = ChoiceCheck(choices)
    check.add(result, of: source.name)
    check.report(to: &troubles)
    if !troubles.messages.isEmpty { throw ExitCode(2) }
    if options.choice.variant == nil, !result.variants.isEmpty {
      throw ChoiceCheck.needsOne(source.name, of: result.variants)
    }
    let problems = result.diagnostics.filter(Rules.isAboutReading)
    if !problems.isEmpty { report(problems, of: source, result) }
    guard let composed else { throw ExitCode(1) }
    if layers {
      let names = composed.layers.isEmpty ? [source.name] : composed.layers
      let lines = names.map { shown($0) } + (composed.variant.map { ["variant \($0)"] } ?? [])
      StandardStreams.text(lines.map { $0 + "\n" }.joined())
    } else if pointers.isEmpty {
      try show(composed, source)
    } else {
      for pointer in pointers { try show(pointer, of: composed, source) }
    }
    if !problems.isEmpty { throw ExitCode(1) }
  }

  private func report(_ problems: [Diagnostic], of source: SourceText, _ result: CheckResult) {
    var own = result
    own.diagnostics = problems
    own.silenced = []
    var shared = SharedFindings()
    shared.take(from: &own, of: source.name)
    let others = own.files.dropFirst().map { FileReport.OtherFile(source: $0) }
    var reports = [FileReport(source: source, others: others, diagnostics: own.diagnostics)]
    for file in shared.all(whereUsersAreAll: { _, _ in false }) {
      reports.append(
        FileReport(
          source: file.source,
          others: file.others.map { .init(source: $0) },
          isProfile: false,
          diagnostics: file.result.diagnostics
        )
      )
    }
    let renderer = Terminal(STDERR_FILENO, color: color).renderer
    for report in reports { StandardStreams.error(renderer.render(report), isColored: true) }
  }

  private func show(_ composed: ComposedProfile, _ source: SourceText) throws {
    switch format {
    case .json:
      StandardStreams.data(
        RunnerCommands.brokenUpInJSON((composed.json(isPretty: false) ?? []) + [0x0A]),
        as: .json
      )
    case .yaml:
      let names =
        composed.layers.map { shown($0) } + (composed.variant.map { ["variant \($0)"] } ?? [])
      let head = names.count > 1 ? "# layers: \(names.joined(separator: ", "))\n" : ""
      StandardStreams.text(head + composed.yaml(called: source.name))
    }
  }

  private func show(
    _ pointer: String,
    of composed: ComposedProfile,
    _ source: SourceText
  ) throws {
    guard let origins = composed.origins(of: pointer, called: source.name),
      let value = composed.json(at: pointer)
    else {
      throw CommandFailure("\(shown(source.name)): nothing stands at `\(shown(pointer))`")
    }
    StandardStreams.data(RunnerCommands.brokenUpInJSON(value + [0x0A]), as: .json)
    guard format == .yaml else { return }
    let rows = origins.enumerated().map { index, origin in
      let place = LineTable(origin.source.bytes).position(of: origin.span.start)
      return [
        "\(shown(origin.source.name)):\(place.line):\(place.column)",
        DisplayText.escaped(cut(origin.value)), index == 0 ? "counts" : "overridden",
      ]
    }
    let widths = [0, 1].map { column in rows.map { $0[column].count }.max() ?? 0 }
    for row in rows {
      let cells = [0, 1].map { row[$0] + String(repeating: " ", count: widths[$0] - row[$0].count) }
      StandardStreams.text("  \(cells[0])   \(cells[1])   \(row[2])\n")
    }
  }

  /// A value in a row: its beginning will do.
  private func cut(_ text: String) -> String {
    text.count > 60 ? "\(text.prefix(59))…" : text
  }
}
