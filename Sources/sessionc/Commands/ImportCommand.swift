import ArgumentParser
import CommandLineSupport
import SessionProfiles

/// `sessionc import`: bodies and events to profiles.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Write a JSON body or event as a readable profile.",
    discussion: """
      Reads JSON with comments and trailing commas, object literals of JavaScript and Python, and \
      YAML. Long texts become block text, fields stand in the documented order, and comments are \
      carried over. Nothing is lost: what cannot be carried over is reported, and nothing is written. \
      Whether the profile is right, `lint` says.

      The profile is the session. The envelope of an event is taken off; the event that changes a \
      session becomes `$target`. A body for client_secrets keeps `expires_after`, and `session` \
      beside it. A flat transcription_session.update stays an event, since profiles have no other \
      form for it. `event_id` and what only a server's answer has are left out and named. What is no \
      session is refused.

      Several files are written into the folder that -o names, each as NAME.yaml. No file is \
      overwritten.

        sessionc import body.json -o profiles/support.yaml
        sessionc import bodies/*.json -o profiles/
        pbpaste | sessionc import
      """
  )

  @Argument(
    help: ArgumentHelp("The files; without one, or with -, standard input.", valueName: "file"),
    completion: .file(extensions: ["json"])
  )
  var files: [String] = []

  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Write to this file, which must not be there yet, or into this folder.",
      valueName: "file"
    ),
    completion: .file()
  )
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The dialect, where the body does not tell it: \(Self.dialects).",
      valueName: "dialect"
    ),
    completion: .list(Dialect.allCases.map(\.rawValue)),
    transform: { name in
      guard let dialect = Dialect(rawValue: name) else {
        throw ValidationError("`\(shown(name))` is not a dialect; there are \(Self.dialects)")
      }
      return dialect
    }
  )
  var dialect: Dialect?

  private static var dialects: String { Dialect.allCases.map(\.rawValue).joined(separator: ", ") }

  @Option(help: FindingsLimit.help)
  var maxFindings = FindingsLimit()

  @Option(help: "Colour the findings: auto, always or never.")
  var color: ColorChoice = .auto

  func run() throws {
    let plan = try ImportPlan(files.isEmpty ? ["-"] : files, output: output)
    let terminal = Terminal(STDERR_FILENO, color: color)
    let renderer = terminal.renderer
    var troubles = Troubles()
    var isRefused = false
    for (file, output) in plan.files {
      do {
        if file != "-" { try ProjectBounds.check(file, otherwise: "it is not read") }
        let source = try InputFile.profile(file, standardInputAs: "<stdin>")
        let result = ProfileImporter.profile(of: source, dialect: dialect)
        report(result, of: source, with: renderer, isOneOfMany: plan.files.count > 1)
        guard let profile = result.profile else {
          isRefused = true
          continue
        }
        try write(profile, to: output, in: plan.folder)
      } catch {
        troubles.report(error.message)
      }
    }
    if !troubles.messages.isEmpty { throw ExitCode(2) }
    if isRefused { throw ExitCode(1) }
  }

  /// What is wrong with a file, and what was left out of its profile.
  private func report(
    _ result: ProfileImporter.Result,
    of source: SourceText,
    with renderer: TextRenderer,
    isOneOfMany: Bool
  ) {
    var findings = result.diagnostics
    Secrets.hide(in: &findings, of: source)
    let report = FileReport(source: source, diagnostics: findings, limit: maxFindings.most)
    StandardStreams.error(renderer.render(report), isColored: true)
    let place = isOneOfMany ? "\(shown(source.name)): " : ""
    for note in result.notes { StandardStreams.error("sessionc: note: \(place)\(shown(note))\n") }
  }

  private func write(
    _ profile: String,
    to output: String?,
    in folder: String?
  ) throws(CommandFailure) {
    guard let output else {
      StandardStreams.data(profile)
      return
    }
    try AtomicFile.makeFolder(folder ?? RealPath.folder(of: output))
    guard try AtomicFile.create(output, with: Array(profile.utf8)) else {
      throw CommandFailure("\(shown(output)): is there already; it is left as it is")
    }
  }
}
