import ArgumentParser
import SessionProfiles

/// The form of a report.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// What `lint` and `compile` share.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders, or - for standard input; without one, profiles/.",
      discussion: """
        Folders are searched for *.yaml, *.yml and *.json. Hidden names and names that begin with \
        _ are left out.
        """,
      valueName: "path"
    )
  )
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "Compile for this target, whatever the profile's $target says: \(Self.targets).",
      valueName: "target"
    ),
    transform: { name in
      guard let target = Target(rawValue: name) else {
        throw ValidationError("`\(shown(name))` is not a target; there are \(Self.targets)")
      }
      return target
    }
  )
  var target: Target?

  @Flag(help: "Let warnings count as errors.")
  var strict = false

  @Option(help: "The name to report standard input under.")
  var stdinFilename: String = "<stdin>"

  @Option(help: "Colour the text report: auto, always or never.")
  var color: ColorChoice = .auto

  private static var targets: String {
    Target.allCases.map(\.rawValue).joined(separator: " and ")
  }

  /// The source of a file, as it is reported.
  func read(_ file: ProfileFile) throws(CommandFailure) -> SourceText {
    let limit = Compiler.inputBytesMax
    return file.isStandardInput
      ? SourceText(name: stdinFilename, bytes: try InputFile.readStandardInput(limit: limit))
      : SourceText(name: file.path, bytes: try InputFile.read(file.path, limit: limit))
  }

  /// Whether these findings make the exit status 1.
  func fails(_ summary: Summary) -> Bool {
    summary.errors > 0 || strict && summary.warnings > 0
  }
}

/// Reports what could not be read, and remembers that there was something.
struct Troubles {
  private(set) var count = 0

  mutating func report(_ message: String) {
    count += 1
    StandardStreams.error("sessionc: error: \(message)\n")
  }
}
