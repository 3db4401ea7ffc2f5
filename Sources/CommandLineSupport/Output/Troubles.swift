internal import SessionProfiles

/// Reports what could not be done, and remembers it.
package struct Troubles {
  package private(set) var messages: [String] = []

  package init() {}

  package mutating func report(_ message: String) {
    // Reports repeat it.
    messages.append(Secrets.redacted(message))
    StandardStreams.error("sessionc: error: \(message)\n")
  }
}
