internal import SessionProfiles

/// Keeps keys out of arguments, which every process of a machine can read and shells remember.
package enum SecretArguments {
  /// - Parameter arguments: of `send`, before anything reads them, so that no message repeats one.
  /// - Throws: `CommandFailure` for an argument that holds a key, or is there to hold one.
  package static func check(_ arguments: [String]) throws(CommandFailure) {
    for (place, argument) in arguments.enumerated() {
      let option = argument.prefix { $0 != "=" }
      if ["--api-key", "--key", "--token"].contains(option) {
        throw CommandFailure("there is no \(option): \(advice)")
      }
      guard let kind = Secrets.kind(in: argument) else { continue }
      throw CommandFailure(
        "argument \(place + 1) of send holds what looks like \(kind): other processes have seen it, so revoke it; \(advice)"
      )
    }
  }

  package static let advice =
    "put the key into OPENAI_API_KEY, into a file that --api-key-file names, or into a variable that a header names, as in --header 'api-key: ${NAME}'"
}
