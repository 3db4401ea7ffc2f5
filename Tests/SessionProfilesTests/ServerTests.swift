import Foundation
import SessionProfiles
import SourceDiagnostics
import TestSupport
import Testing

/// Bodies that packages build for the servers of `schemas/servers/`, and mistakes in them.
@Suite struct ServerTests {
  struct Body: CustomTestStringConvertible, @unchecked Sendable {
    var server: String
    var source: String
    var body: [String: Any]
    var mistakes: [[Any]]

    var testDescription: String { "\(server): \(source)" }
  }

  static let bodies: [Body] = {
    let folder = "Tests/SessionProfilesTests/Fixtures/servers"
    guard let files = try? Repository.files(in: folder, ending: ".json") else { return [] }
    return files.flatMap { file -> [Body] in
      let server = file.split(separator: "/").last.map { String($0.dropLast(5)) } ?? ""
      let data = (try? Repository.bytes(file)).map { Data($0) } ?? Data()
      let list = try? JSONSerialization.jsonObject(with: data) as? [[String: Any]]
      return (list ?? []).map { entry in
        Body(
          server: server,
          source: entry["of"] as? String ?? "",
          body: entry["body"] as? [String: Any] ?? [:],
          mistakes: entry["mistakes"] as? [[Any]] ?? []
        )
      }
    }
  }()

  private func errors(_ body: Any, _ server: String) throws -> [Diagnostic] {
    let data = try JSONSerialization.data(withJSONObject: body, options: .sortedKeys)
    var options = Compiler.Options()
    let known: Server = try #require(Server.shipped(server))
    options.server = known
    return Compiler(options: options).lint(SourceText(name: "a.json", bytes: Array(data)))
      .filter { $0.severity == .error }
  }

  @Test func eachServerHasBodies() {
    let own = Set(Server.shippedNames).subtracting(["openai", "compatible"])
    #expect(Set(Self.bodies.map(\.server)) == own)
  }

  @Test(arguments: bodies) func isRight(_ test: Body) throws {
    #expect(try errors(test.body, test.server).isEmpty)
  }

  @Test(arguments: bodies) func aMistakeIsFoundAtItsPlace(_ test: Body) throws {
    let unknown = ["/session/zzz_unknown", 1, "SP101"] as [Any]
    for mistake in test.mistakes + [unknown] {
      let path = try #require(mistake[0] as? String)
      let body = Self.setting(mistake[1], at: Self.steps(of: path)[...], in: test.body)
      let found = try errors(body, test.server)
      #expect(found.map(\.rule.code) == [mistake[2] as? String], "\(path): \(found)")
      let place = mistake.count > 3 ? mistake[3] as? String : path
      #expect(found.first?.path == place)
    }
  }

  /// Without the server, hardly any of these bodies is right.
  @Test func theOverlaysAreNeeded() throws {
    let wrong = try Self.bodies.filter { body in
      let data = try JSONSerialization.data(withJSONObject: body.body)
      return Compiler().lint(SourceText(name: "a.json", bytes: Array(data)))
        .contains { $0.severity == .error }
    }
    #expect(wrong.count >= Self.bodies.count - 3)
  }

  private static func steps(of path: String) -> [String] {
    path.split(separator: "/").map(String.init)
  }

  private static func setting(_ new: Any, at path: ArraySlice<String>, in value: Any) -> Any {
    guard let step = path.first else { return new }
    if var object = value as? [String: Any] {
      object[step] = setting(new, at: path.dropFirst(), in: object[step] as Any)
      return object
    }
    if var list = value as? [Any], let index = Int(step) {
      list[index] = setting(new, at: path.dropFirst(), in: list[index])
      return list
    }
    return new
  }

  // MARK: In a profile

  @Test func aProfileNamesItsServer() {
    let text = "$server: xai\nvoice: eve\naudio: {output: {speed: 0.5}}\n"
    let found = Compiler().lint(SourceText(name: "p", text: text))
    #expect(found.map(\.rule.code) == ["SP202"])
    #expect(found.first?.message.hasSuffix("(xAI Grok)") == true)
    let unknown = Compiler().lint(SourceText(name: "p", text: "$server: xia\nvoice: eve\n"))
    #expect(unknown.map(\.rule.code) == ["SP201"])
    #expect(unknown.first?.help == "did you mean `xai`?")
  }

  /// The server's own fields show no other dialect, in one file and in several.
  @Test func theDialectIsTheServers() {
    let base = "$server: xai\nvoice: eve\nturn_detection: {type: server_vad}\n"
    let leaf = "$extends: base.yaml\ntype: realtime\naudio: {output: {speed: 1}}\n"
    let result = Compiler(options: .init(target: Target(rawValue: "ga-session")))
      .compile(SourceText(name: "p.yaml", text: leaf), reading: MemoryReader(["base.yaml": base]))
    let request = result.request.map { String(decoding: $0, as: UTF8.self) }
    #expect(
      request
        == #"{"audio":{"output":{"speed":1}},"turn_detection":{"type":"server_vad"},"type":"realtime","voice":"eve"}"#
        + "\n",
      "\(result.diagnostics)"
    )
  }

  /// `$dialect` decides, and other dialects are as documented.
  @Test func anotherDialectIsAsDocumented() {
    let text =
      "$server: xai\n$dialect: sessions\nvoice: alloy\nturn_detection: {type: semantic_vad}\n"
    #expect(Compiler().lint(SourceText(name: "p", text: text)).isEmpty)
  }

  /// What is advised is api.openai.com's advice.
  @Test func theAdviceIsNotTheServers() {
    let text = "$server: azure-voice-live\ntemperature: 0.9\n"
    #expect(Compiler().lint(SourceText(name: "p", text: text)).isEmpty)
  }

  @Test func aServersFieldsAreExplained() throws {
    let xai = try #require(Server.shipped("xai"))
    #expect(FieldPage.pages(of: "voice", at: xai).map(\.server) == ["xAI Grok"])
    #expect(FieldPage.pages(of: "instructions", at: xai).map(\.server) == [nil])
  }
}
