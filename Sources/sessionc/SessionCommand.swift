import ArgumentParser
import CommandLineSupport
import FileAccess

/// The entry point.
@main
struct SessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sessionc",
    abstract: "Checks and compiles Realtime session profiles.",
    discussion: """
      A profile is a YAML file that says how one voice session is configured: model, voice, \
      instructions, audio formats, turn detection, tools. `lint` reports every problem at its \
      exact place; `compile` writes the request as canonical JSON (RFC 8785).

        sessionc lint profiles
        sessionc compile profiles/support-line.yaml
        sessionc compile profiles -o requests/ --check
        sessionc diff --against origin/main
        sessionc migrate profiles --write
        sessionc import body.json -o profiles/support-line.yaml
        sessionc send profiles/phone-line.yaml --print secret

      Exit status: 0 fine (warnings allowed), 1 the input has errors, 2 the command could not do \
      its work, 3 `send` failed at the network or the server.
      """,
    version: sessioncVersion,
    subcommands: [
      LintCommand.self, CompileCommand.self, DiffCommand.self, ShowCommand.self, DepsCommand.self,
      MigrateCommand.self,
      ImportCommand.self, LSPCommand.self,
      SendCommand.self, ExplainCommand.self, RulesCommand.self, SchemaCommand.self,
      InitCommand.self,
    ]
  )

  static func main() {
    giveBackLargeBlocks()
    StandardStreams.prepare()
    do {
      guard !CommandLine.arguments.isEmpty else {
        // The runtime reads them there on Linux.
        throw CommandFailure("the arguments cannot be read: /proc is not mounted")
      }
      var arguments = Array(CommandLine.arguments.dropFirst())
      if arguments.first == SendCommand.configuration.commandName {
        try SecretArguments.check(Array(arguments.dropFirst()))
        arguments = SendOptions.normalized(arguments)
      }
      try run(arguments)
    } catch {
      CommandExit.exit(Self.self, with: error)
    }
    StandardStreams.finish(status: 0)
  }

  private static func run(_ arguments: [String]) throws {
    let isLint = arguments.first == LintCommand.configuration.commandName
    if isLint, try LintCommand.runPlainly(Array(arguments.dropFirst())) { return }
    if arguments == ["--version"] {
      StandardStreams.text(sessioncVersion + "\n")
      return
    }
    var command = try command(for: arguments)
    try command.run()
  }

  /// The command that a command line stands for.
  ///
  /// The subcommand that is named is asked directly, which spares a small run a sixth of its
  /// instructions. What it refuses goes the usual way, so that help and messages are about the whole
  /// program.
  private static func command(for arguments: [String]) throws -> any ParsableCommand {
    let named = configuration.subcommands.first { $0.configuration.commandName == arguments.first }
    if let named, let command = try? named.parseAsRoot(Array(arguments.dropFirst())),
      type(of: command) == named
    {
      return command
    }
    try MistypedCommand.check(
      arguments,
      names: configuration.subcommands.compactMap { $0.configuration.commandName }
    )
    return try parseAsRoot(arguments)
  }
}
