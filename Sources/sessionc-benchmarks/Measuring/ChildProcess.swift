import Foundation

/// A program that is measured from outside.
struct ChildProcess {
  struct Result {
    var status: Int32
    var error: String
    var seconds: Double
    /// The most memory that it had at a time, in KiB.
    var peakKiB: Int
  }

  /// Runs a program to its end; its standard output goes nowhere.
  ///
  /// - Returns: `nil` where it cannot be started.
  static func run(_ path: String, _ arguments: [String]) -> Result? {
    let errors = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: errors) }
    let child = fork(path, arguments, errorsTo: errors.path)
    guard let child else { return nil }
    let start = ContinuousClock.now
    var status: Int32 = 0
    var usage = rusage()
    guard unsafe wait4(child, &status, 0, &usage) == child else { return nil }
    let duration = ContinuousClock.now - start
    return Result(
      status: (status >> 8) & 0xFF,
      error: (try? String(contentsOf: errors, encoding: .utf8)) ?? "",
      seconds: duration / .seconds(1),
      peakKiB: usage.ru_maxrss
    )
  }

  private static func fork(
    _ path: String,
    _ arguments: [String],
    errorsTo errors: String
  ) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addopen(
      &actions,
      STDERR_FILENO,
      errors,
      O_WRONLY | O_CREAT,
      0o600
    )
    var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
    }
    var child: pid_t = 0
    let code = unsafe posix_spawn(&child, path, &actions, nil, &words, environ)
    return code == 0 ? child : nil
  }

  static var ownPeakKiB: Int {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return usage.ru_maxrss
  }

  /// Where a program is, if it is on `PATH` and answers this without an error.
  static func find(_ name: String, answering arguments: [String]) -> String? {
    find(name).flatMap { run($0, arguments)?.status == 0 ? $0 : nil }
  }

  /// Where a program is, if it is on `PATH`.
  static func find(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
  }
}
