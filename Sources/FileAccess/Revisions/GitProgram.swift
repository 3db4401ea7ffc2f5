internal import SourceDiagnostics

/// Executes git so that nothing of the repository runs: no hook, filter, pager or program that its
/// configuration names, and no network.
struct GitProgram {
  private let path: String
  /// The top folder of the work tree.
  let folder: String

  /// What comes before each command.
  private static let options = [
    "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit", "-c",
    "protocol.allow=never",
    "--no-replace-objects", "--literal-pathspecs",
  ]

  /// Nothing that git could be told by the environment: only where it finds its user's settings, without which
  /// it refuses folders of others.
  private static let inherited = ["PATH", "HOME", "XDG_CONFIG_HOME", "USER", "TMPDIR"]
  private static let environment = [
    "GIT_NO_LAZY_FETCH=1", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C",
  ]

  /// - Throws: `CommandFailure` where there is no git.
  init(in folder: String) throws(CommandFailure) {
    // A relative folder, or none between two colons, would be one that somebody else filled.
    let folders = (Self.value(of: "PATH") ?? "").split(separator: ":").map(String.init)
      .filter { $0.begins(with: "/") }
    guard let path = folders.map({ $0 + "/git" }).first(where: { unsafe access($0, X_OK) == 0 })
    else {
      throw CommandFailure("git is not on PATH, and a revision is read with it: install git")
    }
    self.path = path
    self.folder = folder
  }

  private static func value(of name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// What a command printed, and how it ended.
  struct Output {
    var status: Int32
    var output: [UInt8]
    var error: String
  }

  /// Runs a command to its end.
  ///
  /// - Parameter limit: the most bytes of output.
  /// - Throws: `CommandFailure` where it cannot be started, or prints more.
  func run(_ arguments: [String], limit: Int = 1 << 20) throws(CommandFailure) -> Output {
    let output = try Pipe()
    let error = try Pipe()
    let process = try start(arguments, input: -1, output: output.writing, error: error.writing)
    output.closeWriting()
    error.closeWriting()
    var bytes: [[UInt8]] = [[], []]
    var open = [true, true]
    var isTooMuch = false
    while open.contains(true) {
      var polls = [output.reading, error.reading].enumerated().map { index, descriptor in
        pollfd(fd: open[index] ? descriptor : -1, events: Int16(POLLIN), revents: 0)
      }
      guard unsafe poll(&polls, 2, -1) > 0 || errno == EINTR else { break }
      for index in 0..<2 where open[index] && polls[index].revents != 0 {
        let (chunk, code) = InputFile.readChunk(polls[index].fd, 1 << 16)
        if chunk.isEmpty, code != EINTR { open[index] = false }
        if bytes[index].count + chunk.count <= (index == 0 ? limit : 1 << 16) {
          bytes[index] += chunk
        } else if index == 0 {
          isTooMuch = true
        }
      }
      if isTooMuch {
        kill(process, SIGKILL)
        break
      }
    }
    let status = Self.wait(for: process)
    if isTooMuch {
      throw CommandFailure(
        "git prints more than \(limit >> 20) MiB for this revision: it has too many files"
      )
    }
    return Output(
      status: status,
      output: bytes[0],
      error: String(decoding: bytes[1], as: UTF8.self)
    )
  }

  /// Starts a command; `-1` for a stream that it does not have.
  func start(
    _ arguments: [String],
    input: Int32,
    output: Int32,
    error: Int32
  ) throws(CommandFailure) -> pid_t {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t? = nil
    #else
      var actions = unsafe posix_spawn_file_actions_t()
    #endif
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, number) in [
      (input, STDIN_FILENO), (output, STDOUT_FILENO), (error, STDERR_FILENO),
    ] {
      if descriptor >= 0 {
        unsafe posix_spawn_file_actions_adddup2(&actions, descriptor, number)
      } else {
        let flags = number == STDIN_FILENO ? O_RDONLY : O_WRONLY
        unsafe posix_spawn_file_actions_addopen(&actions, number, "/dev/null", flags, 0)
      }
    }
    let all = [path, "-C", folder] + Self.options + arguments
    let variables =
      Self.inherited.compactMap { name in Self.value(of: name).map { "\(name)=\($0)" } }
      + Self.environment
    var process = pid_t()
    let code = unsafe Self.withCStrings(all) { arguments in
      unsafe Self.withCStrings(variables) { variables in
        unsafe posix_spawn(&process, path, &actions, nil, arguments, variables)
      }
    }
    guard code == 0 else { throw CommandFailure("\(shown(path)): \(systemMessage(code))") }
    return process
  }

  private static func withCStrings<Result>(
    _ texts: [String],
    _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
    return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
      // Never empty: it ends with a null pointer.
      unsafe body(buffer.baseAddress.unsafelyUnwrapped)
    }
  }

  static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) == -1, errno == EINTR {}
    // Exited: the status is in the second byte; else a signal has ended it.
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}

/// Two ends of a pipe, which no other program inherits.
final class Pipe {
  let reading: Int32
  let writing: Int32
  private var isWritingOpen = true

  init() throws(CommandFailure) {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { throw CommandFailure("a pipe: \(systemMessage())") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }

  func closeWriting() {
    if isWritingOpen { close(writing) }
    isWritingOpen = false
  }

  deinit {
    close(reading)
    if isWritingOpen { close(writing) }
  }
}
