import ArgumentParser
import CommandLineSupport

/// The entry point of the send step. `sessionc send` executes it; it works by itself as well.
@main
enum SendMain {
  static func main() async {
    StandardStreams.prepare()
    Interrupt.prepare()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      try SecretArguments.check(arguments)
      let command = try SendCommand.parse(SendOptions.normalized(arguments))
      var run = try SendRun(command.options)
      let status = try await run.run()
      StandardStreams.finish(status: status)
    } catch {
      CommandExit.exit(SendCommand.self, with: error)
    }
  }
}

struct SendCommand: ParsableCommand {
  static let configuration = SendOptions.configuration(commandName: "sessionc send")

  @OptionGroup var options: SendOptions
}
