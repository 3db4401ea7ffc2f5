import ArgumentParser
import CommandLineSupport
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
        sessionc compile profiles -o requests/ --prune     and remove what has no profile
        sessionc compile p.yaml --target ga-client-secrets in the GA dialect
        sessionc compile profiles -o requests/ --target sessions --target ga-client-secrets
      """
  )

  @OptionGroup var input: InputOptions
  @OptionGroup var project: ConfigurationOptions

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Write to this file, or below this folder.", valueName: "file|folder")
  )
  var output: String?

  @Flag(
    help: "Write nothing; fail if the output is not up to date, and show the difference."
  )
  var check = false

  @Flag(
    help:
      "Remove requests below the folder that sessionc wrote and no profile makes any more. With --check they are reported."
  )
  var prune = false

  @Flag(help: "Indent by two spaces; the order stays canonical.")
  var pretty = false

  @Flag(help: "Write the documented defaults of absent fields as well.")
  var explicitDefaults = false

  @Option(
    help: ArgumentHelp(
      "Write where each part of the request comes from: JSON Pointer to file, line, column.",
      valueName: "file"
    ),
    completion: .file()
  )
  var sourceMap: String?

  @Option(
    help: ArgumentHelp(
      "Write which files each output is made of, in the syntax of Make, which ninja reads as well.",
      valueName: "file"
    ),
    completion: .file()
  )
  var depfile: String?

  @Flag(
    help:
      "Write `{$secret: NAME}` as it stands, for tooling that fills it in. Without it, a profile that names a secret is refused."
  )
  var keepSecrets = false

  /// For comparing: the results of one core and of all are the same.
  @Option(help: .hidden)
  var jobs = 0

  func validate() throws {
    if jobs != 0, jobs != 1 { throw ValidationError("--jobs takes 0, for all cores, or 1") }
    if check, output == nil || output == "-" {
      throw ValidationError("--check needs the output to compare with: -o")
    }
    if depfile != nil, output == nil || output == "-" {
      throw ValidationError("--depfile is about outputs that are files: name them with -o")
    }
    if prune, check { throw ValidationError("--prune removes files, and --check changes none") }
    if prune, output == nil || output == "-" {
      throw ValidationError("--prune needs the folder of the requests: -o")
    }
  }

  func run() throws {
    let projects = try project.projects()
    var troubles = Troubles()
    let inputs = try input.inputs()
    let files = try inputs.find(projects, &troubles)
    let targets = inputs.chosenTargets
    var places = OutputPlaces(
      inputs: files.compactMap(\.identity) + projects.namedFiles.compactMap { FileIdentity($0) }
    )
    if let sourceMap { try places.add(sourceMap, as: "--source-map") }
    if let depfile { try places.add(depfile, as: "--depfile") }
    let plan = try OutputPlan(
      files,
      targets: targets,
      output: output,
      paths: inputs.paths,
      &places
    )
    if sourceMap == "-" || depfile == "-" {
      throw CommandFailure("--source-map and --depfile need the name of a file, not `-`")
    }
    if sourceMap != nil, files.count * targets.count != 1 {
      throw CommandFailure("--source-map is about one request: name one profile and one target")
    }
    var run = CompileRun(
      command: self,
      inputs: inputs,
      projects: projects,
      plan: plan,
      places: places,
      troubles: troubles
    )
    if prune, plan.folder == nil {
      throw CommandFailure(
        "--prune is about all requests of a folder: name the folder of the profiles, or nothing"
      )
    }
    run.run()
    run.tell()
    if check || prune { run.lookForOrphans() }
    if !run.troubles.messages.isEmpty { throw ExitCode(2) }
    if run.summary.fails(strict: inputs.isStrict) || run.isStale { throw ExitCode(1) }
  }
}
