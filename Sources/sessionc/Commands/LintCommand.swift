import ArgumentParser
import CommandLineSupport
import SessionProfiles

/// `sessionc lint`: every problem of every profile, at its place.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Report every problem in the profiles; with --fix, correct them where possible.",
    discussion: """
      The report goes to standard output. Exit status: 0 without errors (warnings allowed, \
      unless --strict), 1 with errors, 2 where something could not be read or written.

        sessionc lint                          all of profiles/
        sessionc lint a.yaml team/ --strict    a file and a folder, warnings count
        sessionc lint --fix                    mend what is surely meant, in place
        sessionc lint --diff --unsafe          show what else could be mended
        sessionc lint --format text --format sarif=lint.sarif
        git show HEAD:p.yaml | sessionc lint - --stdin-filename p.yaml

      A comment silences a finding, on the line before it or at the end of its line:

        temperature: 0.6  # sessionc: ignore[SP501] tuned by ear
      """
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var project: ConfigurationOptions
  @OptionGroup var rules: RuleOptions
  @OptionGroup var reporting: ReportOptions

  @Option(
    help: ArgumentHelp(
      "Check sessions inside files of another tool: this JSON Pointer says where they are, and * in it is any member or item. Nothing else in the files is checked.",
      valueName: "pointer"
    ),
    transform: { text in
      guard let place = PointerPattern(text) else {
        throw ValidationError("`\(shown(text))` is no JSON Pointer, such as /providers/*/config")
      }
      return place
    }
  )
  var at: PointerPattern?

  @Flag(help: "Apply the safe fixes: edit the profiles in place.")
  var fix = false

  @Flag(help: "With --fix or --diff: apply fixes as well that may not be what was meant.")
  var unsafe = false

  @Flag(help: "Write nothing; show what --fix would change, as a difference.")
  var diff = false

  @OptionGroup var baseline: BaselineOptions

  /// For comparing: the results of one core and of all are the same.
  @Option(help: .hidden)
  var jobs = 0

  func validate() throws {
    if jobs != 0, jobs != 1 { throw ValidationError("--jobs takes 0, for all cores, or 1") }
    if at != nil, fix || diff { throw ValidationError("--at goes without --fix and --diff") }
    if unsafe, !fix, !diff { throw ValidationError("--unsafe needs --fix or --diff") }
    if baseline.writeBaseline, fix || diff {
      throw ValidationError("--write-baseline goes without --fix and --diff")
    }
  }

  func run() throws {
    var inputs = try input.inputs()
    inputs.place = at
    let settings = LintSettings(
      inputs: inputs,
      destinations: try reporting.destinations(),
      namesForms: !reporting.format.isEmpty,
      fixes: fix,
      showsDifferences: diff,
      appliesUnsafe: unsafe,
      baseline: baseline.baseline,
      writesBaseline: baseline.writeBaseline,
      shrinksBaseline: baseline.shrinkBaseline,
      isConcurrent: jobs != 1
    )
    try Self.run(LintRun(settings, try project.projects(), rules.selection()))
  }

  /// Runs without the parser where there are paths only, as hooks and editors call it for each file: to
  /// find out what options there could be costs the parser as much as some fifty profiles cost to lint.
  ///
  /// - Parameter arguments: those after the command's name.
  /// - Returns: `false`, with nothing done, where one of them is an option.
  static func runPlainly(_ arguments: [String]) throws -> Bool {
    let isPlain = arguments.allSatisfy { $0 == "-" || $0.utf8.first != UInt8(ascii: "-") }
    guard isPlain else { return false }
    let settings = LintSettings(
      inputs: Inputs(paths: arguments),
      destinations: try ReportOptions.destinations()
    )
    try run(LintRun(settings, try Projects(config: nil, isOff: false), .everything))
    return true
  }

  private static func run(_ run: LintRun) throws {
    var run = run
    run.run()
    if let status = run.status { throw ExitCode(status) }
  }
}

/// `--baseline` and what goes with it.
struct BaselineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Report only what this file does not have: findings that were there when it was written.",
      valueName: "file"
    ),
    completion: .file()
  )
  var baseline: String?

  @Flag(
    help:
      "Write the findings of this run to the baseline; report none. What makes a profile unreadable stays an error."
  )
  var writeBaseline = false

  @Flag(help: "Take out of the baseline what is no longer found; never add anything.")
  var shrinkBaseline = false

  func validate() throws {
    if baseline == nil, writeBaseline || shrinkBaseline {
      throw ValidationError(
        "\(writeBaseline ? "--write-baseline" : "--shrink-baseline") needs the file: --baseline FILE"
      )
    }
    if writeBaseline, shrinkBaseline {
      throw ValidationError("--write-baseline and --shrink-baseline exclude each other")
    }
  }
}
