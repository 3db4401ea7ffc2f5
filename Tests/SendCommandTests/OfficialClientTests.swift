import CanonicalJSON
import Foundation
import LoopbackServer
import TestSupport
import Testing

/// The official Python client beside us, talking to the same server. `.ci/run` installs it; elsewhere
/// these tests run where `SESSIONC_PYTHON` names an interpreter that has it.
@Suite(.enabled(if: OfficialClient.python != nil)) struct OfficialClientTests {
  /// Method, path, the headers that say something of the request, and the body.
  private struct Essence: Equatable {
    var line: Substring
    var headers: [String]
    var body: JSONValue

    init(_ request: String) throws {
      let parts = request.split(separator: "\r\n\r\n", maxSplits: 1)
      let lines = parts[0].split(separator: "\r\n")
      line = lines[0]
      let names = [
        "accept:", "authorization:", "content-type:", "openai-organization:", "openai-project:",
      ]
      headers = lines.dropFirst().map { line in
        let name = line.prefix { $0 != ":" }
        return name.lowercased() + line.dropFirst(name.count)
      }.filter { line in names.contains(where: line.hasPrefix) }.sorted()
      body = try JSONReader.read(Array(parts[1].utf8))
    }
  }

  @Test func bothSendTheSameRequest() throws {
    let server = try LoopbackServer(.http(200, Sending.answer))
    let environment = ["OPENAI_ORG_ID": "org-1", "OPENAI_PROJECT_ID": "proj_1"]
    let ours = try Sending.send(to: server, "--print", "secret", environment: environment)
    #expect(ours.status == 0, "\(ours.error)")
    let theirs = try OfficialClient.send(Sending.body, to: server.port, environment)
    #expect(theirs.output == ours.output, "\(theirs.error)")
    let requests = try server.requests.map { try Essence($0) }
    #expect(requests.count == 2)
    #expect(requests.first == requests.last)
    #expect(requests.first?.headers.count == 5)
  }

  /// How often each sends again, by the status of the answer.
  @Test(arguments: [400, 401, 404, 408, 409, 422, 429, 500, 503])
  func bothTryAgainAlike(_ status: Int) throws {
    let headers = [("retry-after-ms", "1")]
    let server = try LoopbackServer(.http(status, "{}", headers))
    #expect(try Sending.send(to: server, "--retries", "2").status == 3)
    let ours = server.requests.count
    #expect(try OfficialClient.send(Sending.body, to: server.port, [:]).status != 0)
    #expect(server.requests.count == 2 * ours)
  }
}

enum OfficialClient {
  /// An interpreter that has the client.
  static let python: URL? = {
    let named = ProcessInfo.processInfo.environment["SESSIONC_PYTHON"]
    let url =
      named.map { URL(fileURLWithPath: $0) }
      ?? Repository.root.appending(path: ".build/ci-venv/bin/python")
    guard FileManager.default.isExecutableFile(atPath: url.path) else { return nil }
    let process = Process()
    process.executableURL = url
    process.arguments = ["-c", "import openai; openai.OpenAI.realtime"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    return process.terminationStatus == 0 ? url : nil
  }()

  /// Posts a body with the client, which prints the ephemeral key.
  static func send(
    _ body: String,
    to port: Int,
    _ environment: [String: String]
  ) throws -> Sessionc.Result {
    let script = """
      import json, openai, sys
      body = json.load(sys.stdin)
      print(openai.OpenAI().realtime.client_secrets.create(session=body["session"]).value)
      """
    return try Sessionc().start(
      ["-c", script],
      input: body,
      environment: Sending.environment(port, environment.merging(["NO_PROXY": "*"]) { $1 }),
      program: try #require(python)
    ).wait()
  }
}
