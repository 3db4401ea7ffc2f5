import ProfileIR
import SourceDiagnostics
import TestSupport
import Testing
import YAMLSyntax

@Suite struct BinderTests {
  private func bind(_ bytes: [UInt8]) throws -> BoundProfile {
    var bag = DiagnosticBag()
    let tree = try #require(Composer.compose(bytes, into: &bag))
    let shape = DocumentShape(tree)
    return Binder.bind(tree, to: Schema.of(shape.dialect), as: shape.document)
  }

  @Test(arguments: [
    ("voice: sage\n", true), ("voice: [sage]\n", false), ("voise: sage\n", false),
    ("voise: {a: 1}\n", false), ("tools: {}\n", false), ("tools: []\n", true),
    ("turn_detection: null\n", true), ("turn_detection: server_vad\n", true),
    ("turn_detection: [1]\n", false),
    ("turn_detection: {type: server_vad, eagerness: low}\n", false),
    ("x-notes: {a: [1]}\n", true), ("instructions: {{name}}\n", false),
    ("tools: [{type: function, name: a, parameters: {type: object, made-up: {b: 1}}}]\n", true),
    ("type: realtime\naudio: {input: {format: {type: audio/pcm}}}\n", true),
    ("type: realtime\naudio: {input: {format: pcm16}}\n", true),
    ("type: realtime\naudio: [1]\n", false),
  ])
  func isCompleteWhereTheSchemaHasAPlaceForAll(_ text: String, _ isComplete: Bool) throws {
    let profile = try bind(Array(text.utf8))
    #expect(profile.isComplete == isComplete)
    #expect(profile.isComplete == profile.all.allSatisfy { profile.isBound($0) })
  }

  @Test func shippedProfilesAreComplete() throws {
    for file in try Repository.profiles() {
      #expect(try bind(try Repository.bytes(file)).isComplete, "\(file)")
    }
  }
}
