import Foundation
import LoopbackServer
import TestSupport
import Testing

/// What is made of an answer that refuses.
@Suite struct RefusalTests {
  private static func error(
    param: String?,
    code: String = "invalid_value",
    message: String = "No."
  ) -> String {
    let param = param.map { "\"\($0)\"" } ?? "null"
    return """
      {"error":{"message":"\(message)","type":"invalid_request_error","param":\(param),\
      "code":"\(code)"}}
      """
  }

  /// A parameter, and the beginning of the finding about it.
  @Test(arguments: [
    ("session.audio.input.turn_detection.threshold", "8:18"),
    ("audio.input.turn_detection.threshold", "8:18"),
    ("session.tools[0].name", "13:11"),
    ("tools[0].name", "13:11"),
    ("tools.0.name", "13:11"),
    ("session.tools[0]", "12:5"),
    ("session.model", "2:8"),
    ("model", "2:8"),
    ("session.audio.output", "9:3"),
    // What is missing or unknown: at what is around it.
    ("session.audio.output.format.rate", "9:3"),
    ("session.tools[7].name", "11:1"),
    ("session.prompt", "1:1"),
    ("session", "1:1"),
    ("nonsense", "1:1"),
    ("[[[", "1:1"),
    ("session..", "1:1"),
  ])
  func theServersParameterLeadsToItsLine(_ param: String, _ place: String) throws {
    let server = try LoopbackServer(.http(400, Self.error(param: param)))
    let result = try Sending.send(to: server, "--format", "concise")
    #expect(result.status == 3)
    #expect(result.output.isEmpty)
    #expect(
      result.error.hasPrefix(
        "p.yaml:\(place): error[SP801 rejected-by-server]: the server refused"
      ),
      "\(result.error)"
    )
  }

  /// The older server names parameters without `session.`; a lowered profile has other names.
  @Test func aLoweredProfileIsToldInItsOwnNames() throws {
    let server = try LoopbackServer(
      .http(400, Self.error(param: "session.audio.input.format.type")),
      .http(400, Self.error(param: "session.turn_detection.eagerness", code: "unknown_parameter"))
    )
    let profile = "voice: sage\ninput_audio_format: pcm16\n"
    let lowered = try Sending.send(
      to: server,
      "--target",
      "ga-client-secrets",
      "--format",
      "json",
      profile: profile
    )
    #expect(lowered.error.contains(#""path":"/input_audio_format""#), "\(lowered.error)")
    #expect(lowered.error.contains(#""start":{"line":2,"column":21,"offset":32}"#))
    let flat = try Sending.send(
      to: server,
      "--format",
      "concise",
      profile: "voice: sage\nturn_detection:\n  type: semantic_vad\n  eagerness: low\n"
    )
    #expect(flat.error.hasPrefix("p.yaml:4:3: error[SP801"), "\(flat.error)")
  }

  /// What a file has brought in is told in that file.
  @Test func aFileOfTheProfileIsTold() throws {
    let server = try LoopbackServer(
      .http(400, Self.error(param: "session.tools[2].name")),
      .http(400, Self.error(param: "session.instructions"))
    )
    let sessionc = try Sessionc([
      "p.yaml": """
      $extends: _base.yaml
      instructions: { $file: a.md }
      tools: [$inherit, { $include: _tools.yaml }]

      """,
      "_base.yaml": "type: realtime\nmodel: gpt-realtime-2.1\ntools: [{type: function, name: a}]\n",
      "_tools.yaml": "- { type: function, name: b }\n- { type: function, name: c }\n",
      "a.md": "Be brief.\n",
    ])
    func send() throws -> String {
      try sessionc.run(
        ["send", "p.yaml", "--retries", "0", "--format", "concise"],
        environment: Sending.environment(server.port)
      )
      .error
    }
    let tool = try send()
    #expect(tool.hasPrefix("_tools.yaml:2:27: error[SP801 rejected-by-server]"), "\(tool)")
    #expect(try send().hasPrefix("a.md:1:1: error[SP801 rejected-by-server]"))
  }

  @Test func theFindingSaysAllThatIsKnown() throws {
    let server = try LoopbackServer(
      .http(
        400,
        Self.error(
          param: "session.audio.output.voice",
          message: #"Invalid value: 'sage'.\u001b[31m \u202e"#
        ),
        [("x-request-id", "req_42")]
      )
    )
    let result = try Sending.send(to: server)
    #expect(
      result.error == #"""
        p.yaml:10:12: error[SP801 rejected-by-server]: the server refused `audio.output.voice`: Invalid value: 'sage'.\u{1B}[31m \u{202E}
           10 |     voice: sage
              |            ^^^^
           = help: the answer was HTTP 400, code `invalid_value`, request req_42

        1 error in 1 profile

        """#
    )
  }

  @Test(arguments: ["text", "concise", "json", "sarif", "github", "gitlab", "junit"])
  func everyFormHasTheFinding(_ form: String) throws {
    let server = try LoopbackServer(.http(400, Self.error(param: "session.model")))
    let sessionc = try Sessionc(["p.yaml": Sending.profile])
    let result = try sessionc.run(
      "send",
      "p.yaml",
      "--format",
      "\(form)=report",
      environment: Sending.environment(server.port)
    )
    #expect(result.status == 3)
    #expect(result.output.isEmpty && result.error.isEmpty)
    #expect(sessionc.text("report")?.contains("SP801") == true)
  }

  /// Status, headers, body, and what the message must say.
  private static let answers: [(Reply, [String])] = [
    (
      .http(401, error(param: nil, code: "invalid_api_key")),
      ["HTTP 401 invalid_api_key: No", "OPENAI_API_KEY"]
    ),
    (.http(403, #"{"error":"not here"}"#), ["HTTP 403: not here", "may not do this"]),
    (
      .http(404, "<html>\u{1B}[31m gone</html>", type: "text/html"),
      ["(text/html, 23 bytes): <html>\\u{1B}[31m gone</html>", "--base-url"]
    ),
    (.http(429, #"{"detail":"slow"}"#, [("Retry-After", "30")]), ["HTTP 429: slow", "wait 30 s"]),
    (
      .http(429, "", [("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")]),
      ["HTTP 429, with an empty body", "wait a while"]
    ),
    (.http(500, "{}"), ["HTTP 500 (application/json, 2 bytes): {}", "try again later"]),
    (.http(503, error(param: "session.model")), ["HTTP 503 invalid_value: No"]),
    (
      .http(307, "", [("Location", "https://evil.example/v1")]),
      ["HTTP 307, a redirect to https://evil.example/v1", "must not travel"]
    ),
    (
      .http(418, #"{"message":"teapot"}"#, [("X-Request-Id", "req_7")]),
      ["HTTP 418: teapot; request req_7"]
    ),
  ]

  @Test(arguments: answers.indices)
  func everyStatusSaysWhatToDo(_ index: Int) throws {
    let (reply, texts) = Self.answers[index]
    let server = try LoopbackServer(reply)
    let result = try Sending.send(to: server)
    #expect(result.status == 3)
    #expect(result.output.isEmpty)
    #expect(server.requests.count == 1)
    for text in texts { #expect(result.error.contains(text), "\(result.error)") }
    #expect(!result.error.contains("\u{1B}"))
  }

  @Test func theOlderPathIsExplained() throws {
    let server = try LoopbackServer(.http(404, Self.error(param: nil, message: "Invalid URL")))
    let result = try Sending.send(to: server, profile: "voice: sage\n")
    #expect(result.error.contains("--target ga-client-secrets"))
  }

  /// Answers that say "fine" and are no session.
  private static let strange: [(Reply, String)] = [
    (.http(200, ""), "HTTP 200 without a body"),
    (.http(204, "", type: nil), "HTTP 204 without a body"),
    (
      .http(200, "<html>sign in</html>", type: "text/html"),
      "which cannot be read as JSON: no value begins like this at byte 0; it begins: <html>"
    ),
    (
      .http(200, #"{"value": "ek_abcdef0123"#),
      "it ends in the middle of a string at byte 24\n"
    ),
    (
      .http(200, #"{"value":"ek_a","value":"ek_b"}"#),
      "a name occurs twice at byte 16\n"
    ),
    (.http(200, #"{"session":{}}"#), "without a usable key"),
    (.http(200, #"{"value":"two words"}"#), "without a usable key"),
    (.http(200, #"{"value":""}"#), "without a usable key"),
    (.http(200, "[1]"), "without a usable key"),
    (.http(200, "{a: b}"), "which cannot be read as JSON"),
  ]

  @Test(arguments: strange.indices)
  func anAnswerWithoutASessionIsAnError(_ index: Int) throws {
    let (reply, text) = Self.strange[index]
    let server = try LoopbackServer(reply)
    let result = try Sending.send(to: server, "--retries", "2")
    #expect(result.status == 3)
    #expect(result.output.isEmpty)
    #expect(result.error.contains(text), "\(result.error)")
    #expect(!result.error.contains("ek_a"))
    #expect(server.requests.count == 1)
  }

  @Test func aWrongContentTypeIsNoted() throws {
    let server = try LoopbackServer(.http(200, Sending.answer, type: "text/plain"))
    let result = try Sending.send(to: server, "--print", "secret")
    #expect(result.status == 0)
    #expect(result.output == Sending.secret + "\n")
    #expect(result.error.contains("with text/plain; it is JSON and was read as such"))
  }
}
