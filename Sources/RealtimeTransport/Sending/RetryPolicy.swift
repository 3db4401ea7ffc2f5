/// When a request is sent again, and after how long: as the official Python client 3.54.0 does it, but that
/// no answer gets other statuses sent again.
package struct RetryPolicy: Sendable {
  /// How often a request is sent again at the most.
  package var retriesMax: Int

  /// A server that asks for a longer wait than this gets none.
  package static let waitMax: Duration = .seconds(120)
  private static let firstDelay = 0.5
  private static let delayMax = 8.0

  package init(retriesMax: Int = 2) { self.retriesMax = retriesMax }

  /// How long to wait before the next attempt; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - attempt: how many attempts there were, from 1.
  ///   - now: seconds since 1970, for a wait that ends at a date.
  ///   - jitter: from 0 up to 1; takes up to a quarter off a delay that the server did not ask for.
  package func delay(
    after answer: HTTPAnswer,
    attempt: Int,
    now: Double,
    jitter: Double
  ) -> Duration? {
    guard attempt <= retriesMax, Self.isWorthRetrying(answer) else { return nil }
    if let wait = Self.wait(askedBy: answer, now: now) {
      if wait > Self.waitMax { return nil }
      if wait > .zero { return wait }
    }
    return Self.backoff(attempt, jitter)
  }

  /// How long to wait after a connection that failed; `nil` where there is no further attempt.
  package func delay(after failure: TransportFailure, attempt: Int, jitter: Double) -> Duration? {
    guard attempt <= retriesMax, failure.isWorthRetrying else { return nil }
    return Self.backoff(attempt, jitter)
  }

  private static func backoff(_ attempt: Int, _ jitter: Double) -> Duration {
    let delay = (1..<attempt).reduce(firstDelay) { delay, _ in min(delay * 2, delayMax) }
    return .seconds(delay * (1 - 0.25 * jitter))
  }

  private static func isWorthRetrying(_ answer: HTTPAnswer) -> Bool {
    isWorthRetrying(answer.status) && answer.header("x-should-retry") != "false"
  }

  /// Whether an answer of this status says that another attempt may go better.
  static func isWorthRetrying(_ status: Int) -> Bool {
    [408, 409, 429].contains(status) || status >= 500
  }

  /// The wait that an answer asks for: `retry-after-ms`, else `Retry-After` in seconds or as a date
  /// (RFC 9110 section 10.2.3). Negative where the date is past.
  package static func wait(askedBy answer: HTTPAnswer, now: Double) -> Duration? {
    if let text = answer.header("retry-after-ms"), let wait = seconds(text) {
      return .seconds(wait / 1000)
    }
    guard let text = answer.header("retry-after") else { return nil }
    if let wait = seconds(text) { return .seconds(wait) }
    return HTTPDate.seconds(text).map { .seconds(Double($0) - now) }
  }

  /// A plain number; beyond a year it does not matter how much.
  private static func seconds(_ text: String) -> Double? {
    guard let value = Double(text), value.isFinite else { return nil }
    return min(max(value, -31_536_000), 31_536_000_000)
  }
}
