import CommandLineSupport
import Dispatch

/// Ctrl-C: the process ends at once, with status 130.
enum Interrupt {
  // Only ever touched by `prepare`; kept because a source that nobody keeps tells nothing.
  private nonisolated(unsafe) static let source =
    DispatchSource.makeSignalSource(signal: SIGINT, queue: queue)
  private static let queue = DispatchQueue(label: "sessionc.interrupt")

  static func prepare() {
    // A crash would print what is in memory, and leave it in a file: keys among it.
    for number in [SIGQUIT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] {
      _ = signal(number, SIG_DFL)
    }
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    #if canImport(Glibc)
      _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    #else
      _ = unsafe setrlimit(RLIMIT_CORE, &none)
    #endif
    _ = signal(SIGINT, SIG_IGN)
    unsafe source.setEventHandler {
      // Behind the terminal's `^C`, or the line that shows the waiting.
      if isatty(STDERR_FILENO) == 1 { StandardStreams.error("\n") }
      _exit(130)
    }
    unsafe source.resume()
  }

  /// Does something that must not be left half done, such as writing a file that holds a key; an
  /// interrupt waits until it is over.
  static func deferred<Failure>(_ work: () throws(Failure) -> Void) throws(Failure) {
    var result: Result<Void, Failure> = .success(())
    queue.sync {
      do throws(Failure) { try work() } catch { result = .failure(error) }
    }
    try result.get()
  }
}
