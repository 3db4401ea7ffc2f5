/// A request until it is answered: attempts with waits between them, and one limit of time for all.
package struct Exchange: Sendable {
  /// What happens on the way, for whoever watches.
  package enum Event: Sendable {
    /// An attempt begins; the first is 1.
    case attempt(Int)
    case answered(HTTPAnswer, after: Duration)
    case failed(TransportFailure, after: Duration)
    /// There will be another attempt.
    case waiting(Duration)
  }

  private let transport: Transport
  private let policy: RetryPolicy
  private let timeout: Duration

  /// - Parameter timeout: for all attempts and the waits between them.
  package init(_ transport: Transport, policy: RetryPolicy, timeout: Duration) {
    self.transport = transport
    self.policy = policy
    self.timeout = timeout
  }

  /// The last answer, whatever its status, and how many attempts it took.
  ///
  /// - Throws: `TransportFailure` where the last attempt gave none.
  package func run(
    _ request: HTTPRequest,
    secrets: [SecretSource: Secret],
    notify: @Sendable (Event) async -> Void
  ) async throws(TransportFailure) -> (answer: HTTPAnswer, attempts: Int) {
    let deadline = ContinuousClock.now + timeout
    var attempt = 1
    while true {
      await notify(.attempt(attempt))
      let start = ContinuousClock.now
      let delay: Duration?
      let result: Result<HTTPAnswer, TransportFailure>
      do throws(TransportFailure) {
        let answer = try await transport.send(request, secrets: secrets, deadline: deadline)
        await notify(.answered(answer, after: ContinuousClock.now - start))
        result = .success(answer)
        delay = policy.delay(
          after: answer,
          attempt: attempt,
          now: Double(time(nil)),
          jitter: .random(in: 0..<1)
        )
      } catch {
        await notify(.failed(error, after: ContinuousClock.now - start))
        var error = error
        error.attempts = attempt
        result = .failure(error)
        delay = policy.delay(after: error, attempt: attempt, jitter: .random(in: 0..<1))
      }
      guard let delay, ContinuousClock.now + delay < deadline else {
        return (try result.get(), attempt)
      }
      await notify(.waiting(delay))
      try? await Task.sleep(for: delay)
      attempt += 1
    }
  }
}
