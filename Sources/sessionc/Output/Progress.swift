import CommandLineSupport

/// Shows on standard error how far a long run has come: on a terminal, and after a second.
struct Progress {
  private let total: Int
  private let isOn = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private var shown: ContinuousClock.Instant?

  init(total: Int) { self.total = total }

  /// Tells that `done` of the files are done.
  mutating func update(_ done: Int) {
    // The clock is looked at now and then only: most runs are over before it matters.
    guard isOn, done % 32 == 0 else { return }
    let now = ContinuousClock.now
    guard now - start > .seconds(1), shown.map({ now - $0 > .milliseconds(100) }) ?? true else {
      return
    }
    shown = now
    StandardStreams.status("\(done) of \(total) profiles")
  }

  /// Takes the line away, before anything else is written.
  mutating func clear() {
    guard shown != nil else { return }
    shown = nil
    StandardStreams.status("")
  }
}
