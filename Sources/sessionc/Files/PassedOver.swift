import CommandLineSupport
import SessionProfiles

/// Files that a search has found, and that are no sessions: a list of packages, a workflow.
struct PassedOver {
  private var count = 0
  private var first = ""

  mutating func add(_ name: String) {
    if count == 0 { first = name }
    count += 1
  }

  /// Says how many there were, so that nothing is left out in silence.
  func tell() {
    guard count > 0 else { return }
    let what = count == 1 ? "\(shown(first))" : "\(count) files, such as \(shown(first))"
    let verb = count == 1 ? "it is no session" : "they are no sessions"
    StandardStreams.error("sessionc: note: left out \(what): \(verb); name a file to check it\n")
  }
}
