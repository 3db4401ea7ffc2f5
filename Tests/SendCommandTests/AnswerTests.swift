import Foundation
import LoopbackServer
import TestSupport
import Testing

/// What is made of an answer.
@Suite struct AnswerTests {
  @Test(arguments: [
    ("response", Sending.answer), ("secret", Sending.secret),
    ("session", String(Sending.body.dropFirst(#"{"session":"#.count).dropLast())),
  ])
  func standardOutputHasWhatIsAskedForAlone(_ what: String, _ expected: String) throws {
    let server = try LoopbackServer(.http(200, Sending.answer.replacing(":", with: ": ")))
    let result = try Sending.send(to: server, "--print", what)
    #expect(result.status == 0)
    #expect(result.output == expected + "\n")
    #expect(result.error.isEmpty, "\(result.error)")
  }

  /// Servers of one's own take any key, and people name any word.
  @Test(arguments: ["x", "key", "test", "voice", "find_order-and-more"])
  func aWordForAKeyChangesNothingOfTheAnswer(_ key: String) throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let result = try Sending.send(to: server, environment: ["OPENAI_API_KEY": key])
    #expect(result.output == Sending.answer + "\n")
  }

  /// In a pipe the answer goes on as it is.
  @Test func withoutAChoiceItIsTheAnswer() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    #expect(try Sending.send(to: server).output == Sending.answer + "\n")
  }

  @Test func theOutputFileIsForItsOwnerOnly() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let sessionc = try Sessionc(["p.yaml": Sending.profile, "old.json": "old"])
    for name in ["new.json", "old.json"] {
      let result = try sessionc.run(
        "send",
        "p.yaml",
        "--output",
        name,
        environment: Sending.environment(server.port)
      )
      #expect(result.status == 0, "\(result.error)")
      #expect(result.output.isEmpty && !Sending.leaks(result))
      #expect(sessionc.text(name) == Sending.answer + "\n")
      let path = sessionc.url(name).path
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    #expect(sessionc.names == ["new.json", "old.json", "p.yaml"])
  }

  /// Arguments, and what the line says: nothing is sent whose answer could not be kept.
  @Test(arguments: [
    (["--output", "missing/answer.json"], "missing/answer.json: no such file or directory"),
    (["--format", "json=missing/report"], "missing/report: no such file or directory"),
    (["--output", "."], ".: is a folder"),
    (["--output", "link"], "link: the link leads nowhere"),
    (["--output", String(repeating: "a", count: 256)], "file name too long"),
    (["--output", "./p.yaml"], "--output ./p.yaml: this run reads or writes that file already"),
    (
      ["--output", "a", "--format", "json=./a"],
      "--output a: this run reads or writes that file already"
    ),
    (
      ["--output", ".sessionc.yaml"], "--output .sessionc.yaml: this run reads or writes that file"
    ),
    (
      ["--api-key-file", "key", "--output", "key"],
      "--output key: this run reads or writes that file already"
    ),
  ])
  func whatCannotBeWrittenIsSeenBeforeAnythingIsSent(_ arguments: [String], _ text: String) throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let sessionc = try Sessionc(["p.yaml": Sending.profile, "key": Sending.key])
    try FileManager.default.createSymbolicLink(
      atPath: sessionc.url("link").path,
      withDestinationPath: "nowhere"
    )
    let result = try sessionc.run(
      ["send", "p.yaml"] + arguments,
      environment: Sending.environment(server.port)
    )
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("sessionc: error: ") && result.error.contains(text))
    #expect(server.requests.isEmpty && sessionc.names == ["key", "link", "p.yaml"])
  }

  /// The name may be as long as a name can be, and a link is followed.
  @Test func theOutputMayHaveALongName() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let name = String(repeating: "a", count: 255)
    let sessionc = try Sessionc(["p.yaml": Sending.profile, name: "old"])
    let result = try sessionc.run(
      "send",
      "p.yaml",
      "--output",
      name,
      environment: Sending.environment(server.port)
    )
    #expect(result.status == 0, "\(result.error)")
    #expect(sessionc.text(name) == Sending.answer + "\n")
    #expect(sessionc.names == [name, "p.yaml"])
  }

  /// A closed standard output is no place for a key.
  @Test func aClosedStandardOutputIsAnError() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let sessionc = try Sessionc(["p.yaml": Sending.profile])
    let command = "'\(Sessionc.executable.path)' send p.yaml <&- >&-"
    let result = try sessionc.start(
      ["-c", command],
      environment: Sending.environment(server.port),
      program: URL(fileURLWithPath: "/bin/sh")
    ).wait()
    #expect(result.status == 2)
    #expect(
      result.error
        == "sessionc: error: standard output is closed: there is no place for the answer\n"
    )
    #expect(server.requests.isEmpty)
  }

  /// SP802: each at its line; what the server adds is none.
  @Test func whatTheServerChangedIsReportedAtItsLine() throws {
    let session = """
      {"id":"sess_1","object":"realtime.session","type":"realtime","expires_at":0,\
      "model":"gpt-realtime-2.1-2026-06-01","audio":{"input":{"format":{"type":"audio/pcm",\
      "rate":24000},"turn_detection":{"type":"server_vad","threshold":0.6000000238418579,\
      "create_response":true}},"output":{"voice":"alloy"}},"tools":[{"type":"function",\
      "name":"find_order","description":"Finds","parameters":{"type":"object","properties":{}}}]}
      """
    let server = try LoopbackServer(.http(200, Sending.answer(session: session)))
    let result = try Sending.send(to: server, "--print", "secret", "--format", "concise")
    #expect(result.status == 0)
    #expect(result.output == Sending.secret + "\n")
    let warning = "warning[SP802 changed-by-server]: the server"
    #expect(
      result.error == """
        p.yaml:3:1: \(warning) left out `instructions` (the session runs without it; this server may \
        not know the field)
        p.yaml:10:12: \(warning) changed `audio.output.voice` to `alloy` (the session runs with what the server \
        answered)
        p.yaml:14:18: \(warning) changed `tools[0].description` to `Finds` (the session runs with what the \
        server answered)

        """
    )
  }

  @Test func strictFailsOnWhatTheServerChanged() throws {
    let server = try LoopbackServer(.http(200, Sending.answer(session: "{}")))
    let result = try Sending.send(to: server, "--strict", "--print", "secret")
    #expect(result.status == 1)
    // The key is there all the same: the server has made the session.
    #expect(result.output == Sending.secret + "\n")
  }

  @Test func aCommentAcceptsTheDifference() throws {
    let server = try LoopbackServer(.http(200, Sending.answer(session: #"{"type":"realtime"}"#)))
    let profile = """
      type: realtime
      instructions: Be brief.  # sessionc: ignore[SP802] our server keeps its own
      truncation: disabled

      """
    let result = try Sending.send(to: server, "--format", "concise", profile: profile)
    #expect(result.error.split(separator: "\n").map { $0.prefix(11) } == ["p.yaml:3:1:"])
    let sessionc = try Sessionc(["p.yaml": profile])
    #expect(try sessionc.run("lint", "p.yaml", "--strict").status == 0)
  }

  /// A key alone is an answer too: there is nothing to compare, and no settings to print.
  @Test func anAnswerMayHaveNoSession() throws {
    let server = try LoopbackServer(.http(200, #"{"value":"\#(Sending.secret)"}"#))
    #expect(try Sending.send(to: server, "--print", "secret").output == Sending.secret + "\n")
    let result = try Sending.send(to: server, "--print", "session")
    #expect(result.status == 3)
    #expect(result.output.isEmpty && result.error.contains("has no settings, only a key"))
  }

  @Test func theSettingsNeverHoldTheKey() throws {
    let answer = """
      {"client_secret":{"value":"\(Sending.secret)","expires_at":1795533600},"voice":"sage"}
      """
    let server = try LoopbackServer(.http(200, answer))
    let result = try Sending.send(to: server, "--print", "session", profile: "voice: sage\n")
    #expect(result.output == #"{"voice":"sage"}"# + "\n")
  }
}
