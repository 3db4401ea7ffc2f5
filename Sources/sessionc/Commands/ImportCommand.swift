import ArgumentParser
import CommandLineSupport
import SessionProfiles

/// `sessionc import`: a JSON body or event to a profile.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Write a JSON body or event as a readable profile.",
    discussion: """
      Comments and trailing commas are fine, as guides print them. Long texts become block text, \
      fields stand in the documented order, and what only a server's answer has is left out and \
      named. Whether the profile is right, `lint` says.

        sessionc import body.json -o profiles/support.yaml
        pbpaste | sessionc import
      """
  )

  @Argument(
    help: ArgumentHelp("The JSON file; without one, or with -, standard input.", valueName: "file"),
    completion: .file(extensions: ["json"])
  )
  var file: String = "-"

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp("Write to this file, which must not be there yet.", valueName: "file"),
    completion: .file()
  )
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The dialect, where it cannot be told: sessions or ga.",
      valueName: "dialect"
    ),
    completion: .list(Dialect.allCases.map(\.rawValue)),
    transform: { name in
      guard let dialect = Dialect(rawValue: name) else {
        throw ValidationError("`\(shown(name))` is not a dialect; there are sessions and ga")
      }
      return dialect
    }
  )
  var dialect: Dialect?

  @Option(help: FindingsLimit.help)
  var maxFindings = FindingsLimit()

  @Option(help: "Colour the findings: auto, always or never.")
  var color: ColorChoice = .auto

  func run() throws {
    let source = try InputFile.profile(file, standardInputAs: "<stdin>")
    var result = ProfileImporter.profile(of: source, dialect: dialect)
    Secrets.hide(in: &result.diagnostics, of: source)
    let terminal = Terminal(STDERR_FILENO, color: color)
    let renderer = TextRenderer(colors: terminal.colors, columns: terminal.columns)
    let limit = maxFindings.most
    let report = FileReport(source: source, diagnostics: result.diagnostics, limit: limit)
    StandardStreams.error(renderer.render(report), isColored: true)
    guard let profile = result.profile else { throw ExitCode(1) }
    if !result.leftOut.isEmpty {
      let names = result.leftOut.map(shown).joined(separator: ", ")
      StandardStreams.error("sessionc: note: left out, since only an answer has it: \(names)\n")
    }
    guard let output, output != "-" else {
      StandardStreams.data(profile)
      return
    }
    guard try AtomicFile.create(output, with: Array(profile.utf8)) else {
      throw CommandFailure("\(shown(output)): is there already; it is left as it is")
    }
  }
}
