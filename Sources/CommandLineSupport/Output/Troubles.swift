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

  /// Reports profiles that the run had no room for, if any.
  package mutating func reportLeftOut(_ count: Int) {
    guard count > 0 else { return }
    let profiles = Summary.count(count, "profile")
    report(
      "\(profiles) left out: the profiles of a run are made of at most 50,000,000 nodes and 1 GiB of shared files; name fewer"
    )
  }

}
