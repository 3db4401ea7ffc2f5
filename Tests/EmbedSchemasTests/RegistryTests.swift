import Foundation
import SourceDiagnostics
import Testing
import YAMLSyntax

@testable import EmbedSchemas

/// What is wrong with the registry fails the build.
@Suite struct RegistryTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appending(path: "../../schemas").standardizedFileURL

  /// The files of `schemas/`, with one text of one file replaced.
  private static func trees(
    _ file: String = "",
    _ old: String = "",
    _ new: String = ""
  ) throws -> [String: NodeTree] {
    try trees(in: folder, file, old, new)
  }

  private static func trees(
    in folder: URL,
    _ file: String,
    _ old: String,
    _ new: String
  ) throws -> [String: NodeTree] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }
    var trees: [String: NodeTree] = [:]
    for name in files {
      var text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      if name == file {
        let place = try #require(text.range(of: old), "\(file) has no \(old)")
        text.replaceSubrange(place, with: new)
      }
      var bag = DiagnosticBag()
      let tree = try #require(Composer.compose(Array(text.utf8), into: &bag))
      trees[name] = tree
    }
    return trees
  }

  private static func registry(_ trees: [String: NodeTree]) throws -> Registry {
    try Registry(trees, shapes: self.trees(in: folder.appending(path: "facts"), "", "", ""))
  }

  @Test func theRegistryCanBeRead() throws {
    let registry = try Self.registry(Self.trees())
    #expect(registry.dialects.count == registry.tables.count)
    #expect(registry.dialects.first?.name == "ga")
    #expect(registry.code.contains("static let targets"))
  }

  @Test(
    arguments: [
      ("dialects.json", #""standard": "sessions""#, #""standard": "flat""#, "`flat`"),
      (
        "dialects.json", #""name": "ga""#, #""name": "sessions""#, "two dialects have the same name"
      ),
      (
        "dialects.json", #""form": "session", "schema": "ga-session.schema.json""#,
        #""form": "body", "schema": "ga-session.schema.json""#,
        "the first document of `ga` is no bare session"
      ),
      (
        "dialects.json", #""target": "session-update""#, #""target": "session-updat""#,
        "`session-updat` is no target of `sessions`"
      ),
      (
        "dialects.json", #""target": "session-update""#, #""target": "ga-session-update""#,
        "`ga-session-update` is no target of `sessions`"
      ),
      (
        "dialects.json", #""form": "event", "type": "session.update""#, #""form": "event""#,
        "an event of `ga` has a `type`"
      ),
      (
        "dialects.json", #""output_modalities", "expires_after""#, #""output_modality""#,
        "`output_modality` is no field of `ga`"
      ),
      (
        "dialects.json", #""schema": "ga-session-update.schema.json""#, #""schema": "gone.json""#,
        "gone.json: no such file"
      ),
      (
        "targets.json", #""dialect": "ga""#, #""dialect": "GA""#,
        "`ga-client-secrets` is of an unknown dialect: `GA`"
      ),
      (
        "targets.json", #""name": "session-update""#, #""name": "sessions""#,
        "two targets have the same name"
      ),
      (
        "targets.json", "turn_detection.threshold", "turn_detection.treshold",
        "`audio.input.turn_detection.treshold` is no field of `ga`"
      ),
      ("dialects.json", #""landmarks": {"#, #""landmark": {"#, "/landmark: nothing reads this"),
      (
        "dialects.json", #""form": "body""#, #""form": "bodi""#,
        "`bodi` is none of session, body, event"
      ),
      ("dialects.json", #""title": "GA","#, "", "has no `title`"),
      ("lowering.json", #""harmless": true"#, #""harmles": true"#, "/harmles: nothing reads this"),
      ("lowering.json", #""harmless": true"#, #""harmless": "yes""#, "is string, not boolean"),
      (
        "lowering.json", #""fill": { "ga": "realtime" }"#, #""fill": { "ga": "banana" }"#,
        "`type` of `ga` does not take that value"
      ),
      (
        "lowering.json", #""fill": { "ga": { "type": "server_vad" } }"#,
        #""fill": { "ga": { "typ": "server_vad" } }"#,
        "`audio.input.turn_detection` of `ga` does not take that value"
      ),
      (
        "lowering.json", #"{ "sessions": "pcm16","#, #"{ "sessions": "pcm17","#,
        "`input_audio_format` of `sessions` does not take that value"
      ),
      (
        "lowering.json", #""ga": "audio.output.speed""#, #""ga": "audio.output.sped""#,
        "`audio.output.sped` is no field of `ga`"
      ),
      ("lowering.json", #""sessions": "speed""#, #""session": "speed""#, "`session` is no dialect"),
      (
        "sessions.schema.json", #""x-advice": {"#, #""x-advise": {"#,
        "/x-advise: nothing reads this"
      ),
      (
        "sessions.schema.json", #""type": "number""#, #""type": "nubmer""#,
        "`nubmer` is none of null"
      ),
      (
        "ga-session.schema.json", #""propertyName": "type""#, #""property": "type""#,
        "/property: nothing reads this"
      ),
      (
        "ga-session.schema.json", #""x-models": "realtime""#, #""x-models": "realtim""#,
        "`realtim` is none of"
      ),
      (
        "models.json", #""reasoning": true"#, #""reasonning": true"#,
        "/reasonning: nothing reads this"
      ),
      ("changes.json", #""level": "breaking""#, #""level": "braking""#, "`braking` is none of"),
      (
        "ga-session.schema.json", #""ga-session-update", "ga-session""#, #""ga-session-update""#,
        "`$target` does not list the targets of targets.json"
      ),
    ]
  )
  func aFaultFailsTheBuild(_ file: String, _ old: String, _ new: String, _ message: String) throws {
    let trees = try Self.trees(file, old, new)
    let error = #expect(throws: EmbeddingError.self) { try Self.registry(trees) }
    #expect(error?.description.contains(message) ?? false, "\(error?.description ?? "")")
  }
}
