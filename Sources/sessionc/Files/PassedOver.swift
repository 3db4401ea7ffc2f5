import CommandLineSupport
import SessionProfiles

/// Files of a kind: how many there were, and the first of them.
private struct FileCount {
  private(set) var count = 0
  private var first = ""

  mutating func add(_ name: String) {
    if count == 0 { first = name }
    count += 1
  }

  var text: String { count == 1 ? "\(shown(first))" : "\(count) files, such as \(shown(first))" }
}

/// Files that a search has found, and that are no sessions: a list of packages, a workflow.
struct PassedOver {
  private var files = FileCount()

  mutating func add(_ name: String) { files.add(name) }

  /// Says how many there were, so that nothing is left out in silence.
  func tell() {
    guard files.count > 0 else { return }
    let verb = files.count == 1 ? "it is not a session" : "they are not sessions"
    StandardStreams.error(
      "sessionc: note: skipped \(files.text): \(verb); to check such a file, name it on the command line\n"
    )
  }
}

/// JSON files that look like bodies of requests, and hold a session alone.
struct BareSessions {
  private var files = FileCount()

  mutating func add(_ name: String, _ result: CheckResult) {
    if result.isBareSession, name.ends(with: ".json") { files.add(name) }
  }

  /// Says so: fine as a profile, and refused by the server as it is.
  func tell() {
    guard files.count > 0 else { return }
    let verb = files.count == 1 ? "holds" : "hold"
    StandardStreams.error(
      "sessionc: note: \(files.text)\(files.count == 1 ? "" : ",") \(verb) a session alone; the body of a request has it below `session`, as `sessionc compile` writes it\n"
    )
  }
}
