import Foundation
import LoopbackServer
import TestSupport
import Testing

/// What nobody may see, whatever the server says.
@Suite struct SecrecyTests {
  /// A key and an ephemeral key: of the usual forms, and of none.
  static let keys = [
    (Sending.key, Sending.secret),
    ("0123456789abcdef0fedcba987654321", "tok5c7d9e0f1a2b3c4d5e6f"),
    (String(repeating: "Q1w2", count: 30), "zzz" + Sending.secret),
  ]

  /// Whether ten characters on end of a key are shown.
  private func isShown(_ key: String, in result: Sessionc.Result) -> Bool {
    let text = result.output + result.error
    let characters = Array(key)
    return characters.indices.dropLast(9).contains { start in
      text.contains(String(characters[start..<start + 10]))
    }
  }

  private func send(
    _ reply: Reply,
    key: String,
    _ arguments: String...
  ) throws -> Sessionc.Result {
    let server = try LoopbackServer(reply)
    return try Sessionc(["p.yaml": Sending.profile]).run(
      ["send", "p.yaml", "--retries", "0", "--verbose"] + arguments,
      environment: Sending.environment(server.port, ["OPENAI_API_KEY": key])
    )
  }

  @Test(arguments: keys.indices, [400, 401, 200, 500])
  func aRefusalMayRepeatTheKey(_ index: Int, _ status: Int) throws {
    let (key, _) = Self.keys[index]
    let echo = """
      {"error":{"message":"bad key \(key)","type":"\(key)","code":"\(key)","param":"session.\(key)"}}
      """
    let headers = [("x-request-id", key), ("X-Echo", "Bearer \(key)"), ("Location", "/\(key)")]
    for body in [echo, "your key \(key) is bad", "{\"\(key)\":1,\"\(key)\":2}"] {
      for form in status == 400 ? ["text", "json"] : ["text"] {
        let reply = Reply.http(status, body, type: "text/\(key)", headers)
        let result = try send(reply, key: key, "--format", form)
        #expect(result.status == 3)
        #expect(!isShown(key, in: result), "\(result.error)")
      }
    }
  }

  /// A text is redacted first and then cut.
  @Test(arguments: [20, 30, 190, 960, 980, 995])
  func aKeyIsNotCutInTwo(_ offset: Int) throws {
    let text = String(repeating: "z", count: offset) + "-" + Sending.key
    for param in ["null", "\"session.model\"", "\"\(text)\""] {
      let body = #"{"error":{"message":"\#(text)","param":\#(param)}}"#
      for reply in [Reply.http(400, body), .http(500, body), .http(400, text)] {
        let result = try send(reply, key: Sending.key)
        #expect(!isShown(Sending.key, in: result), "\(result.error)")
      }
    }
  }

  @Test(arguments: keys.indices) func anAnswerMayRepeatBothKeys(_ index: Int) throws {
    let (key, secret) = Self.keys[index]
    let session = """
      {"model":"\(secret)","audio":{"output":{"voice":"\(key)"}},"tools":["\(secret)","\(key)"],\
      "instructions":"\(secret) \(key)"}
      """
    let body = #"{"value":"\#(secret)","session":\#(session)}"#
    let headers = [("X-Key", secret), ("Server", "a \(secret) \(key)")]
    let reply = Reply.http(200, body, headers)
    let chosen = try send(reply, key: key, "--print", "secret")
    #expect(chosen.output == secret + "\n")
    for (arguments, output) in [("secret", secret), ("session", "")] {
      var result = try send(reply, key: key, "--print", arguments)
      #expect(result.status == 0)
      result.output = result.output.replacing(output + "\n", with: "")
      #expect(!isShown(key, in: result) && !isShown(secret, in: result), "\(result.error)")
    }
    // The whole answer has its key, and not the one that it was asked with.
    let whole = try send(reply, key: key)
    #expect(whole.output.contains(secret) && !isShown(key, in: whole))
  }

  /// Answers that cannot be used and have a key in them all the same, of a form that nobody knows.
  @Test(arguments: [
    #"{"value":"KEY","x"#, #"{"val"+"KEY""#, "\u{FEFF}{\"value\" : \"KEY", "xKEY", "value=KEY",
    "{'value':'KEY'}",
    #"{"value":"KEY","session":{"voice":"KEY","a":1,"a":2}}"#, #"{"session":{"KEY":1,"KEY":2}}"#,
    #"{"client_secret":"KEY"}"#, #"{"client_secret":["KEY"]}"#, #"{"data":{"secret":"KEY"}}"#,
    "[\"KEY\"]",
    #"{"value":"","client_secret":{"value":"KEY x"},"session":{"voice":"KEY"}}"#,
    #"{"value":"KEY","error":{"message":"for KEY","param":"KEY","code":"KEY"}}"#,
  ])
  func anAnswerThatCannotBeUsed(_ body: String) throws {
    let key = "7e6d5c4b-aaaa-4bbb-8ccc-0123456789ff"
    let isRefusal = body.contains("error")
    let headers =
      body.contains("value") && !body.contains("'") ? [("x-request-id", "r-" + key)] : []
    let known = body.contains(#""value":"KEY"#) ? headers : []
    let reply = Reply.http(isRefusal ? 400 : 200, body.replacing("KEY", with: key), known)
    let result = try send(reply, key: Sending.key)
    #expect(result.status == 3)
    #expect(!isShown(key, in: result), "\(result.error)")
  }

  /// A key is the same however JSON writes it, and of whatever letters it is.
  @Test(arguments: [
    "tQ7vZp2Lk9XwB4mNc8Rd", "clé-éphémère-très-secrète", "swift river under moonlight",
  ])
  func aKeyInEscapes(_ key: String) throws {
    let escaped = key.utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
    for (status, body) in [
      (
        400,
        #"{"value":"\#(escaped)","error":{"message":"made \#(key)","code":"\#(escaped)","param":"\#(key)"}}"#
      ),
      (500, #"{"value":{"x":"\#(escaped)"},"error":"failed for \#(key)"}"#),
      (400, #"{"token":"\#(key)"}"#), (200, #"{"client_secret":["\#(escaped)"],"x":"\#(key)"}"#),
    ] {
      let result = try send(.http(status, body), key: Sending.key)
      #expect(result.status == 3)
      #expect(!isShown(key, in: result), "\(result.error)")
    }
  }

  /// Servers mask keys by themselves, and leave more than they should.
  @Test func aPartOfAKeyIsHiddenAsWell() throws {
    for part in [
      Sending.key.prefix(12), Sending.key.suffix(12), Sending.key.dropFirst(9).prefix(10),
    ] {
      let error = #"{"error":{"message":"bad key: \#(part)***","param":"\#(part)"}}"#
      let result = try send(.http(401, error, [("x-request-id", "r-\(part)")]), key: Sending.key)
      #expect(!result.error.contains(part), "\(result.error)")
    }
  }

  @Test func anAnswerInAnotherEncoding() throws {
    let head = Array(Reply.head(200, []).utf8)
    let body = #"{"value":"\#(Sending.secret)"}"#.utf8.flatMap { byte -> [UInt8] in [byte, 0] }
    let result = try send(Reply([.send(head + body), .close]), key: Sending.key)
    #expect(result.status == 3)
    let plain = result.error.replacing("\\u{0}", with: "").replacing("\u{0}", with: "")
    #expect(!isShown(Sending.secret, in: .init(status: 0, output: "", error: plain)), "\(plain)")
  }
}
