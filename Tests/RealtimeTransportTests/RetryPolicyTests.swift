import Testing

@testable import RealtimeTransport

@Suite struct RetryPolicyTests {
  private let policy = RetryPolicy(retriesMax: 4)

  private func delay(
    _ status: Int,
    _ headers: [(name: String, value: String)] = [],
    attempt: Int = 1,
    now: Double = 0,
    jitter: Double = 0
  ) -> Duration? {
    let answer = HTTPAnswer(status: status, headers: headers)
    return policy.delay(after: answer, attempt: attempt, now: now, jitter: jitter)
  }

  @Test func whatIsTriedAgain() {
    for status in [408, 409, 429, 500, 502, 503, 504, 529] { #expect(delay(status) != nil) }
    for status in [200, 201, 204, 301, 307, 400, 401, 403, 404, 410, 413, 422] {
      #expect(delay(status) == nil, "\(status)")
    }
  }

  @Test func theDelayDoublesUpToEightSeconds() {
    #expect((1...4).map { delay(500, attempt: $0) } == [0.5, 1, 2, 4].map { .seconds($0) })
    let patient = RetryPolicy(retriesMax: 10)
    let answer = HTTPAnswer(status: 500)
    #expect(patient.delay(after: answer, attempt: 9, now: 0, jitter: 0) == .seconds(8))
    #expect(delay(500, attempt: 3, jitter: 0.999_999).map { $0 > .seconds(1.5) } == true)
    #expect(delay(500, attempt: 3, jitter: 0.5) == .seconds(1.75))
    #expect(delay(500, attempt: 5) == nil)
    #expect(RetryPolicy(retriesMax: 0).delay(after: answer, attempt: 1, now: 0, jitter: 0) == nil)
  }

  @Test func theServerMayAskForAWait() {
    #expect(delay(429, [("Retry-After", " 7 ")]) == .seconds(7))
    #expect(delay(429, [("RETRY-AFTER-MS", "250"), ("retry-after", "9")]) == .milliseconds(250))
    #expect(delay(429, [("retry-after", "120")]) == .seconds(120))
    // Longer than anybody waits.
    #expect(delay(429, [("retry-after", "121")]) == nil)
    #expect(delay(429, [("retry-after", "1e300")]) == nil)
    // What says nothing.
    for text in ["0", "-5", "soon", "", "nan", "inf"] {
      #expect(delay(429, [("retry-after", text)]) == .seconds(0.5), "\(text)")
    }
  }

  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
  ])
  func theWaitMayEndAtADate(_ text: String) {
    let moment = 784_111_777.0
    #expect(HTTPDate.seconds(text) == 784_111_777)
    #expect(delay(429, [("retry-after", text)], now: moment - 20) == .seconds(20))
    // The date is past.
    #expect(delay(429, [("retry-after", text)], now: moment + 20) == .seconds(0.5))
    #expect(delay(429, [("retry-after", text)], now: moment - 200) == nil)
  }

  @Test func datesOfLeapYears() {
    #expect(HTTPDate.seconds("Thu, 29 Feb 2024 23:59:60 GMT") == 1_709_251_200)
    #expect(HTTPDate.seconds("Thu, 01 Jan 1970 00:00:00 GMT") == 0)
    for text in ["Thu, 32 Jan 1970 00:00:00 GMT", "Thu, 01 Jan 1970 24:00:00 GMT", "Jan", ""] {
      #expect(HTTPDate.seconds(text) == nil)
    }
  }

  @Test func theServerMaySayNo() {
    #expect(delay(400, [("x-should-retry", "true")]) == nil)
    #expect(delay(500, [("x-should-retry", "false")]) == nil)
    #expect(delay(200, [("x-should-retry", "true")]) == nil)
  }

  @Test func whatFailedIsTriedAgainUnlessItWouldFailAlike() {
    let again: [TransportFailure.Kind] = [
      .unknownHost, .refused, .unreachable, .connectTimeout, .closed,
      .cutOff(status: 503, received: 1, expected: nil),
    ]
    let never: [TransportFailure.Kind] = [
      .untrusted, .wrongHostName, .notTLS, .handshake, .proxyRefused, .proxyWantsPassword, .notHTTP,
      .tooLarge(status: 500, limit: 1), .timeout(status: nil, received: 0), .other,
      .cutOff(status: 200, received: 1, expected: nil),
      .cutOff(status: 400, received: 1, expected: nil),
    ]
    for kind in again {
      let delay = policy.delay(after: TransportFailure(kind), attempt: 2, jitter: 0)
      #expect(delay == .seconds(1), "\(kind)")
    }
    for kind in never {
      #expect(policy.delay(after: TransportFailure(kind), attempt: 1, jitter: 0) == nil, "\(kind)")
    }
  }
}
