import Foundation
import LoopbackServer
import TestSupport
import Testing

/// What is sent again, seen from the server.
@Suite struct RetryTests {
  private static let fine = Reply.http(200, Sending.answer)

  @Test func twiceTroubleThenASession() throws {
    let server = try LoopbackServer(.http(500, "{}"), Reply([.reset]), Self.fine, Self.fine)
    let start = ContinuousClock.now
    let result = try Sending.send(to: server, "--retries", "2", "--print", "secret")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == Sending.secret + "\n")
    #expect(server.requests.count == 3 && Set(server.requests).count == 1)
    // 0.5 s and 1 s, each less a quarter at the most.
    #expect(ContinuousClock.now - start > .seconds(1.1))
  }

  @Test func theServersWaitIsKept() throws {
    let server = try LoopbackServer(.http(429, "{}", [("Retry-After", "1")]), Self.fine)
    let start = ContinuousClock.now
    let result = try Sending.send(to: server, "--retries", "1")
    #expect(result.status == 0, "\(result.error)")
    #expect(server.requests.count == 2)
    #expect(ContinuousClock.now - start >= .seconds(1))
  }

  @Test func theServersWaitMayEndAtADate() throws {
    let date = DateFormatter()
    date.locale = Locale(identifier: "en_US_POSIX")
    date.timeZone = TimeZone(identifier: "GMT")
    date.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    // Far enough for a busy machine, and in whole seconds, as the header has it.
    let end = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down) + 5)
    let reply = Reply.http(429, "{}", [("Retry-After", date.string(from: end))])
    let server = try LoopbackServer(reply, Self.fine)
    #expect(try Sending.send(to: server, "--retries", "1").status == 0)
    #expect(Date() >= end)
  }

  @Test func attemptsAreCounted() throws {
    let server = try LoopbackServer(.http(503, "{}", [("retry-after-ms", "1")]))
    let result = try Sending.send(to: server, "--retries", "3", "--verbose")
    #expect(result.status == 3)
    #expect(server.requests.count == 4)
    #expect(result.error.contains("; after 4 attempts\n"))
    #expect(result.error.contains("sessionc: note: attempt 2 of 4 in "))
    #expect(!Sending.leaks(result))
  }

  /// A wait that goes beyond `--timeout` is none.
  @Test func theTimeIsForAllAttempts() throws {
    let server = try LoopbackServer(.http(429, "{}", [("Retry-After", "60")]))
    let start = ContinuousClock.now
    let result = try Sending.send(to: server, "--retries", "2", "--timeout", "3")
    #expect(result.status == 3)
    #expect(server.requests.count == 1)
    #expect(result.error.contains("the server asks to wait 60 s"))
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test(arguments: [400, 401, 403, 404, 422, 307])
  func otherAnswersAreFinal(_ status: Int) throws {
    let server = try LoopbackServer(.http(status, "{}"))
    #expect(try Sending.send(to: server, "--retries", "2").status == 3)
    #expect(server.requests.count == 1)
  }
}
