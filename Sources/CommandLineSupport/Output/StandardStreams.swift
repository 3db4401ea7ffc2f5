internal import SessionProfiles
internal import SourceDiagnostics

/// Standard output and error, without buffering of their own.
///
/// Text for people and data for machines are written by different calls: of the one, nothing that comes
/// from a file may be more than text (`TextForPeople`), and of the other every byte counts.
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

  package static func finish(status: Int32) -> Never { exit(status) }

  // MARK: For people

  /// Says something on standard output.
  ///
  /// - Parameter isColored: whether it may have the colours of our own reports.
  package static func text(_ text: String, isColored: Bool = false) {
    say(TextForPeople(text, isColored: isColored), isError: false)
  }

  /// Says something on standard error.
  package static func error(_ text: String, isColored: Bool = false) {
    let lines = isColored ? text : Terminal(STDERR_FILENO, color: .never).wrapped(text)
    say(TextForPeople(lines, isColored: isColored), isError: true)
  }

  package static func say(_ text: TextForPeople, isError: Bool) {
    if isError { _ = AtomicFile.writeAll(text.bytes, to: STDERR_FILENO) } else { write(text.bytes) }
  }

  /// Draws a line on the terminal that standard error is, in the place of the one before; an empty one
  /// takes it away.
  package static func status(_ line: String) {
    let bytes = Array("\r\u{1B}[K".utf8) + TextForPeople(line).bytes
    _ = AtomicFile.writeAll(bytes, to: STDERR_FILENO)
  }

  // MARK: For machines

  /// What data is made of, for what a terminal must not be told.
  package enum DataForm {
    case json, other

    /// The data as a terminal may show it: JSON has the same value.
    func escaped(_ bytes: [UInt8]) -> [UInt8] {
      switch self {
      case .json: DisplayText.escapedInJSON(bytes)
      case .other: Array(DisplayText.escapedLines(String(decoding: bytes, as: UTF8.self)).utf8)
      }
    }
  }

  /// Writes data that was asked for, such as a request or a profile, byte for byte; to a terminal with
  /// the characters escaped that would control it.
  ///
  /// - Parameter isError: whether it goes to standard error.
  package static func data(_ bytes: [UInt8], as form: DataForm = .other, isError: Bool = false) {
    let descriptor = isError ? STDERR_FILENO : STDOUT_FILENO
    let shown = isatty(descriptor) == 1 ? form.escaped(bytes) : bytes
    if isError { _ = AtomicFile.writeAll(shown, to: descriptor) } else { write(shown) }
  }

  package static func data(_ text: String, as form: DataForm = .other) {
    data(Array(text.utf8), as: form)
  }

  /// Writes pages of our own: they show made-up keys, and have the colours of titles.
  package static func page(_ text: String) { write(Array(text.utf8)) }

  private static func write(_ bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    let code = AtomicFile.writeAll(bytes, to: STDOUT_FILENO)
    // The reader went away: quiet, but not "fine", since not everything was said.
    if code == EPIPE { exit(2) }
    if code != 0 {
      error("sessionc: error: standard output: \(systemMessage(code))\n")
      exit(2)
    }
  }
}
