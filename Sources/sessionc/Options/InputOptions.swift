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

  @Flag(help: "Let warnings count as errors.")
  var strict = false

  @Option(help: FindingsLimit.help)
  var maxFindings = FindingsLimit()

  @Option(help: "The name to report standard input under.")
  var stdinFilename: String = "<stdin>"

  @Option(help: "Colour the text report: auto, always or never.")
  var color: ColorChoice = .auto

  /// The targets, each once; `nil` for what the profile says.
  var chosenTargets: [Target?] {
    let chosen = Target.allCases.filter(targets.contains)
    return chosen.isEmpty ? [nil] : chosen
  }

  /// The source of a file, as it is reported.
  func read(_ file: ProfileFile) throws(CommandFailure) -> SourceText {
    try InputFile.profile(file.path, standardInputAs: stdinFilename)
  }

  /// The name by which a file's project is found.
  func name(of file: ProfileFile) -> String { file.name(standardInputAs: stdinFilename) }

  /// Finds the profiles, those left out that a configuration excludes.
  ///
  /// - Throws: `CommandFailure` where a configuration cannot be used.
  func find(_ projects: Projects, _ troubles: inout Troubles) throws(CommandFailure)
    -> [ProfileFile]
  {
    var paths = paths
    let own = try projects.project(of: "./")
    if paths.isEmpty, let configured = own.configuration.paths, let root = own.root {
      let here = realPath(".") ?? "."
      paths = configured.map { RealPath.route(to: root + "/" + $0, from: here) }
    }
    let finder = ProfileFinder(paths)
    var files: [ProfileFile] = []
    // Read once: the parser's wrappers are slower than a file is to open.
    let standardInputName = stdinFilename
    for file in finder.files {
      let name = file.name(standardInputAs: standardInputName)
      if try !projects.project(of: name).excludes(name) { files.append(file) }
    }
    for problem in finder.problems { troubles.report(problem) }
    let excluded = finder.files.count - files.count
    if files.isEmpty, excluded > 0 {
      StandardStreams.error(
        "sessionc: note: \(Configuration.fileName) excludes all \(excluded) profiles named here\n"
      )
    }
    return files
  }
}
