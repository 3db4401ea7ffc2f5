import Foundation
import LoopbackServer
import TestSupport
import Testing

/// What a person at a terminal sees. `script` gives the command one.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
struct TerminalTests {
  /// Runs `send` in a terminal; what it shows, carriage returns and all.
  private func show(
    _ arguments: String,
    port: Int,
    files: [String: String] = [:],
    environment: [String: String] = [:]
  ) throws -> String {
    let sessionc = try Sessionc(files.merging(["p.yaml": Sending.profile]) { $1 })
    let command = "'\(Sessionc.executable.path)' send p.yaml --retries 1 \(arguments); echo $?"
    let result = try sessionc.start(
      ["-q", "-c", command, "/dev/null"],
      environment: Sending.environment(port, ["TZ": "UTC-2", "TERM": "xterm"])
        .merging(environment) { $1 },
      program: URL(fileURLWithPath: "/usr/bin/script")
    ).wait()
    #expect(!result.output.contains(Sending.key))
    return result.output.replacing("\r\n", with: "\n")
  }

  @Test func aSummaryWithoutTheKey() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let shown = try show("", port: server.port)
    #expect(
      shown.hasPrefix(
        """
        a session was made at 127.0.0.1:\(server.port)
          model    gpt-realtime-2.1
          voice    sage
          key      *** (to use one, send with --print secret or --output FILE)
          expires  2026-11-24 17:20:00
        """
      ),
      "\(shown)"
    )
    #expect(shown.hasSuffix("\n0\n") && !shown.contains(Sending.secret))
  }

  @Test func whatIsAskedForIsPrinted() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    #expect(try show("--print secret", port: server.port) == Sending.secret + "\n0\n")
    let written = try show("--output a.json", port: server.port)
    #expect(written == "sessionc: wrote a.json, which only you can read\n0\n")
  }

  /// The line that shows the waiting is gone before anything else is shown.
  @Test func waitingIsShownAndTakenAway() throws {
    let answer = Array(Reply.head(200, []).utf8) + Array(Sending.answer.utf8)
    let server = try LoopbackServer(
      .http(503, "{}", [("Retry-After", "2")]),
      Reply([.wait(milliseconds: 500), .send(answer), .close])
    )
    let shown = try show("--print secret", port: server.port)
    #expect(shown.contains("sessionc: note: attempt 2 of 2 in 2.0 s\n"), "\(shown)")
    #expect(
      shown.contains("\r\u{1B}[Kwaiting for 127.0.0.1:\(server.port), 1 s; attempt 2 of 2 in ")
    )
    #expect(shown.hasSuffix("\r\u{1B}[K\(Sending.secret)\n0\n"), "\(shown)")
  }

  @Test func whatTheServerNamesIsEscaped() throws {
    let session = #"{"model":"\u001b[31mred","audio":{"output":{"voice":{"id":"v\u0007"}}}}"#
    let server = try LoopbackServer(.http(200, Sending.answer(session: session)))
    let shown = try show("2>/dev/null", port: server.port)
    #expect(shown.contains(#"model    \u{1B}[31mred"#) && shown.contains(#"voice    v\u{7}"#))
  }
}
