import Foundation
import LoopbackServer
import TestSupport

/// What the tests of `send` share: a profile, a key, and answers.
enum Sending {
  static let key = "sk-test-4711Zk3vQ9xW2mN7bT5hR8yL1cD4f"
  static let secret = "ek_68af296e8e408191a1120ab6383263c2"

  static let profile = """
    type: realtime
    model: gpt-realtime-2.1
    instructions: Be brief.
    audio:
      input:
        turn_detection:
          type: server_vad
          threshold: 0.6
      output:
        voice: sage
    tools:
      - type: function
        name: find_order
        description: Finds an order.
        parameters: {type: object, properties: {}}

    """

  /// What `profile` is as the body of a request.
  static let body = """
    {"session":{"audio":{"input":{"turn_detection":{"threshold":0.6,"type":"server_vad"}},\
    "output":{"voice":"sage"}},"instructions":"Be brief.","model":"gpt-realtime-2.1","tools":\
    [{"description":"Finds an order.","name":"find_order","parameters":{"properties":{},\
    "type":"object"},"type":"function"}],"type":"realtime"}}
    """

  /// The answer of a server that does what it is told, in canonical form.
  static let answer = answer(session: String(body.dropFirst(#"{"session":"#.count).dropLast()))

  static func answer(session: String) -> String {
    #"{"expires_at":1795533600,"session":\#(session),"value":"\#(secret)"}"#
  }

  static func environment(
    _ port: Int,
    scheme: String = "http",
    host: String = "127.0.0.1",
    _ more: [String: String] = [:]
  ) -> [String: String] {
    let own = ["OPENAI_BASE_URL": "\(scheme)://\(host):\(port)/v1", "OPENAI_API_KEY": key]
    return own.merging(more) { $1 }
  }

  /// Sends the profile to a server, with `--retries 0` unless told otherwise.
  static func send(
    to server: LoopbackServer,
    _ arguments: String...,
    profile: String = profile,
    environment: [String: String] = [:]
  ) throws -> Sessionc.Result {
    let sessionc = try Sessionc(["p.yaml": profile])
    let retries = arguments.contains("--retries") ? [] : ["--retries", "0"]
    return try sessionc.run(
      ["send", "p.yaml"] + retries + arguments,
      environment: self.environment(server.port, environment)
    )
  }

  /// Whether a run told the key or the ephemeral key to anybody.
  static func leaks(_ result: Sessionc.Result) -> Bool {
    [key, secret].contains { (result.output + result.error).contains($0) }
  }
}
