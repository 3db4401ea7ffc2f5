import ArgumentParser
import CommandLineSupport
import SessionProfiles

/// What `lint` and `compile` work on.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders, or - for standard input; without one, profiles/.",
      discussion: """
        Folders are searched for *.yaml, *.yml and *.json. Hidden names and names that begin with \
        _ are left out, and so is what `exclude` in .sessionc.yaml names.
        """,
      valueName: "path"
    ),
    completion: .file(extensions: ["yaml", "yml", "json"])
  )
  var paths: [String] = []

  @Option(
    name: .customLong("target"),
    help: ArgumentHelp(
      "Check and compile for this target, whatever the profile's $target says: \(Target.names). May be given several times.",
      valueName: "target"
    ),
    completion: .list(Target.allCases.map(\.rawValue)),
    transform: Target.init(argument:)
  )
  var targets: [Target] = []

  @OptionGroup var choice: ChoiceOptions

  @Flag(help: "Let warnings count as errors.")
  var strict = false

  @Option(help: FindingsLimit.help)
  var maxFindings = FindingsLimit()

  @Option(help: "The name to report standard input under.")
  var stdinFilename: String = Inputs().standardInputName

  @Option(help: "Colour the text report: auto, always or never.")
  var color: ColorChoice = .auto

  /// - Throws: `CommandFailure` for what cannot be chosen.
  func inputs() throws(CommandFailure) -> Inputs {
    Inputs(
      paths: paths,
      targets: targets,
      isStrict: strict,
      findingsMax: maxFindings.most,
      standardInputName: stdinFilename,
      color: color,
      choices: try choice.choices
    )
  }
}
