/// Standard output and error, without buffering of their own.
package enum StandardStreams {
  /// Writing to a pipe that nobody reads ends the program quietly, not with a signal. And streams that
  /// are closed stay so: no file or socket opened later gets their numbers and is written to instead.
  package static func prepare() {
    _ = signal(SIGPIPE, SIG_IGN)
    for descriptor in STDIN_FILENO...STDERR_FILENO
    where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is the one that is missing. Using it fails, as it should.
      _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Whether standard output can be written to.
  package static var isOutputOpen: Bool { fcntl(STDOUT_FILENO, F_GETFL) & O_ACCMODE != O_RDONLY }

  package static func output(_ text: String) { output(Array(text.utf8)) }

  package static func output(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let code = AtomicFile.writeAll(bytes, to: STDOUT_FILENO)
    // The reader went away: quiet, but not "fine", since not everything was said.
    if code == EPIPE { exit(2) }
    if code != 0 {
      error("sessionc: error: standard output: \(systemMessage(code))\n")
      exit(2)
    }
  }

  package static func error(_ text: String) { error(Array(text.utf8)) }

  package static func error(_ bytes: [UInt8]) { _ = AtomicFile.writeAll(bytes, to: STDERR_FILENO) }

  package static func finish(status: Int32) -> Never { exit(status) }
}
