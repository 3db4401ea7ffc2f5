#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A value that one thread at a time uses. The standard library's `Mutex` asks for macOS 15, and a
/// dispatch queue for five times as many instructions.
@safe package final class Locked<Value>: @unchecked Sendable {
  private var value: Value
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  package init(_ value: sending Value) {
    self.value = value
    unsafe mutex = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  package func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body(&value)
  }
}

/// Lets one thread at a time do what takes much memory.
@safe package final class Turnstile: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  package init() {
    unsafe mutex = .allocate(capacity: 1)
    unsafe pthread_mutex_init(mutex, nil)
  }

  deinit {
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  /// Waits for the turn, which lasts as long as what is returned. It ends in the thread that it began in.
  package func turn() -> Turn { Turn(self) }

  package final class Turn {
    private let turnstile: Turnstile

    fileprivate init(_ turnstile: Turnstile) {
      self.turnstile = turnstile
      turnstile.pass()
    }

    deinit { turnstile.leave() }
  }

  /// Waits for the turn, for what is short: whoever calls this calls `leave` in the same function.
  package func pass() { unsafe pthread_mutex_lock(mutex) }
  package func leave() { unsafe pthread_mutex_unlock(mutex) }
}
