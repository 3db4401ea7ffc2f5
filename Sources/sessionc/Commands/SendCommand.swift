import ArgumentParser
import CommandLineSupport

/// `sessionc send`: executes `sessionc-send`. There is no network code in `sessionc` itself, and that is a
/// promise to people who check profiles from strangers.
struct SendCommand: ParsableCommand {
  static let configuration = SendOptions.configuration(commandName: "send")

  /// Read here as well, so that help, completions and mistakes need no second program.
  @OptionGroup var options: SendOptions

  func run() throws {
    try ExternalCommand.execute("sessionc-send", argumentsFrom: 2)
  }
}
