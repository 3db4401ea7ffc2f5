import Foundation
import ProfileSchemas
import TestSupport
import Testing
import YAMLSyntax

@testable import ProfileIR

@Suite struct SchemaTests {
  let schema = Schema.of(.standard)

  @Test func theTablesCanBeRead() {
    #expect(ModelTable.embedded.problems == [])
    #expect(LoweringTable.embedded.problems == [])
  }

  @Test func embeddedTextIsTheFile() throws {
    let folder = try Repository.files(in: "schemas", ending: ".json")
    let servers = try Repository.files(in: "schemas/servers", ending: ".json")
    let facts = ["schemas/facts/overlay.schema.json", "schemas/facts/vocabulary.schema.json"]
    let files = folder + servers + facts
    #expect(Set(ProfileSchemas.names.map { "schemas/\($0)" }) == Set(files))
    for file in files {
      let name = String(file.dropFirst("schemas/".count))
      let embedded = try #require(ProfileSchemas.text(named: name)).withUTF8Buffer {
        unsafe Array($0)
      }
      #expect(embedded == (try Repository.bytes(file)))
    }
  }

  /// Every leaf of the session says where its facts come from, and every field what it means.
  @Test func everyFieldHasASourceAndADescription() {
    var pending = schema[schema.session].properties.entries.map { ($0.name, $0.field) }
    var seen: Set<FieldID> = []
    while let (path, id) = pending.popLast() {
      guard seen.insert(id).inserted, schema[id].rule == nil else { continue }
      let field = schema[id]
      let isLeaf = field.properties.isEmpty && field.alternatives.isEmpty
      if !field.isCompilerKey, isLeaf, !path.hasSuffix("[]"), !path.hasSuffix("|") {
        #expect(field.description != nil, "\(path)")
        #expect(field.source != nil, "\(path)")
      }
      pending += field.properties.entries.map { ("\(path).\($0.name)", $0.field) }
      pending += field.alternatives.map { ("\(path)|", $0) }
      if let items = field.items { pending.append(("\(path)[]", items)) }
    }
    #expect(seen.count > 40)
  }

  @Test func theDocumentedFieldsAreThere() {
    let names = schema[schema.session].properties.nameList.filter { !$0.hasPrefix("$") }
    #expect(
      names == [
        "modalities", "model", "instructions", "voice", "input_audio_format",
        "output_audio_format", "input_audio_transcription", "turn_detection",
        "input_audio_noise_reduction", "tools", "tool_choice", "temperature",
        "max_response_output_tokens", "client_secret", "speed", "tracing",
      ]
    )
    let newer = schema[schema.session].properties.entries
      .filter { schema[$0.field].since != nil }.map(\.name)
    #expect(newer == ["client_secret", "speed", "tracing"])
  }

  @Test func thereAre57Languages() throws {
    let transcription = try #require(
      schema[schema.session].properties.field(named: "input_audio_transcription")
    )
    let language = try #require(schema[transcription].properties.field(named: "language"))
    #expect(schema[language].allowed?.count == 57)
  }

  @Test func keyTablesFindEveryNameAndNoOther() {
    for field in schema.fields {
      for entry in field.properties.entries {
        #expect(field.properties.field(named: entry.name) == entry.field)
        #expect(field.properties.field(named: entry.name + "x") == nil)
      }
    }
  }
}

@Suite struct NumberTextTests {
  @Test(
    arguments: [
      ("0", 0), ("-5", -5), ("+5", 5), ("0.6", 0.6), ("1.", 1), (".5", 0.5), ("-.5", -0.5),
      ("0x1F", 31), ("0o17", 15), ("017", 17), ("1e3", 1000), ("1.5E-3", 0.0015),
      ("123456789012345678", 123_456_789_012_345_680), ("0.1234567890123456", 0.1234567890123456),
      ("1e400", .infinity), ("1.e2", 100), ("1e-400", 0),
    ] as [(String, Double)]
  )
  func readsNumbers(_ text: String, _ value: Double) {
    #expect(NumberText.value(Array(text.utf8)[...]) == value)
  }
}
