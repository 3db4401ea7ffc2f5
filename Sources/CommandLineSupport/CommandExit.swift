package import ArgumentParser

/// The exit statuses of the contract: 0 fine, 1 the input has errors, 2 the command could not do its
/// work, 3 the network or the server failed. ArgumentParser's own status for usage errors is another.
package enum CommandExit {
  /// Says what went wrong, if there is anything to say, and ends the process.
  ///
  /// - Parameter root: the command whose arguments were read.
  package static func exit(_ root: any ParsableCommand.Type, with error: any Error) -> Never {
    if let failure = error as? CommandFailure {
      StandardStreams.error("sessionc: error: \(failure.message)\n")
      StandardStreams.finish(status: 2)
    }
    let code = root.exitCode(for: error)
    switch code {
    case .success:
      StandardStreams.page(root.fullMessage(for: error) + "\n")
      StandardStreams.finish(status: 0)
    case .validationFailure:
      StandardStreams.error(root.fullMessage(for: error) + "\n")
      StandardStreams.finish(status: 2)
    default:
      StandardStreams.finish(status: code.rawValue)
    }
  }
}
